package dev.trellis.script;

import dev.trellis.error.Location;
import dev.trellis.operation.Operation;

/**
 * An operation with its location in the script.
 *
 * @param location the location that errors refer to
 */
public record LocatedOperation(Operation operation, Location location) {}
