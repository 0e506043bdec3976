package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.ColumnNameCase;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.Computed;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A desired schema as {@link MysqlBaseInspector} would read it back. */
final class MysqlBaseCanonical {
    /** In the place of a table's name: what a new table would have. */
    private static final TableName USUAL = TableName.of("\u0001");

    private final MysqlBaseDialect dialect;
    private final MysqlBaseTypes types;

    MysqlBaseCanonical(MysqlBaseDialect dialect) {
        this.dialect = dialect;
        this.types = dialect.types();
    }

    /**
     * What differs from the actual spelling in more than blanks, quotes and letter case is created in a temporary table, which
     * neither commits nor stays, and read back.
     */
    Schema schema(Connection connection, Schema desired, Schema actual) throws SQLException {
        Map<TableName, String> collations = collations(connection, desired);
        List<Table> tables = new ArrayList<>();
        for (Table wanted : ColumnNameCase.adopt(desired, actual, MysqlTokens::lower)
                .tables()
                .values()) {
            Table table = withoutUsual(table(wanted), collations);
            Optional<Table> known = actual.table(table.name());
            if (known.isPresent()) {
                table = met(table, known.get());
                if (isOpen(table, known.get())) {
                    table = new MysqlBaseNormalization(connection, dialect).of(table);
                }
            }
            tables.add(table);
        }
        return Schema.of(tables);
    }

    // ---- what can be told without the server ----

