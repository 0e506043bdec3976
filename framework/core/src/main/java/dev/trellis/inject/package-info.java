/**
 * Plugins, and the only use of Guice in the library. A plugin is a Guice module ({@link dev.trellis.inject.TrellisPlugin})
 * that contributes through a {@link dev.trellis.inject.TrellisBinder}; service files list the plugins, as for
 * {@link java.util.ServiceLoader}. {@link dev.trellis.inject.Plugins} finds them and returns their contributions as
 * {@link dev.trellis.Extensions}. In the library, only {@link dev.trellis.TrellisBuilder}
 * imports this package.
 *
 * <p>The contributions are read without an injector. The injector is created when the first contributed class is needed, so
 * a command that needs no contributed class starts faster.
 *
 * <p>{@code CONTRIBUTING.md} lists the steps for an extension point.
 */
@NullMarked
package dev.trellis.inject;

import org.jspecify.annotations.NullMarked;
