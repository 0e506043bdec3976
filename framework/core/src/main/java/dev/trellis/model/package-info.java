/**
 * The desired schema of a branch: the extension point {@link dev.trellis.model.ModelSource}, and two sources that
 * Trellis ships, YAML files ({@link dev.trellis.model.YamlModel}) and a Java builder ({@link
 * dev.trellis.model.JavaModel}). The module {@code trellis-hibernate} adds entity classes as a third source.
 *
 * <p>The builder collects the keys and values of the YAML notation, so that one reader reads both.
 */
@NullMarked
package dev.trellis.model;

import org.jspecify.annotations.NullMarked;
