package dev.trellis.internal.diff;

import dev.trellis.operation.Operation;

/**
 * The two operations that drop an unchanged object before a change that it would block, and create it again afterwards.
 *
 * @param drop drops the object
 * @param create creates the object as it was
 */
record Recreation(Operation drop, Operation create) {}
