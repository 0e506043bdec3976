package dev.trellis.report;

import dev.trellis.lint.Finding;
import java.util.List;
import java.util.Map;

/**
 * The result of {@code lint}.
 *
 * @param dialects the dialects for which the scripts were checked: the dialect of the configured database, or all known
 *     dialects
 * @param revisions the checked revisions, in the order in which they run
 * @param findings the findings, in the same order
 * @param rules the description of each rule, by name
 */
public record LintReport(
        List<String> dialects, List<String> revisions, List<Finding> findings, Map<String, String> rules) {}
