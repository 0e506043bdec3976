/**
 * The only Guice in the library: plugins are Guice modules, found the way {@link java.util.ServiceLoader} finds them, and
 * contribute through one binder that names the extension points. Over the root; nobody imports this room but plugins and
 * the command line.
 *
 * <p>What plugins contribute is read without making an injector; one is made when the first of their classes is needed,
 * so that a command that runs no Java of theirs does not pay for it.
 */
@NullMarked
package dev.trellis.inject;

import org.jspecify.annotations.NullMarked;
