package dev.trellis.report;

import dev.trellis.lint.Finding;
import java.util.List;
import java.util.Map;

/**
 * What {@code lint} found.
 *
 * @param dialects the databases that the scripts were looked at for: the configured one, or all that are known
 * @param revisions the revisions that were looked at, in the order in which they run
 * @param findings what the rules found, in the same order
 * @param rules the names of the rules, with what each finds
 */
public record LintReport(
        List<String> dialects, List<String> revisions, List<Finding> findings, Map<String, String> rules) {}
