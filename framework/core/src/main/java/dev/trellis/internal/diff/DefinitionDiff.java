package dev.trellis.internal.diff;

import dev.trellis.internal.diff.Scope.TableRole;
import dev.trellis.internal.sql.DefinitionText;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropDefinition;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.Operation;
import dev.trellis.operation.ReplaceDefinition;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import dev.trellis.sql.SqlSyntax;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares the views, functions and other definitions, and puts their operations into an order with the operations on
 * tables. A definition depends on an object whose name its SQL contains. The order is:
 *
 * <ol>
 *   <li>drop definitions, dependents first,
 *   <li>create extensions and domains, and the sequences and functions that the tables use,
 *   <li>the operations on tables,
 *   <li>drop the definitions that the tables used, and
 *   <li>create and replace the other definitions, dependents last.
 * </ol>
 *
 * <p>A changed definition that mentions a table with a dropped or converted column is dropped before the operations on
 * tables and created after them; so are the definitions that depend on it. An unchanged definition of a changed table needs no
 * operation, because the dialect drops and creates it with the change.
 */
final class DefinitionDiff {
    private final Scope scope;
    private final Schema actual;
    private final List<DefinitionPair> pairs;
    private final Map<DefinitionName, Definition> created = new TreeMap<>();
    private final Map<DefinitionName, DefinitionPair> replaced = new TreeMap<>();
    private final Map<DefinitionName, Definition> dropped = new TreeMap<>();
    private final Map<DefinitionKind, List<DefinitionName>> unknown = new EnumMap<>(DefinitionKind.class);
    private final List<Unmanaged> reported = new ArrayList<>();
    private final Map<Definition, Set<String>> words = new HashMap<>();

    /**
     * A difference of a definition that the target branch does not own.
     *
     * @param what the description of the operation that would remove the difference
     */
    record Unmanaged(DefinitionName definition, TableRole role, String what) {}

    private DefinitionDiff(Scope scope, Schema actual, List<DefinitionPair> pairs) {
        this.scope = scope;
        this.actual = actual;
        this.pairs = pairs;
    }

    /**
     * Compares the definitions.
     *
     * @param pairs the definitions that the models declare
     * @param actual the schema as inspection has read it
     */
    static DefinitionDiff of(List<DefinitionPair> pairs, Schema actual, Scope scope) {
        DefinitionDiff diff = new DefinitionDiff(scope, actual, pairs);
        diff.compare();
        return diff;
    }

    private void compare() {
        Set<DefinitionName> declared = new HashSet<>();
        for (DefinitionPair pair : pairs) {
            declared.add(pair.canonical().name());
            TableRole role = scope.of(pair.written(), true);
            if (role == TableRole.IGNORED || pair.isEqual()) {
                continue;
            }
            if (role != TableRole.OWNED) {
                reported.add(new Unmanaged(pair.name(), role, operation(pair).describe()));
            } else if (pair.actual() == null) {
                created.put(pair.name(), pair.desired());
            } else {
                replaced.put(pair.name(), pair);
            }
        }
        for (Definition definition : actual.definitions().values()) {
            if (!declared.contains(definition.name())) {
                compareUndeclared(definition);
            }
        }
    }

    private static Operation operation(DefinitionPair pair) {
        return pair.actual() == null
                ? new CreateDefinition(pair.desired())
                : new ReplaceDefinition(pair.desired(), pair.actual());
    }

    private void compareUndeclared(Definition definition) {
        DefinitionName name = definition.name();
        TableRole role = scope.of(name, false);
        switch (role) {
            case IGNORED -> {}
            case UNKNOWN ->
                unknown.computeIfAbsent(name.kind(), none -> new ArrayList<>()).add(name);
            case OWNED -> dropped.put(name, definition);
            case PROTECTED, OTHER -> reported.add(new Unmanaged(name, role, new DropDefinition(name).describe()));
        }
    }

    /** Returns the differences of definitions that the target branch does not own. */
    List<Unmanaged> reported() {
        return reported;
    }

    /** Returns the definitions that no branch owns, by kind. */
    Map<DefinitionKind, List<DefinitionName>> unknown() {
        return unknown;
    }

    /**
     * Returns the actual schema, in which the definitions have the names that the operations use: those of the model.
     */
    static Schema named(Schema actual, List<DefinitionPair> pairs) {
        Schema named = actual;
        for (DefinitionPair pair : pairs) {
            DefinitionName spelled = pair.canonical().name();
            if (pair.actual() != null && !spelled.equals(pair.name())) {
                named = named.withoutDefinition(spelled).withDefinition(pair.actual());
            }
        }
        return named;
    }

