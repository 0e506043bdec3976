package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.sqlite.TableConstraint.Kind;
import dev.trellis.dialect.sqlite.TableConstraint.Reference;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.Computed;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A table as SQLite stores it: the parsed CREATE statements of the table, its indexes and its triggers.
 *
 * @param name the name in {@code sqlite_master}
 * @param parsed the CREATE TABLE
 */
record StoredTable(String name, ParsedTable parsed, List<ParsedIndex> indexes, List<Trigger> triggers) {
    StoredTable {
        indexes = List.copyOf(indexes);
        triggers = List.copyOf(triggers);
    }

    /** A trigger with its CREATE TRIGGER. */
    record Trigger(String name, String sql) {}

    /**
     * Returns the table as a schema value.
     *
     * @param finder finds the tables that foreign keys refer to, for the spelling of their names
     */
    Table toTable(Function<String, Optional<StoredTable>> finder) {
        return new StoredTable(name, parsed.unqualified(), indexes, triggers).toUnqualifiedTable(finder);
    }

    private Table toUnqualifiedTable(Function<String, Optional<StoredTable>> finder) {
        PrimaryKey key = parsed.primaryKey()
                .map(clause -> new PrimaryKey(clause.name(), asDeclared(clause.columns())))
                .orElse(null);
        return new Table(
                        TableName.of(name),
                        parsed.columns().stream()
                                .map(column -> column(column, key))
                                .toList(),
                        key,
                        constraints(
                                Kind.UNIQUE,
                                clause -> new UniqueConstraint(clause.name(), asDeclared(clause.columns()))),
                        constraints(Kind.FOREIGN_KEY, clause -> foreignKey(clause, finder)),
                        constraints(Kind.CHECK, clause -> new Check(clause.name(), SqlText.of(clause.sql()))),
                        indexes.stream().map(this::index).toList(),
                        null,
                        null)
                .withOptions(SqliteTableOptions.of(parsed));
    }

    private <T> List<T> constraints(Kind kind, Function<TableConstraint, T> read) {
        return parsed.clauses()
                .filter(clause -> clause.kind() == kind)
                .map(read)
                .toList();
    }

    private static Column column(ParsedColumn column, @Nullable PrimaryKey key) {
        ColumnType type = SqliteTypes.read(column.type());
        boolean required =
                column.has(Kind.NOT_NULL) || (key != null && key.columns().contains(column.name()));
        Computed computed = column.clause(Kind.STORED)
                .or(() -> column.clause(Kind.VIRTUAL))
                .map(clause -> new Computed(SqlText.of(clause.sql()), clause.kind() == Kind.STORED))
                .orElse(null);
        return new Column(
                column.name(),
                type,
                !required,
                column.clause(Kind.DEFAULT)
                        .map(clause -> SqliteDefaults.read(type, clause.sql()))
                        .orElse(null),
                null,
                column.clause(Kind.COLLATE)
                        .map(clause -> SqliteCanonical.collation(clause.sql()))
                        .orElse(null),
                null,
                computed,
                null,
                null);
    }

    private ForeignKey foreignKey(TableConstraint clause, Function<String, Optional<StoredTable>> finder) {
        Reference reference = clause.reference();
        if (reference == null) {
            throw new IllegalStateException("a foreign key without REFERENCES in " + name);
        }
        Optional<StoredTable> referred = SqliteTokens.fold(reference.table()).equals(SqliteTokens.fold(name))
                ? Optional.of(this)
                : finder.apply(reference.table());
        List<String> columns = asDeclared(clause.columns());
        List<String> referredColumns = reference.columns().isEmpty()
                ? referred.flatMap(table -> table.parsed().primaryKey())
                        .map(TableConstraint::columns)
                        .filter(key -> key.size() == columns.size())
                        .orElse(columns)
                : reference.columns();
        return new ForeignKey(
                clause.name(),
                columns,
                TableName.of(referred.map(StoredTable::name).orElse(reference.table())),
                referred.map(table -> table.asDeclared(referredColumns)).orElse(referredColumns),
                reference.onDelete(),
                reference.onUpdate(),
                null,
                reference.deferrable(),
                reference.initiallyDeferred());
    }

    private Index index(ParsedIndex index) {
        return new Index(
                index.name(),
                index.parts().stream().map(this::part).toList(),
                index.unique(),
                index.where() == null ? null : SqlText.of(index.where()),
                List.of(),
                null,
                false);
    }

    private Index.Part part(ParsedIndex.Part part) {
        String column = part.column();
        boolean isColumn = column != null && parsed.column(column).isPresent();
        return isColumn
                ? new Index.Part(asDeclared(List.of(column)).get(0), null, part.descending(), null, null, null)
                : new Index.Part(null, SqlText.of(part.sql()), part.descending(), null, null, null);
    }

    /** Returns column names in the letter case of their definitions. */
    private List<String> asDeclared(List<String> names) {
        UnaryOperator<String> spelling =
                name -> parsed.column(name).map(ParsedColumn::name).orElse(name);
        return names.stream().map(spelling).toList();
    }
}
