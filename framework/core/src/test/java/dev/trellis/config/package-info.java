/** Tests of the configuration. */
@NullMarked
package dev.trellis.config;

import org.jspecify.annotations.NullMarked;
