package dev.trellis.internal.command;

import dev.trellis.dialect.Dialect;
import dev.trellis.error.TrellisException;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.operation.RunJava;
import dev.trellis.report.BlameReport;
import dev.trellis.report.BlameReport.Change;
import dev.trellis.report.BlameReport.Effect;
import dev.trellis.report.BlameReport.Kind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Applies operations to a schema and attributes each difference between the schemas before and after an operation to the
 * operation. A rename moves the changes of the renamed object to its new name. An operation that cannot be applied
 * to the schema works on an object that raw SQL has created; such an operation is recorded like raw SQL.
 */
final class BlameReplay {
    private final Dialect dialect;
    private final Map<TableName, Map<BlamedParts.Key, List<Change>>> tables = new HashMap<>();
    private final Map<TableName, List<Change>> enums = new HashMap<>();
    private final Map<DefinitionName, List<Change>> definitions = new HashMap<>();
    private final Map<String, List<Change>> mentions = new HashMap<>();
    private final Map<TableName, Change> dropped = new HashMap<>();
    private final Map<TableName, TableName> renames = new HashMap<>();
    private Schema schema = Schema.EMPTY;

    /**
     * Creates a replay that starts with an empty schema.
     *
     * @param dialect the database whose quoting the operations use
     */
    BlameReplay(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * Applies an operation.
     *
     * @param statements the raw SQL of an {@link ExecuteSql} that may change definitions
     * @param change returns the change for an effect and a description of an operation
     */
    void apply(Operation operation, List<SqlMention> statements, BiFunction<Effect, String, Change> change) {
        if (operation instanceof ExecuteSql) {
            for (SqlMention statement : statements) {
                mention(statement.words(), change.apply(Effect.MAY_HAVE_CHANGED, statement.description()));
            }
        } else if (!(operation instanceof RunJava || operation instanceof BulkInsert)) {
            Schema before = schema;
            try {
                schema = operation.apply(before, dialect.quoting());
            } catch (TrellisException e) {
                TreeSet<String> names = new TreeSet<>();
                operation.tables().forEach(table -> names.add(lower(table.name())));
                mention(names, change.apply(Effect.MAY_HAVE_CHANGED, operation.describe()));
                return;
            }
            attribute(operation, before, effect -> change.apply(effect, operation.describe()));
        }
    }

    /** Creates the change for an effect of the present operation. */
    private interface Attribution {
        Change of(Effect effect);
    }

    private void attribute(Operation operation, Schema before, Attribution change) {
        if (operation instanceof RenameTable rename) {
            renamed(rename, change.of(Effect.RENAMED));
        } else if (operation instanceof AlterColumn alter && alter.rename() != null) {
            renamed(alter, change.of(alter.changesDefinition() ? Effect.CHANGED : Effect.RENAMED));
        } else {
            for (TableName name : differing(before.tables(), schema.tables())) {
                attribute(name, before.tables().get(name), schema.tables().get(name), change);
            }
            attribute(enums, before.enums(), schema.enums(), change);
            attribute(definitions, before.definitions(), schema.definitions(), change);
        }
    }

    private void renamed(RenameTable rename, Change change) {
        TableName next = rename.table().renamed(rename.to());
        renames.put(rename.table(), next);
        Map<BlamedParts.Key, List<Change>> parts = tables.remove(rename.table());
        if (parts != null) {
            parts.computeIfAbsent(BlamedParts.TABLE, none -> new ArrayList<>()).add(change);
            tables.put(next, parts);
        }
        List<Change> mentioning = mentions.get(lower(rename.table().name()));
        if (mentioning != null) {
            mentions.computeIfAbsent(lower(rename.to()), none -> new ArrayList<>())
                    .addAll(0, mentioning);
        }
        for (DefinitionName name : List.copyOf(definitions.keySet())) {
            DefinitionName moved = name.withTableRenamed(rename.table(), next);
            if (!moved.equals(name)) {
                List<Change> changes = definitions.remove(name);
                definitions.put(moved, changes == null ? new ArrayList<>() : changes);
            }
        }
    }

    private void renamed(AlterColumn alter, Change change) {
        Map<BlamedParts.Key, List<Change>> parts = tables.get(alter.table());
        if (parts != null) {
            List<Change> changes = parts.remove(BlamedParts.Key.column(alter.column()));
            List<Change> complete = changes == null ? new ArrayList<>() : changes;
            complete.add(change);
            parts.put(BlamedParts.Key.column(alter.newName()), complete);
        }
    }

    private void attribute(TableName name, @Nullable Table before, @Nullable Table after, Attribution change) {
        if (after == null) {
            tables.remove(name);
            dropped.put(name, change.of(Effect.CHANGED));
            return;
        }
        Map<BlamedParts.Key, List<Change>> changes = tables.computeIfAbsent(name, none -> new HashMap<>());
        Map<BlamedParts.Key, BlamedParts.Part> old = before == null ? Map.of() : BlamedParts.of(before);
        Map<BlamedParts.Key, BlamedParts.Part> present = BlamedParts.of(after);
        changes.keySet().removeIf(key -> !present.containsKey(key));
        present.forEach((key, part) -> {
            BlamedParts.Part previous = old.get(key);
            if (previous == null) {
                changes.put(key, listOf(change.of(Effect.CREATED)));
            } else if (!previous.value().equals(part.value())) {
                changes.computeIfAbsent(key, none -> new ArrayList<>()).add(change.of(Effect.CHANGED));
            }
        });
    }

    private static <K extends Comparable<K>, V> void attribute(
            Map<K, List<Change>> changes, Map<K, V> before, Map<K, V> after, Attribution change) {
        for (K name : differing(before, after)) {
            if (!after.containsKey(name)) {
                changes.remove(name);
            } else if (!before.containsKey(name)) {
                changes.put(name, listOf(change.of(Effect.CREATED)));
            } else if (!before.get(name).equals(after.get(name))) {
                changes.computeIfAbsent(name, none -> new ArrayList<>()).add(change.of(Effect.CHANGED));
            }
        }
    }

    private static List<Change> listOf(Change change) {
        List<Change> changes = new ArrayList<>();
        changes.add(change);
        return changes;
    }

    /** Returns the keys whose values are not the same object in both sorted maps. */
    private static <K extends Comparable<K>, V> Set<K> differing(Map<K, V> before, Map<K, V> after) {
        Set<K> keys = new TreeSet<>();
        if (before == after) {
            return keys;
        }
        before.forEach((key, value) -> {
            if (after.get(key) != value) {
                keys.add(key);
            }
        });
        if (keys.isEmpty() && before.size() == after.size()) {
            return keys;
        }
        after.keySet().stream().filter(key -> !before.containsKey(key)).forEach(keys::add);
        return keys;
    }

    private void mention(Iterable<String> words, Change change) {
        words.forEach(word ->
                mentions.computeIfAbsent(word, none -> new ArrayList<>()).add(change));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Returns the operation that dropped a table, or null if none did. */
    @Nullable
    Change dropOf(TableName name) {
        return dropped.get(name);
    }

    /** Returns the present name of a table that was renamed, or null if no present table had the name. */
    @Nullable
    TableName presentName(TableName former) {
        TableName name = former;
        for (int i = 0; i <= renames.size() && renames.containsKey(name); i++) {
            name = renames.get(name);
        }
        return name.equals(former) || !schema.tables().containsKey(name) ? null : name;
    }

    /** Returns the raw SQL and the operations on unknown objects that mention a name, in their order. */
    List<Change> mentionsOf(String name) {
        return mentions.getOrDefault(lower(name), List.of()).stream().distinct().toList();
    }

    /** Returns the reports of all objects, sorted by name, the tables first. */
    List<BlameReport> reports() {
        Map<TableName, List<BlameReport.Part>> onTables = new TreeMap<>();
        List<BlameReport> others = new ArrayList<>();
        schema.definitions().keySet().forEach(name -> {
            Kind kind = Kind.valueOf(name.kind().name());
            String text = name.name().name();
            List<Change> changes = definitions.getOrDefault(name, List.of());
            if (name.table() != null) {
                onTables.computeIfAbsent(name.table(), none -> new ArrayList<>())
                        .add(new BlameReport.Part(kind, text, List.of(), changes));
            } else {
                others.add(single(kind, name.toString(), text, changes));
            }
        });
        schema.enums()
                .keySet()
                .forEach(name -> others.add(
                        single(Kind.ENUM, name.toString(), name.name(), enums.getOrDefault(name, List.of()))));
        others.sort(Comparator.comparing(BlameReport::name).thenComparing(BlameReport::kind));
        List<BlameReport> reports = new ArrayList<>();
        schema.tables().values().forEach(table -> {
            List<BlameReport.Part> parts = new ArrayList<>(parts(table));
            parts.addAll(onTables.getOrDefault(table.name(), List.of()));
            String name = table.name().toString();
            reports.add(new BlameReport(
                    Kind.TABLE, name, parts, mentionsOf(table.name().name())));
        });
        reports.addAll(others);
        return reports;
    }

    private BlameReport single(Kind kind, String name, String word, List<Change> changes) {
        BlameReport.Part part = new BlameReport.Part(kind, name, List.of(), changes);
        return new BlameReport(kind, name, List.of(part), mentionsOf(word));
    }

    private List<BlameReport.Part> parts(Table table) {
        Map<BlamedParts.Key, List<Change>> changes = tables.getOrDefault(table.name(), Map.of());
        List<BlameReport.Part> parts = new ArrayList<>();
        BlamedParts.of(table)
                .forEach((key, part) -> parts.add(new BlameReport.Part(
                        key.kind(), part.name(), part.columns(), changes.getOrDefault(key, List.of()))));
        return parts;
    }
}