    /** Returns the operations on tables together with the operations on definitions, in an order that can be executed. */
    List<Operation> with(List<Operation> tables) {
        Set<String> droppedTables = new HashSet<>();
        tables.stream()
                .filter(DropTable.class::isInstance)
                .forEach(operation -> droppedTables.add(folded(((DropTable) operation).table())));
        // A table is dropped with its triggers and policies.
        List<Definition> droppedParts = dropped.values().stream()
                .filter(each -> each.name().table() != null
                        && droppedTables.contains(folded(each.name().table())))
                .toList();
        droppedParts.forEach(part -> dropped.remove(part.name()));
        if (created.isEmpty() && replaced.isEmpty() && dropped.isEmpty()) {
            return tables;
        }
        recreate(reduced(tables));
        List<Definition> after = ordered(afterwards());
        Set<DefinitionName> early = early(after, tables);
        List<Operation> all = new ArrayList<>();
        List<Operation> late = new ArrayList<>();
        List<Definition> drops = ordered(dropped.values());
        Collections.reverse(drops);
        Set<DefinitionName> used = usedByTables(drops, tables, droppedParts);
        for (Definition drop : drops) {
            (used.contains(drop.name()) ? late : all).add(new DropDefinition(drop.name()));
        }
        after.stream().filter(each -> early.contains(each.name())).forEach(each -> all.add(creation(each)));
        all.addAll(tables);
        all.addAll(late);
        after.stream().filter(each -> !early.contains(each.name())).forEach(each -> all.add(creation(each)));
        return all;
    }

    private Operation creation(Definition definition) {
        DefinitionPair pair = replaced.get(definition.name());
        return pair == null ? new CreateDefinition(definition) : operation(pair);
    }

    private List<Definition> afterwards() {
        List<Definition> all = new ArrayList<>(created.values());
        replaced.values().forEach(pair -> all.add(pair.desired()));
        return all;
    }

    /** Returns the tables that are dropped, or lose or convert a column. */
    private static Set<TableName> reduced(List<Operation> tables) {
        Set<TableName> reduced = new HashSet<>();
        for (Operation operation : tables) {
            if (operation instanceof DropTable
                    || operation instanceof DropColumn
                    || (operation instanceof AlterColumn alter && alter.type() != null)) {
                reduced.addAll(operation.tables());
            }
        }
        return reduced;
    }

    /** Turns replacements into a drop and a creation where a table or another dropped definition requires it. */
    private void recreate(Set<TableName> reduced) {
        Deque<String> names = new ArrayDeque<>();
        for (DefinitionPair pair : List.copyOf(replaced.values())) {
            if (pair.actual() != null && reduced.stream().anyMatch(table -> mentions(pair.actual(), table.name()))) {
                recreate(pair, names);
            }
        }
        dropped.keySet().forEach(name -> names.add(name.name().name()));
        if (names.isEmpty()) {
            return;
        }
        Map<String, List<DefinitionPair>> dependents = dependents();
        while (!names.isEmpty()) {
            String name = names.remove().toLowerCase(Locale.ROOT);
            for (DefinitionPair pair : dependents.getOrDefault(name, List.of())) {
                if (!dropped.containsKey(pair.name()) && scope.of(pair.written(), true) == TableRole.OWNED) {
                    recreate(pair, names);
                }
            }
        }
    }

    private void recreate(DefinitionPair pair, Deque<String> names) {
        if (pair.actual() != null) {
            replaced.remove(pair.name());
            created.put(pair.name(), pair.desired());
            dropped.put(pair.name(), pair.actual());
            names.add(pair.name().name().name());
        }
    }

    /** Returns the existing definitions by the names, in lower case, of the definitions that they mention. */
    private Map<String, List<DefinitionPair>> dependents() {
        Set<String> names = new HashSet<>();
        actual.definitions().keySet().forEach(name -> names.add(folded(name.name())));
        Map<String, List<DefinitionPair>> dependents = new HashMap<>();
        for (DefinitionPair pair : pairs) {
            if (pair.actual() != null) {
                for (String word : words(pair.actual())) {
                    if (names.contains(word) && !word.equals(folded(pair.name().name()))) {
                        dependents
                                .computeIfAbsent(word, none -> new ArrayList<>())
                                .add(pair);
                    }
                }
            }
        }
        return dependents;
    }

    /** Sorts definitions so that each comes after those that it mentions; otherwise by kind and name. */
    private List<Definition> ordered(Iterable<Definition> definitions) {
        Map<String, List<Definition>> byName = new LinkedHashMap<>();
        Map<DefinitionName, Definition> sorted = new TreeMap<>();
        for (Definition definition : definitions) {
            sorted.put(definition.name(), definition);
        }
        sorted.values()
                .forEach(each -> byName.computeIfAbsent(folded(each.name().name()), none -> new ArrayList<>())
                        .add(each));
        Set<Definition> ordered = new LinkedHashSet<>();
        Set<Definition> begun = new HashSet<>();
        sorted.values().forEach(each -> addAfterItsSources(each, byName, begun, ordered));
        return new ArrayList<>(ordered);
    }

