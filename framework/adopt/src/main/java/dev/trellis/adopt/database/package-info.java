/**
 * Adopts a database without migrations: its tables and definitions become the models of one or several branches, and each
 * branch gets one revision that creates them.
 */
@NullMarked
package dev.trellis.adopt.database;

import org.jspecify.annotations.NullMarked;
