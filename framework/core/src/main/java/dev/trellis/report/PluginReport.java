package dev.trellis.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A branch and where it comes from.
 *
 * @param origin the jar, folder or configuration that brings it
 * @param plugin the class that contributes it, or null when the configuration alone does
 * @param heads the identifiers of its heads, sorted
 * @param revisions how many there are
 * @param tables the tables that its model declares, sorted; empty when it has no model
 */
public record PluginReport(
        String label,
        boolean isProtected,
        boolean maintain,
        String origin,
        @Nullable String plugin,
        @Nullable String tablePrefix,
        List<String> heads,
        int revisions,
        List<String> tables) {}
