package dev.trellis.internal.command;

import dev.trellis.branch.Branch;
import dev.trellis.internal.branch.SetAsideNames;
import dev.trellis.internal.protection.Ownership;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The objects of a database that depend on the tables of a branch: the views and triggers whose SQL contains the name of
 * such a table or view, the triggers of the tables, and the foreign keys to them.
 *
 * @param own the views and triggers that belong to the branch or to no branch, in the order in which to create them
 * @param ofOthers descriptions of the foreign keys of other tables, and of the views and triggers of other branches
 */
record SetAsideDependents(List<Definition> own, List<String> ofOthers) {

    static SetAsideDependents of(Schema schema, List<Table> tables, Ownership ownership, Branch branch) {
        Set<TableName> names = tables.stream().map(Table::name).collect(Collectors.toSet());
        List<Definition> own = new ArrayList<>();
        List<String> ofOthers = new ArrayList<>();
        for (Definition definition : inOrder(schema, names, ownership, branch)) {
            Branch owner = ownership.of(definition.name());
            if (owner == null || owner.label().equals(branch.label())) {
                own.add(definition);
            } else {
                ofOthers.add(definition.name().describe() + " of branch '" + owner.label() + "'");
            }
        }
        for (Table table : schema.tables().values()) {
            for (ForeignKey key : table.foreignKeys()) {
                if (names.contains(key.referredTable())
                        && !names.contains(table.name())
                        && !SetAsideNames.isSetAside(table.name())) {
                    ofOthers.add("foreign key " + key.name() + " of table '" + table.name() + "'");
                }
            }
        }
        return new SetAsideDependents(own, ofOthers);
    }

    /** Returns the dependent views and triggers; a view follows the views that it needs, triggers follow the views. */
    private static List<Definition> inOrder(Schema schema, Set<TableName> tables, Ownership ownership, Branch branch) {
        List<Definition> candidates = schema.definitions().values().stream()
                .filter(definition -> isDroppable(definition.kind()))
                .toList();
        Set<String> needed = tables.stream().map(TableName::name).collect(Collectors.toCollection(TreeSet::new));
        Set<Definition> found = new LinkedHashSet<>();
        for (int before = -1; before < found.size(); ) {
            before = found.size();
            for (Definition definition : candidates) {
                Branch owner = ownership.of(definition.name());
                boolean isOwned = owner != null && owner.label().equals(branch.label());
                boolean isOnTable = definition.name().table() != null
                        && tables.contains(definition.name().table());
                if (isOwned || isOnTable || needed.stream().anyMatch(name -> mentions(definition, name))) {
                    found.add(definition);
                    if (definition.kind() != DefinitionKind.TRIGGER) {
                        needed.add(definition.name().name().name());
                    }
                }
            }
        }
        return sorted(found);
    }

    private static boolean isDroppable(DefinitionKind kind) {
        return kind == DefinitionKind.VIEW
                || kind == DefinitionKind.MATERIALIZED_VIEW
                || kind == DefinitionKind.TRIGGER;
    }

    private static List<Definition> sorted(Set<Definition> definitions) {
        List<Definition> remaining = new ArrayList<>(definitions);
        List<Definition> sorted = new ArrayList<>();
        while (!remaining.isEmpty()) {
            Definition next = remaining.stream()
                    .filter(each -> each.kind() != DefinitionKind.TRIGGER)
                    .filter(each -> remaining.stream()
                            .noneMatch(other -> !other.equals(each)
                                    && other.kind() != DefinitionKind.TRIGGER
                                    && mentions(each, other.name().name().name())))
                    .findFirst()
                    .orElse(remaining.get(0));
            sorted.add(next);
            remaining.remove(next);
        }
        return sorted;
    }

    private static boolean mentions(Definition definition, String name) {
        Pattern word = Pattern.compile(
                "(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        return definition.sql().byDialect().values().stream()
                .anyMatch(sql -> word.matcher(sql).find());
    }
}
