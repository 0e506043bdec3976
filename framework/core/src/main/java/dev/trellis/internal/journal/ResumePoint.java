package dev.trellis.internal.journal;

import dev.trellis.internal.protection.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * What a revision begins from that was stopped.
 *
 * @param before the protected tables, found to be as they were when it was begun; null when nobody looked then
 */
public record ResumePoint(
        InterruptedRevision flight,
        JournalProgress progress,
        @Nullable Fingerprint before) {}
