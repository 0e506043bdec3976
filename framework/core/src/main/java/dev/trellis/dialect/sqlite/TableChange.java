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
 * Consecutive changes to one table. Each change is applied to the table's parsed text. A change that SQLite's ALTER TABLE
 * supports is also recorded as a statement; if all changes are, these statements are run and no rebuild is needed.
 */
final class TableChange {
    private final TableName table;
    private final StoredTable before;
    private final boolean replayed;
    private final List<CompiledStatement> steps = new ArrayList<>();
    /** The SQL from which each column of the new table is filled, by the column's name in lower case. */
    private final Map<String, String> sources = new LinkedHashMap<>();

    private final Set<String> converted = new HashSet<>();
    private final Map<String, Operation> identityColumns = new LinkedHashMap<>();
    private final Set<TableConstraint> added = new HashSet<>();
    /** The table after the changes so far; the types of its columns are those of a table that is not STRICT. */
    private ParsedTable text;

    private List<ParsedIndex> indexes;
    private boolean rebuild;

    /**
     * Starts without changes.
     *
     * @param replayed whether {@code before} comes from the scripts and not from the database
     */
    TableChange(TableName table, StoredTable before, boolean replayed) {
        this.table = table;
        this.before = before;
        this.replayed = replayed;
        this.text = before.parsed();
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

    boolean isFor(TableName name) {
        return table.equals(name);
    }

    boolean needsRebuild() {
        return rebuild;
    }

    /** Returns the statements; if a rebuild is needed, only their operations are meaningful. */
    List<CompiledStatement> steps() {
        return steps;
    }

    /** Returns the table after the changes so far. */
    Table current() {
        return new StoredTable(before.name(), text, indexes, before.triggers()).toTable(name -> Optional.empty());
    }

    /** Returns whether a column's values are copied from the existing table, not filled with a default. */
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

    // ---- options ----

    boolean isStrict() {
        return text.isStrict();
    }

    /** Returns whether the primary key of the table was AUTOINCREMENT before the changes. */
    boolean wasAutoincrement() {
        return before.parsed().hasAutoincrement();
    }

    /** Changes the clauses after the parentheses. */
    void tail(Operation operation, boolean isStrict, boolean isWithoutRowid) {
        text = text.withTail(isStrict, isWithoutRowid);
        rebuild(operation);
    }

    /** Replaces the primary key by the same key in another spelling. */
    void primaryKey(Operation operation, String sql) {
        text = text.without(clause -> clause.kind() == Kind.PRIMARY_KEY).withConstraint("\n  " + sql);
        rebuild(operation);
    }

    /** Returns the first column whose type has no counterpart in a STRICT table; empty if the table is not STRICT. */
    Optional<ParsedColumn> columnWithoutStrictType() {
        return !text.isStrict()
                ? Optional.empty()
                : text.columns().stream()
                        .filter(column -> SqliteTypes.strict(SqliteTypes.read(column.type()))
                                .isEmpty())
                        .findFirst();
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

    /** Adds an identity column, which must become the primary key in the same rebuild. */
    void addIdentityColumn(AddColumn operation, String definition) {
        addColumn(operation, definition, false);
        identityColumns.put(operation.column().name(), operation);
    }

    /** Returns the operation that added an identity column which has not become the primary key. */
    Optional<Operation> identityOutsideKey() {
        return identityColumns.entrySet().stream()
                .filter(entry -> text.primaryKey()
                        .filter(key -> key.columns().equals(List.of(entry.getKey())))
                        .isEmpty())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    void dropColumn(DropColumn operation) {
        ParsedColumn column = require(operation.column());
        List<ParsedIndex> dependent =
                indexes.stream().filter(index -> needs(index, column)).toList();
        for (ParsedIndex index : dependent) {
            step(operation, "DROP INDEX " + SqliteDialect.quoted(index.name()));
        }
        indexes = without(indexes, dependent::contains);
        ParsedTable remaining = text.withoutColumn(column.name());
        Predicate<TableConstraint> needs = clause -> clause.kind() == Kind.CHECK
                ? mentions(clause.sql(), column)
                : clause.columns().stream().anyMatch(column::isNamed);
        boolean simple = remaining.clauses().noneMatch(needs)
                && column.clauses().stream().noneMatch(TableChange::holdsColumn)
                && !remaining.columns().isEmpty();
        remaining = withNotNullKey(remaining, needs);
        text = remaining.without(needs);
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

    /** Adds NOT NULL to the columns of a dropped primary key, because the key made these columns NOT NULL implicitly. */
    private static ParsedTable withNotNullKey(ParsedTable table, Predicate<TableConstraint> dropped) {
        ParsedTable result = table;
        Optional<TableConstraint> key = table.primaryKey().filter(dropped);
        for (String column : key.map(TableConstraint::columns).orElse(List.of())) {
            result = result.mapColumn(column, each -> each.withNotNull(true));
        }
        return result;
    }

    private static boolean needs(ParsedIndex index, ParsedColumn column) {
        return index.parts().stream().anyMatch(part -> mentions(part.sql(), column))
                || (index.where() != null && mentions(index.where(), column));
    }

    /** Returns whether an expression mentions the column; a function or collation of that name does not count. */
    private static boolean mentions(String sql, ParsedColumn column) {
        return SqlFragment.of(sql, SqlSyntax.SQLITE).mentions(column.name());
    }

    private ParsedColumn require(String column) {
        return text.column(column).orElseThrow(() -> SchemaException.noSuchColumn(table, column));
    }

    /** Returns an edit of a column; the column changes only through the methods of the edit. */
    Edit alter(AlterColumn operation, String column) {
        return new Edit(operation, require(column).name());
    }

    /** Changes the attributes of one column. */
    final class Edit {
        private final AlterColumn operation;
        private final String column;

        private Edit(AlterColumn operation, String column) {
            this.operation = operation;
            this.column = column;
        }

        /** Changes the type of the column in the text, which matters if the table stops being STRICT in the same rebuild. */
        void typeOutsideStrict(String sql) {
            text = text.mapColumn(column, each -> each.withType(sql));
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
            sources.replace(SqliteTokens.fold(column), "(" + expression + ")");
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
        List<ParsedIndex> remaining =
                without(indexes, index -> SqliteTokens.fold(index.name()).equals(wanted));
        if (remaining.size() == indexes.size()) {
            throw SchemaException.noSuchObject(table, "index", operation.name());
        }
        indexes = remaining;
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
            dropped = clause ->
                    clause.kind() == kind && clause.name() == null && hasConventionalName(clause, operation.name());
        }
        if (text.clauses().noneMatch(dropped)) {
            throw SchemaException.noSuchObject(
                    table, operation.type().word().replace('_', ' ') + " constraint", operation.name());
        }
        text = withNotNullKey(text, dropped).without(dropped);
        rebuild(operation);
    }

    /** Returns whether the naming convention gives an unnamed constraint this name; the primary key matches any name. */
    private boolean hasConventionalName(TableConstraint clause, String name) {
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

    /** Returns the dropped columns, in lower case. */
    Set<String> droppedColumns() {
        return before.parsed().columns().stream()
                .map(ParsedColumn::name)
                .filter(name -> text.column(name).isEmpty())
                .map(SqliteTokens::fold)
                .collect(Collectors.toSet());
    }

    /**
     * Returns the statements of a rebuild.
     *
     * @param temporary a name that no object in the database has
     */
    List<String> rebuild(String temporary, TableStatistics statistics) {
        ParsedTable typed = text.isStrict() ? text.withStrictTypes() : text;
        StoredTable after = new StoredTable(before.name(), typed, indexes, before.triggers());
        return new Rebuild(before, after, sources, converted, added, statistics, replayed).statements(temporary);
    }
}
