package dev.trellis.adopt.database;

import dev.trellis.adopt.source.SourceContext;
import dev.trellis.adopt.source.SourceException;
import dev.trellis.branch.Branch;
import dev.trellis.error.Location;
import dev.trellis.internal.command.NamePattern;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Assigns the objects of a database to branches, by lists of names and patterns: {@code shop_*} for a prefix, {@code billing.*}
 * for a schema, {@code customer,orders} for a list. A branch without a list of its own uses its table prefix; one branch
 * may have neither and receives everything else.
 */
final class BranchSelection {
    private static final String SETTING = "tables.";

    private final Map<String, List<NamePattern>> patterns;
    private final @Nullable String remainder;

    private BranchSelection(Map<String, List<NamePattern>> patterns, @Nullable String remainder) {
        this.patterns = patterns;
        this.remainder = remainder;
    }

    /** Reads the settings {@code tables.LABEL} and the table prefixes of the branches. */
    static BranchSelection of(SourceContext context) {
        context.settings().keySet().forEach(key -> requireKnown(key, context.labels()));
        Map<String, List<NamePattern>> patterns = new LinkedHashMap<>();
        List<String> remainders = new ArrayList<>();
        for (Branch branch : context.branches()) {
            String list = context.settings().get(SETTING + branch.label());
            if (list != null) {
                patterns.put(
                        branch.label(),
                        Arrays.stream(list.split(","))
                                .map(String::strip)
                                .filter(name -> !name.isEmpty())
                                .map(NamePattern::new)
                                .toList());
            } else if (branch.tablePrefix() != null) {
                patterns.put(branch.label(), List.of(new NamePattern(branch.tablePrefix() + "*")));
            } else {
                remainders.add(branch.label());
            }
        }
        if (remainders.size() > 1) {
            throw SourceException.cannotAdopt(
                    "the branches " + String.join(", ", remainders)
                            + " have neither a list of tables nor a table prefix",
                    "State which tables belong to which branch: --set tables." + remainders.get(0)
                            + "=PATTERN,PATTERN");
        }
        return new BranchSelection(patterns, remainders.isEmpty() ? null : remainders.get(0));
    }

    private static void requireKnown(String key, List<String> labels) {
        if (!key.startsWith(SETTING) || !labels.contains(key.substring(SETTING.length()))) {
            throw SourceException.cannotAdopt(
                    "there is no setting '" + key + "' of a branch that is adopted",
                    "Write --set tables.LABEL=PATTERN,PATTERN with one of the labels: " + String.join(", ", labels));
        }
    }

    /** Returns the schemas, other than the default one, that the lists of tables name. */
    List<String> schemas() {
        return NamePattern.schemas(
                patterns.values().stream().flatMap(List::stream).toList());
    }

    /**
     * Returns the part of a schema for each branch.
     *
     * @throws SourceException {@code cannot_convert} if a table belongs to no branch
     */
    Map<String, Schema> split(Schema schema) {
        Map<String, Schema> parts = new LinkedHashMap<>();
        Schema rest = schema;
        for (Map.Entry<String, List<NamePattern>> branch : patterns.entrySet()) {
            Schema part = NamePattern.select(rest, branch.getValue());
            parts.put(branch.getKey(), withEnumsOf(part));
            rest = without(rest, part);
        }
        if (remainder != null) {
            parts.put(remainder, withEnumsOf(rest));
        } else if (!rest.tables().isEmpty() || !rest.definitions().isEmpty()) {
            TreeSet<String> names = new TreeSet<>();
            rest.tables().keySet().forEach(table -> names.add(table.toString()));
            rest.definitions().keySet().forEach(definition -> names.add(definition.describe()));
            throw SourceException.cannotConvert(
                    Location.of("the database"),
                    "no branch is chosen for " + String.join(", ", names),
                    "Add them to a branch: --set tables.LABEL=PATTERN,PATTERN");
        }
        return parts;
    }

    private static Schema withEnumsOf(Schema part) {
        Schema used = Schema.withEnumsOf(part.tables().values());
        return new Schema(part.tables(), used.enums(), part.definitions());
    }

    private static Schema without(Schema schema, Schema part) {
        Map<TableName, ?> tables = part.tables();
        Map<DefinitionName, ?> definitions = part.definitions();
        return schema.only(table -> !tables.containsKey(table))
                .withDefinitions(schema.definitions().values().stream()
                        .filter(definition -> !definitions.containsKey(definition.name()))
                        .toList());
    }
}
