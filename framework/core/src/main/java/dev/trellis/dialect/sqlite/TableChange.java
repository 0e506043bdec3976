package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.sqlite.TableConstraint.Kind;
import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.DropIndex;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Naming;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Changes to one table that follow each other. Each is done to the table's text; where SQLite's ALTER TABLE has words for
 * it, it has a step of its own as well, and if all have, the steps are what is run.
 */
final class TableChange {
    private final TableName table;
    private final TableDefinition before;
    private final boolean replayed;
    private final List<CompiledStatement> steps = new ArrayList<>();
    /** What is put into a column of the new table, by its name in lower case. */
    private final Map<String, String> sources = new LinkedHashMap<>();

    private final Set<String> converted = new HashSet<>();
    private final Map<String, Operation> counting = new LinkedHashMap<>();
    private final Set<TableConstraint> added = new HashSet<>();
    private ParsedTable text;
    private List<ParsedIndex> indexes;
    private boolean rebuild;

    /** @param replayed whether {@code before} was told by the scripts and not by the database */
    TableChange(TableName table, TableDefinition before, boolean replayed) {
        this.table = table;
        this.before = before;
        this.replayed = replayed;
        this.text = before.text();
        this.indexes = before.indexes();
        for (ParsedColumn column : text.columns()) {
            if (!column.isComputed()) {
                sources.put(SqliteTokens.fold(column.name()), SqliteDialect.quoted(column.name()));
            }
        }
    }

    TableName table() {
        return table;
    }

    boolean concerns(TableName other) {
        return table.equals(other);
    }

    boolean needsRebuild() {
        return rebuild;
    }

    /** The statements, when no rebuild is needed; else only the operations that they come from count. */
    List<CompiledStatement> steps() {
        return steps;
    }

    /** The table as it is after what was gathered so far. */
    Table now() {
        return new TableDefinition(before.name(), text, indexes, before.triggers()).table(name -> Optional.empty());
    }

    /** Whether a column has its values from the table that is there, and not from its default. */
    boolean copies(String column) {
        return sources.containsKey(SqliteTokens.fold(column));
    }

    private String name() {
        return SqliteDialect.quoted(before.name());
    }

    private void step(Operation operation, String sql) {
        steps.add(new CompiledStatement(sql, operation));
    }

    private void rebuild(Operation operation) {
        rebuild = true;
        step(operation, "");
    }

    // ---- columns ----

    boolean hasColumn(String column) {
        return text.columns().stream().anyMatch(each -> each.isNamed(column));
    }

    void addColumn(AddColumn operation, String definition, boolean simple) {
        text = text.withColumn(ParsedColumn.of("\n  " + definition));
        if (simple) {
            step(operation, "ALTER TABLE " + name() + " ADD COLUMN " + definition);
        } else {
            rebuild(operation);
        }
    }

    /** Adds a column that counts up, which it can when it becomes the primary key in the same rebuild. */
    void addCounting(AddColumn operation, String definition) {
        addColumn(operation, definition, false);
        counting.put(operation.column().name(), operation);
    }