    Table table(Table table) {
        TableName name = table.name();
        List<Column> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            boolean required = !column.nullable() || table.inPrimaryKey(column.name());
            columns.add(column(name, column.withNullable(!required)));
        }
        List<UniqueConstraint> uniques = new ArrayList<>(table.uniques());
        List<Index> indexes = new ArrayList<>();
        for (Index each : table.indexes()) {
            Index index = index(each, table);
            if (MysqlBaseKeys.isConstraint(index)) {
                uniques.add(new UniqueConstraint(index.name(), index.columns()));
            } else if (!MysqlBaseKeys.isImplicit(index, table.foreignKeys())) {
                indexes.add(index);
            }
        }
        PrimaryKey key = table.primaryKey();
        return new Table(
                name,
                columns,
                key == null ? null : new PrimaryKey(null, key.columns()),
                uniques,
                table.foreignKeys().stream().map(MysqlBaseCanonical::foreignKey).toList(),
                table.checks().stream()
                        .map(check -> new Check(check.name(), SqlText.of(MysqlTokens.bare(sql(check.sql())))))
                        .toList(),
                indexes,
                text(table.comment()),
                null);
    }

    private Column column(TableName table, Column column) {
        ColumnType type = types.canonical(column.type(), MysqlBaseTypes.enumName(table, column.name()));
        Computed computed = column.computed();
        return new Column(
                column.name(),
                type,
                (computed != null && !dialect.requiresComputed()) || (column.nullable() && column.identity() == null),
                computed != null || column.defaultValue() == null ? null : defaultValue(column.defaultValue(), type),
                text(column.comment()),
                column.collation() == null || !MysqlBaseTypes.isText(type)
                        ? null
                        : MysqlTokens.lower(column.collation()),
                column.identity() == null ? null : Identity.BY_DEFAULT,
                computed == null
                        ? null
                        : new Computed(SqlText.of(MysqlTokens.bare(sql(computed.sql()))), computed.stored()),
                null);
    }

    private @Nullable DefaultValue defaultValue(DefaultValue value, ColumnType type) {
        return value instanceof DefaultValue.Literal literal
                ? DefaultValue.literal(types.literal(literal.value(), type))
                : types.readDefault(sql(((DefaultValue.Expression) value).sql()), type);
    }

    private Index index(Index index, Table table) {
        String method = MysqlBaseKeys.method(index);
        List<Index.Part> parts = index.parts().stream()
                .map(part -> new Index.Part(
                        part.column(),
                        part.expression() == null ? null : SqlText.of(MysqlTokens.bare(sql(part.expression()))),
                        part.descending(),
                        Objects.equals(part.nullsFirst(), !part.descending()) ? null : part.nullsFirst(),
                        part.opclass(),
                        part.length() != null && isWhole(part, table) ? null : part.length()))
                .toList();
        return new Index(
                index.name(),
                parts,
                index.unique(),
                index.where(),
                index.include(),
                method.isEmpty() ? null : method,
                index.nullsNotDistinct());
    }

    /** Whether the length is that of the column itself, so that the catalogue does not mention it. */
    private static boolean isWhole(Index.Part part, Table table) {
        return part.column() != null
                && table.column(part.column())
                        .map(Column::type)
                        .filter(type -> type instanceof ColumnType.Portable portable
                                && (portable.kind() == Kind.CHAR
                                        || portable.kind() == Kind.STRING
                                        || portable.kind() == Kind.BINARY)
                                && Objects.equals(portable.lengthOrPrecision(), part.length()))
                        .isPresent();
    }

    private static ForeignKey foreignKey(ForeignKey key) {
        return new ForeignKey(
                key.name(),
                key.columns(),
                key.referredTable(),
                key.referredColumns(),
                action(key.onDelete()),
                action(key.onUpdate()),
                null,
                false,
                false);
    }

    /** InnoDB checks at once, so that NO ACTION is RESTRICT. */
    static ReferentialAction action(ReferentialAction action) {
        return action == ReferentialAction.RESTRICT ? ReferentialAction.NO_ACTION : action;
    }

    private String sql(SqlText text) {
        return dialect.sql(text);
    }

    /** The catalogue holds three bytes a character, and a question mark in the place of what needs four. */
    private static @Nullable String text(@Nullable String comment) {
        return comment == null || comment.isEmpty() ? null : comment.replaceAll("[\\x{10000}-\\x{10FFFF}]", "?");
    }

    // ---- what the database is asked for ----

    /** The collation of each table and, without a name, of tables to come; empty when the schema mentions none. */
    private Map<TableName, String> collations(Connection connection, Schema desired) throws SQLException {
        Map<TableName, String> found = new HashMap<>();
        boolean asked = desired.tables().values().stream()
                .flatMap(table -> table.columns().stream())
                .anyMatch(column -> column.collation() != null);
        if (asked) {
            try (PreparedStatement statement = connection.prepareStatement("SELECT TABLE_NAME, TABLE_COLLATION"
                            + " FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()"
                            + " UNION ALL SELECT NULL, @@collation_database");
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String table = rows.getString(1);
                    String collation = rows.getString(2);
                    if (collation != null) {
                        found.put(table == null ? USUAL : TableName.of(table), collation);
                    }
                }
            }
        }
        return found;
    }

    /** Without the collations that the columns have anyway. */
    private static Table withoutUsual(Table table, Map<TableName, String> collations) {
        String usual = collations.getOrDefault(table.name(), collations.get(USUAL));
        return usual == null
                ? table
                : table.withColumns(table.columns().stream()
                        .map(column -> usual.equals(column.collation()) ? column.withCollation(null) : column)
                        .toList());
    }

    // ---- meeting the actual spelling ----

    private Table met(Table table, Table known) {
        return table.withColumns(table.columns().stream()
                        .map(column -> known.column(column.name())
                                .map(other -> met(column, other))
                                .orElse(column))
                        .toList())
                .withChecks(table.checks().stream()
                        .map(check -> sameNamed(check, known)
                                .filter(other -> MysqlTokens.same(sql(check.sql()), sql(other.sql())))
                                .orElse(check))
                        .toList())
                .withIndexes(table.indexes().stream()
                        .map(index -> sameNamed(index, known)
                                .map(other -> met(index, other))
                                .orElse(index))
                        .toList());
    }

    private Index met(Index index, Index known) {
        if (index.parts().size() != known.parts().size()) {
            return index;
        }
        List<Index.Part> parts = new ArrayList<>();
        for (int i = 0; i < index.parts().size(); i++) {
            Index.Part part = index.parts().get(i);
            SqlText mine = part.expression();
            SqlText other = known.parts().get(i).expression();
            parts.add(
                    mine != null && other != null && MysqlTokens.same(sql(mine), sql(other))
                            ? part.withExpression(other)
                            : part);
        }
        return index.withParts(parts);
    }

    private static Optional<Index> sameNamed(Index index, Table known) {
        return known.indexes().stream()
                .filter(other -> Objects.equals(other.name(), index.name()))
                .findFirst();
    }

    private static Optional<Check> sameNamed(Check check, Table known) {
        return known.checks().stream()
                .filter(other -> Objects.equals(other.name(), check.name()))
                .findFirst();
    }

    private Column met(Column column, Column known) {
        Column met = column;
        if (column.defaultValue() instanceof DefaultValue.Expression mine
                && known.defaultValue() instanceof DefaultValue.Expression other
                && MysqlTokens.same(sql(mine.sql()), sql(other.sql()))) {
            met = met.withDefault(other);
        }
        Computed mine = column.computed();
        Computed other = known.computed();
        if (mine != null && other != null && MysqlTokens.same(sql(mine.sql()), sql(other.sql()))) {
            met = met.withComputed(new Computed(other.sql(), mine.stored()));
        }
        return met;
    }

    /** Whether a difference is left that may be one of spelling only. */
    private boolean isOpen(Table table, Table known) {
        for (Column column : table.columns()) {
            Column other = known.column(column.name()).orElse(null);
            if (other != null
                    && ((types.isOwn(column.type()) && !column.type().equals(other.type()))
                            || (column.defaultValue() != null
                                    && other.defaultValue() != null
                                    && !column.defaultValue().equals(other.defaultValue()))
                            || (column.computed() != null
                                    && other.computed() != null
                                    && !column.computed().equals(other.computed())))) {
                return true;
            }
        }
        return table.checks().stream()
                        .anyMatch(check -> sameNamed(check, known)
                                .filter(other -> !other.equals(check))
                                .isPresent())
                || table.indexes().stream()
                        .anyMatch(index -> !MysqlBaseKeys.expressions(index).isEmpty()
                                && sameNamed(index, known)
                                        .filter(other -> !other.equals(index))
                                        .isPresent());
    }
}
