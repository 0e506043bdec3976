/**
 * The nouns: what a database's structure is made of, as pure immutable values. Models, scripts, inspections and replays
 * all speak of these and of nothing else, so that two schemas from different sources can be compared with
 * {@code equals}. Imports only {@code error}.
 */
@NullMarked
package dev.trellis.schema;

import org.jspecify.annotations.NullMarked;