    /** What added a column that was to count up and did not become the primary key. */
    Optional<Operation> countingElsewhere() {
        return counting.entrySet().stream()
                .filter(entry -> text.primaryKey()
                        .filter(key -> key.columns().equals(List.of(entry.getKey())))
                        .isEmpty())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    void dropColumn(DropColumn operation) {
        ParsedColumn column = require(operation.column());
        List<ParsedIndex> needing =
                indexes.stream().filter(index -> needs(index, column)).toList();
        for (ParsedIndex index : needing) {
            step(operation, "DROP INDEX " + SqliteDialect.quoted(index.name()));
        }
        indexes = without(indexes, needing::contains);
        ParsedTable left = text.withoutColumn(column.name());
        Predicate<TableConstraint> needs = clause -> clause.kind() == Kind.CHECK
                ? mentions(clause.sql(), column)
                : clause.columns().stream().anyMatch(column::isNamed);
        boolean simple = left.clauses().noneMatch(needs)
                && column.clauses().stream().noneMatch(TableChange::holdsColumn)
                && !left.columns().isEmpty();
        left = keyKept(left, needs);
        text = left.without(needs);
        sources.remove(SqliteTokens.fold(column.name()));
        if (simple) {
            step(operation, "ALTER TABLE " + name() + " DROP COLUMN " + SqliteDialect.quoted(column.name()));
        } else {
            rebuild(operation);
        }
    }

    private static boolean holdsColumn(TableConstraint clause) {
        return switch (clause.kind()) {
            case PRIMARY_KEY, UNIQUE, FOREIGN_KEY -> true;
            default -> false;
        };
    }

    /** The columns of a primary key that goes stay NOT NULL. */
    private static ParsedTable keyKept(ParsedTable table, Predicate<TableConstraint> goes) {
        ParsedTable kept = table;
        Optional<TableConstraint> key = table.primaryKey().filter(goes);
        for (String column : key.map(TableConstraint::columns).orElse(List.of())) {
            kept = kept.mapColumn(column, each -> each.withNotNull(true));
        }
        return kept;
    }

    private static boolean needs(ParsedIndex index, ParsedColumn column) {
        return index.parts().stream().anyMatch(part -> mentions(part.sql(), column))
                || (index.where() != null && mentions(index.where(), column));
    }

    private static boolean mentions(String sql, ParsedColumn column) {
        return SqlFragment.of(sql, SqlSyntax.SQLITE).mentions(column.name());
    }

    private ParsedColumn require(String column) {
        return text.column(column).orElseThrow(() -> SchemaException.noSuchColumn(table, column));
    }

    /** Begins to alter a column; as long as nothing is said of it, it stays as it is. */
    Edit alter(AlterColumn operation, String column) {
        return new Edit(operation, require(column).name());
    }

    /** What changes of one column. */
    final class Edit {
        private final AlterColumn operation;
        private final String column;

        private Edit(AlterColumn operation, String column) {
            this.operation = operation;
            this.column = column;
        }

        void type(String sql) {
            text = text.mapColumn(column, each -> each.withType(sql));
            converted.add(SqliteTokens.fold(column));
            rebuild(operation);
        }

        void nullable(boolean nullable) {
            text = text.mapColumn(column, each -> each.withNotNull(!nullable));
            rebuild(operation);
        }

        void defaultSql(@Nullable String sql) {
            text = text.mapColumn(column, each -> each.withDefault(sql));
            rebuild(operation);
        }

        void collation(@Nullable String name) {
            text = text.mapColumn(column, each -> each.withCollation(name));
            converted.add(SqliteTokens.fold(column));
            rebuild(operation);
        }

        void using(String expression) {
            sources.replace(SqliteTokens.fold(column), expression);
            converted.add(SqliteTokens.fold(column));
            rebuild(operation);
        }
    }

    // ---- indexes and constraints ----

    void createIndex(CreateIndex operation, ParsedIndex index) {
        indexes = new ArrayList<>(indexes);
        indexes.add(index);
        step(operation, index.sql());
    }

    void dropIndex(DropIndex operation) {
        String wanted = SqliteTokens.fold(operation.name());
        List<ParsedIndex> left =
                without(indexes, index -> SqliteTokens.fold(index.name()).equals(wanted));
        if (left.size() == indexes.size()) {
            throw SchemaException.noSuchObject(table, "index", operation.name());
        }
        indexes = left;
        step(operation, "DROP INDEX " + SqliteDialect.quoted(operation.name()));
    }

    private static List<ParsedIndex> without(List<ParsedIndex> indexes, Predicate<ParsedIndex> dropped) {
        return indexes.stream().filter(dropped.negate()).toList();
    }

    void addConstraint(Operation operation, String sql) {
        text = text.withConstraint("\n  " + sql);
        TableConstraint clause =
                text.constraints().get(text.constraints().size() - 1).clause();
        if (clause.kind() == Kind.PRIMARY_KEY) {
            for (String column : clause.columns()) {
                text = text.mapColumn(column, each -> each.withNotNull(true));
            }
        }
        added.add(clause);
        rebuild(operation);
    }

    void dropConstraint(DropConstraint operation) {
        Kind kind = Kind.valueOf(operation.type().name());
        Predicate<TableConstraint> dropped =
                clause -> clause.kind() == kind && operation.name().equals(clause.name());
        if (text.clauses().noneMatch(dropped)) {
            dropped = clause -> clause.kind() == kind && clause.name() == null && isCalled(clause, operation.name());
        }
        if (text.clauses().noneMatch(dropped)) {
            throw SchemaException.noSuchObject(
                    table, operation.type().word().replace('_', ' ') + " constraint", operation.name());
        }
        text = keyKept(text, dropped).without(dropped);
        rebuild(operation);
    }

    /** Whether a constraint without a name would have this one by convention; a table has one primary key at most. */
    private boolean isCalled(TableConstraint clause, String name) {
        TableConstraint.Reference reference = clause.reference();
        return switch (clause.kind()) {
            case PRIMARY_KEY -> true;
            case UNIQUE -> Naming.DEFAULT.unique(table, clause.columns()).equals(name);
            case FOREIGN_KEY ->
                reference != null
                        && Naming.DEFAULT
                                .foreignKey(table, clause.columns(), TableName.of(reference.table()))
                                .equals(name);
            default -> false;
        };
    }

    /** The columns that go, in lower case. */
    Set<String> dropped() {
        return before.text().columns().stream()
                .map(ParsedColumn::name)
                .filter(name -> text.column(name).isEmpty())
                .map(SqliteTokens::fold)
                .collect(Collectors.toSet());
    }

    /** @param temporary a name that nothing has */
    List<String> rebuild(String temporary, TableStatistics statistics) {
        TableDefinition after = new TableDefinition(before.name(), text, indexes, before.triggers());
        return new Rebuild(before, after, sources, converted, added, statistics, replayed).statements(temporary);
    }
}
