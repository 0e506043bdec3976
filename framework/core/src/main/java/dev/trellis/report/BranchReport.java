package dev.trellis.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A branch and its origin.
 *
 * @param label the label of the branch
 * @param isProtected whether other projects must not change the tables of the branch
 * @param maintain whether this project maintains the branch although it is protected
 * @param origin the jar, folder or configuration that declares the branch
 * @param plugin the class that contributes the branch, or null if only the configuration declares it
 * @param tablePrefix the prefix of its tables' names, or null
 * @param heads the identifiers of its heads, sorted
 * @param revisions the number of its revisions
 * @param tables the tables that its model declares, sorted; empty if it has no model
 * @param definitions the kinds and names of the views, functions and other definitions that its model declares, sorted
 */
public record BranchReport(
        String label,
        boolean isProtected,
        boolean maintain,
        String origin,
        @Nullable String plugin,
        @Nullable String tablePrefix,
        List<String> heads,
        int revisions,
        List<String> tables,
        List<String> definitions) {}
