/**
 * The commands: one class per command, with the name of the command. Each class loads what it needs from the
 * workspace, computes a value and returns a report; only those that change the database take the migration lock.
 */
@NullMarked
package dev.trellis.internal.command;

import org.jspecify.annotations.NullMarked;
