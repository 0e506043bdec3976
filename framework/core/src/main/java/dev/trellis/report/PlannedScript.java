package dev.trellis.report;

/**
 * A script that a command would write.
 *
 * @param revision the revision; its identifier is a random one unless the caller chose it, and another one the next time
 * @param text the text of the script
 */
public record PlannedScript(RevisionReport revision, String text) {}
