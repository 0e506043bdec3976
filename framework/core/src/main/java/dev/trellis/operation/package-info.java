/**
 * The verbs: a closed set of changes to a schema. Each is one record in one file, beside what it does to a schema value
 * and beside its inverse; how a database says it is a dialect's business. The names that scripts use, the YAML reading
 * and the reference are derived from the sealed family, so there is no second list of operations. Imports {@code schema}
 * and {@code error}.
 */
@NullMarked
package dev.trellis.operation;

import org.jspecify.annotations.NullMarked;
