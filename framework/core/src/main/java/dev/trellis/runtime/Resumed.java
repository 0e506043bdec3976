package dev.trellis.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What a revision begins from that was stopped.
 *
 * @param before the protected tables, found to be as they were when it was begun; null when nobody looked then
 */
record Resumed(Flight flight, Progress progress, @Nullable Fingerprint before) {}
