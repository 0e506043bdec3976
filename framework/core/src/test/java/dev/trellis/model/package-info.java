/** Tests of models from different sources, which describe the same schema. */
@NullMarked
package dev.trellis.model;

import org.jspecify.annotations.NullMarked;