    private void addAfterItsSources(
            Definition definition,
            Map<String, List<Definition>> byName,
            Set<Definition> begun,
            Set<Definition> ordered) {
        if (!begun.add(definition)) {
            return;
        }
        for (String word : new TreeSet<>(words(definition))) {
            for (Definition source : byName.getOrDefault(word, List.of())) {
                if (!source.equals(definition)) {
                    addAfterItsSources(source, byName, begun, ordered);
                }
            }
        }
        ordered.add(definition);
    }

    /**
     * Returns the definitions to create before the operations on tables: extensions and domains, the other definitions that
     * the changed tables mention, and everything that these mention. A definition that mentions a created table or column is
     * created later.
     */
    private Set<DefinitionName> early(List<Definition> definitions, List<Operation> tables) {
        Set<String> usedByTables = new HashSet<>();
        Set<String> added = new HashSet<>();
        for (Operation operation : tables) {
            if (operation instanceof CreateTable create) {
                added.add(folded(create.table().name()));
            }
            if (operation instanceof CreateTable
                    || operation instanceof AddColumn
                    || operation instanceof AlterColumn) {
                usedByTables.addAll(DefinitionText.words(operation.toString(), SqlSyntax.PORTABLE));
            }
        }
        Set<DefinitionName> early = new HashSet<>();
        Set<String> needed = new HashSet<>();
        // The sources of a definition come before it.
        for (int i = definitions.size() - 1; i >= 0; i--) {
            Definition definition = definitions.get(i);
            DefinitionName name = definition.name();
            String folded = folded(name.name());
            boolean isBasic = name.kind() == DefinitionKind.EXTENSION || name.kind() == DefinitionKind.DOMAIN;
            boolean isUsed = isUsedByTables(name.kind()) && usedByTables.contains(folded);
            boolean mentionsAdded = words(definition).stream().anyMatch(added::contains);
            if ((isBasic || isUsed || needed.contains(folded)) && !mentionsAdded) {
                early.add(name);
                needed.addAll(words(definition));
            }
        }
        return early;
    }

    private static boolean isUsedByTables(DefinitionKind kind) {
        return switch (kind) {
            case EXTENSION, DOMAIN, SEQUENCE, FUNCTION -> true;
            case PROCEDURE, VIEW, MATERIALIZED_VIEW, TRIGGER, POLICY -> false;
        };
    }

    /**
     * Returns the dropped definitions that tables may have used before the operations.
     *
     * @param droppedParts the triggers and policies that are dropped with their tables
     */
    private Set<DefinitionName> usedByTables(
            List<Definition> drops, List<Operation> tables, List<Definition> droppedParts) {
        Set<DefinitionName> used = new HashSet<>();
        if (drops.stream().noneMatch(each -> isUsedByTables(each.kind()))) {
            return used;
        }
        Set<String> before = new HashSet<>();
        Set<TableName> changed = new HashSet<>();
        tables.forEach(operation -> changed.addAll(operation.tables()));
        for (TableName table : changed) {
            actual.table(table)
                    .ifPresent(found -> before.addAll(DefinitionText.words(found.toString(), SqlSyntax.PORTABLE)));
        }
        droppedParts.forEach(part -> before.addAll(words(part)));
        for (Definition drop : drops) {
            boolean isBasic = drop.kind() == DefinitionKind.EXTENSION || drop.kind() == DefinitionKind.DOMAIN;
            if (isBasic
                    || (isUsedByTables(drop.kind())
                            && before.contains(folded(drop.name().name())))) {
                used.add(drop.name());
            }
        }
        return used;
    }

    private boolean mentions(@Nullable Definition definition, String object) {
        return definition != null && words(definition).contains(object.toLowerCase(Locale.ROOT));
    }

    /** Returns the words in the SQL of a definition for any database. */
    private Set<String> words(Definition definition) {
        return words.computeIfAbsent(definition, DefinitionDiff::wordsOf);
    }

    static Set<String> wordsOf(Definition definition) {
        Set<String> all = new HashSet<>();
        definition.sql().byDialect().values().forEach(sql -> {
            all.addAll(DefinitionText.words(sql, SqlSyntax.POSTGRESQL));
            if (sql.indexOf('`') >= 0) {
                all.addAll(DefinitionText.words(sql, SqlSyntax.PORTABLE));
            }
        });
        TableName table = definition.name().table();
        if (table != null) {
            all.add(folded(table));
        }
        return all;
    }

    private static String folded(TableName name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
