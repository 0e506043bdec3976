package dev.trellis.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A revision as listings show it.
 *
 * @param branch the label of the branch whose party brings it
 * @param branchLabels the labels that reach it, sorted
 * @param dependsOn what its script says it depends on
 * @param message what it is about; empty when it says nothing
 * @param created when it was written, ISO 8601, or null
 * @param path where its script is
 * @param applied whether the database has it, or null when nobody asked the database
 */
public record RevisionReport(
        String revision,
        List<String> downRevision,
        String branch,
        List<String> branchLabels,
        List<String> dependsOn,
        String message,
        @Nullable String created,
        String path,
        boolean isHead,
        boolean isBase,
        boolean isBranchPoint,
        boolean isMergePoint,
        @Nullable Boolean applied) {}
