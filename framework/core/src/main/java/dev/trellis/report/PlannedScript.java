package dev.trellis.report;

/**
 * A script that a command would write.
 *
 * @param revision the revision; its identifier is random, and differs at the next call, unless the caller chose the
 *     identifier
 * @param text the text of the script
 */
public record PlannedScript(RevisionReport revision, String text) {}
