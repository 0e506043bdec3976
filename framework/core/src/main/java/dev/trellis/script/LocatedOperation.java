package dev.trellis.script;

import dev.trellis.error.Location;
import dev.trellis.operation.Operation;

/**
 * An operation and where its author wrote it.
 *
 * @param at the place that an error points to
 */
public record LocatedOperation(Operation operation, Location at) {}
