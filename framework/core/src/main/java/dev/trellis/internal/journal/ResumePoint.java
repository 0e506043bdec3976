package dev.trellis.internal.journal;

import dev.trellis.internal.protection.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * The point at which an interrupted revision resumes.
 *
 * @param revision the interrupted revision
 * @param progress the part of the revision that is known to be done
 * @param fingerprintBefore the protected tables, which are in the state that they had before the revision began; null if they
 *     were not monitored then
 * @param isConfirmed whether a person has decided that the revision resumes
 */
public record ResumePoint(
        OpenRevision revision,
        JournalProgress progress,
        @Nullable Fingerprint fingerprintBefore,
        boolean isConfirmed) {}
