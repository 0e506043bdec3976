/**
 * The desired schema of a branch: the extension point {@link dev.trellis.model.ModelSource}, and two sources that
 * Trellis ships, YAML files and a Java builder. The notation itself is read and written in {@code
 * dev.trellis.internal.model}.
 */
@NullMarked
package dev.trellis.model;

import org.jspecify.annotations.NullMarked;
