package dev.trellis.internal.journal;

import dev.trellis.internal.protection.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * The point at which an interrupted revision resumes.
 *
 * @param revision the interrupted revision
 * @param progress the part of the revision that is known to be done
 * @param fingerprintBefore the fingerprint of the protected tables before the revision began, which matches their present
 *     structure; null if the tables were not monitored
 * @param isConfirmed whether a person has decided that the revision resumes
 */
public record ResumePoint(
        OpenRevision revision,
        JournalProgress progress,
        @Nullable Fingerprint fingerprintBefore,
        boolean isConfirmed) {}
