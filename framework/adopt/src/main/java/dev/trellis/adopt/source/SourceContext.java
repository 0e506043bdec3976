package dev.trellis.adopt.source;

import dev.trellis.branch.Branch;
import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.dialect.Dialect;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The input of a {@link Source}.
 *
 * @param project the folder of the other tool's project, or its configuration file
 * @param settings settings of the other tool that replace those of its configuration, by their name in the tool's own
 *     notation
 * @param branches the branches that receive the scripts, in the order of the request; at least one
 * @param dialect the dialect of the database
 * @param database the settings of the database
 * @param naming the naming convention, with the identifier limit of the database
 * @param catalog reads the tables and definitions of the default schema and of the named schemas, without the tables of
 *     Trellis; a source that needs only files does not call it
 */
public record SourceContext(
        Path project,
        Map<String, String> settings,
        List<Branch> branches,
        Dialect dialect,
        DatabaseSettings database,
        Naming naming,
        Function<List<String>, Schema> catalog) {

    public SourceContext {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        branches = List.copyOf(branches);
    }

    /** Returns the labels of the branches. */
    public List<String> labels() {
        return branches.stream().map(Branch::label).toList();
    }
}
