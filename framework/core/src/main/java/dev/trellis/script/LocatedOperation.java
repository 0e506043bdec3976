package dev.trellis.script;

import dev.trellis.error.Location;
import dev.trellis.operation.Operation;

/**
 * An operation with its location in the script.
 *
 * @param at the location that errors refer to
 */
public record LocatedOperation(Operation operation, Location at) {}
