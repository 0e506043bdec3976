/**
 * The configuration. {@link dev.trellis.config.ConfigurationReader} reads {@code trellis.yaml}: it merges the chosen
 * environment into the document, replaces variables ({@code ${NAME}}), resolves relative paths against the folder of the
 * file, and reports unknown keys and wrong values with their place. The result is an immutable {@link
 * dev.trellis.config.Configuration}; an application that has no file builds one with {@link
 * dev.trellis.config.Configuration#builder}.
 *
 * <p>{@link dev.trellis.config.Secrets} hides passwords in output. The keys of the file are described on the page
 * "configuration" of the documentation.
 */
@NullMarked
package dev.trellis.config;

import org.jspecify.annotations.NullMarked;
