/** Two applications with a plugin each; the tests load them with class loaders of their own. */
@NullMarked
package dev.trellis.embedding.app;

import org.jspecify.annotations.NullMarked;
