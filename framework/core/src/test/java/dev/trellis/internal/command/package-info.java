/** Tests of commands on real databases. */
@NullMarked
package dev.trellis.internal.command;

import org.jspecify.annotations.NullMarked;
