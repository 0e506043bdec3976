/** Tests of Trellis inside an application: its connections, class loaders, configuration and listeners. */
@NullMarked
package dev.trellis.embedding;

import org.jspecify.annotations.NullMarked;
