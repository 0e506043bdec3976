package dev.trellis.report;

import java.util.List;

/**
 * The result of {@code squash}.
 *
 * @param baseline the baseline, which has the identifier of the last replaced revision
 * @param text the script of the baseline
 * @param replaced the identifiers of the replaced revisions in the order in which they ran; the last is the baseline's own
 * @param files the scripts of the replaced revisions
 * @param kept the operations that were copied to the baseline because their effects cannot be derived
 * @param omitted the operations that were left out although their effects cannot be derived
 * @param notes remarks about the consequences
 * @param differences the differences between a database that the baseline has created and a database that the replaced
 *     revisions have created; if there are any, no file has been changed
 */
public record SquashReport(
        RevisionReport baseline,
        String text,
        List<String> replaced,
        List<String> files,
        List<UnderivedOperation> kept,
        List<UnderivedOperation> omitted,
        List<String> notes,
        List<String> differences) {

    public SquashReport {
        replaced = List.copyOf(replaced);
        files = List.copyOf(files);
        kept = List.copyOf(kept);
        omitted = List.copyOf(omitted);
        notes = List.copyOf(notes);
        differences = List.copyOf(differences);
    }

    /**
     * An operation whose effects cannot be derived from scripts.
     *
     * @param revision the identifier of the revision
     * @param location the location in the script
     * @param operation the description of the operation
     */
    public record UnderivedOperation(String revision, String location, String operation) {
        @Override
        public String toString() {
            return location + ": " + operation;
        }
    }
}
