package dev.trellis.dialect.h2;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.DialectException;
import dev.trellis.internal.sql.SqlComments;
import dev.trellis.operation.CreateTable;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.Computed;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Index;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.sql.SqlSyntax;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A desired schema as {@link H2Inspector} would read it back. */
final class H2Canonical {
    private static final TableName PROBE = TableName.of("trellis_canonical");

    private final H2Dialect dialect;
    private final Connection connection;

    H2Canonical(H2Dialect dialect, Connection connection) {
        this.dialect = dialect;
        this.connection = connection;
    }

    /** Tables that do not already read as in the database are created in a private one and read back. */
    Schema schema(Schema desired, Schema actual) throws SQLException {
        List<Table> tables = new ArrayList<>();
        List<Table> open = new ArrayList<>();
        for (Table wanted : desired.tables().values()) {
            Table table = table(wanted);
            Optional<Table> known = actual.table(table.name());
            if (known.isEmpty() || isSpelledAlike(table, known.get())) {
                tables.add(table);
            } else {
                open.add(table);
            }
        }
        if (!open.isEmpty()) {
            try (Connection own = DriverManager.getConnection("jdbc:h2:mem:" + settings())) {
                for (Table table : open) {
                    tables.add(met(own, table, actual.require(table.name())));
                }
            }
        }
        return Schema.of(tables);
    }

    private static boolean isSpelledAlike(Table table, Table known) {
        return table.checks().equals(known.checks())
                && table.columns().stream()
                        .allMatch(column -> known.column(column.name())
                                .filter(other -> !column.withComment(null).equals(other.withComment(null)))
                                .isEmpty());
    }

    /** The settings that decide how SQL is read. */
    private String settings() throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT SETTING_NAME, SETTING_VALUE FROM"
                        + " INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME IN ('MODE', 'DATABASE_TO_UPPER',"
                        + " 'DATABASE_TO_LOWER', 'CASE_INSENSITIVE_IDENTIFIERS')")) {
            while (rows.next()) {
                text.append(';').append(rows.getString(1)).append('=').append(rows.getString(2));
            }
        }
        return text.toString();
    }

    /**
     * The table with the spelling that the private database gives it; where a second reading makes it the same as the
     * actual one, the actual spelling.
     */
    private Table met(Connection own, Table table, Table known) {
        Optional<Table> first = spelled(own, table);
        if (first.isEmpty()) {
            return table;
        }
        Table spelled = first.get();
        if (isSpelledAlike(spelled, known)) {
            return spelled;
        }
        Optional<Table> again = spelled(own, spelled);
        Optional<Table> other = spelled(own, known);
        if (again.isEmpty() || other.isEmpty()) {
            return spelled;
        }
        Table mine = again.get();
        Table theirs = other.get();
        return spelled.withColumns(spelled.columns().stream()
                        .map(column -> {
                            Column actual = known.column(column.name()).orElse(null);
                            return actual != null && mine.column(column.name()).equals(theirs.column(column.name()))
                                    ? actual.withComment(column.comment())
                                    : column;
                        })
                        .toList())
                .withChecks(spelled.checks().stream()
                        .map(check -> isAlike(named(mine, check.name()), named(theirs, check.name()))
                                ? named(known, check.name()).orElse(check)
                                : check)
                        .toList());
    }

    /** A number that was once compared with a column of another type keeps its cast. */
    private static boolean isAlike(Optional<Check> mine, Optional<Check> theirs) {
        return mine.map(check -> H2Text.uncast(String.valueOf(check.sql().single())))
                .equals(theirs.map(
                        check -> H2Text.uncast(String.valueOf(check.sql().single()))));
    }

    private static Optional<Check> named(Table table, @Nullable String name) {
        return table.checks().stream()
                .filter(check -> Objects.equals(check.name(), name))
                .findFirst();
    }

    /** Columns and CHECKs as H2 spells them; empty when it does not take them. */
    private Optional<Table> spelled(Connection own, Table table) {
        Table probe = Table.of(
                        PROBE,
                        table.columns().stream()
                                .map(column -> column.withComment(null))
                                .toList())
                .withChecks(table.checks());
        try (Statement statement = own.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("DROP TABLE IF EXISTS " + dialect.quote(PROBE.name()));
            List<String> commands = new ArrayList<>();
            dialect.compile(
                    List.of(new CreateTable(probe)), Catalog.replayed(Schema.EMPTY), each -> commands.add(each.sql()));
            for (String sql : commands) {
                statement.execute(sql);
            }
            return H2Inspector.table(own, PROBE)
                    .map(read -> table.withColumns(table.columns().stream()
                                    .map(column -> read.column(column.name())
                                            .map(found -> found.withComment(column.comment())
                                                    .withType(H2Types.canonical(
                                                            found.type(),
                                                            H2Types.enumName(table.name(), column.name()))))
                                            .orElse(column))
                                    .toList())
                            .withChecks(table.checks().stream()
                                    .map(check -> named(read, check.name()).orElse(check))
                                    .toList()));
        } catch (SQLException | DialectException refused) {
            return Optional.empty();
        }
    }

    // ---- what can be told without a database ----

    static Table table(Table table) {
        List<Column> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            boolean required = !column.nullable() || table.inPrimaryKey(column.name());
            columns.add(column(table.name(), column.withNullable(!required)));
        }
        return new Table(
                table.name(),
                columns,
                table.primaryKey(),
                table.uniques(),
                table.foreignKeys().stream().map(H2Canonical::foreignKey).toList(),
                table.checks().stream()
                        .map(check -> new Check(check.name(), SqlText.of(sql(check.sql()))))
                        .toList(),
                table.indexes().stream().map(H2Canonical::index).toList(),
                text(table.comment()),
                null);
    }

    private static Column column(TableName table, Column column) {
        ColumnType type = H2Types.canonical(column.type(), H2Types.enumName(table, column.name()));
        Identity identity = column.identity();
        Computed computed = column.computed();
        return new Column(
                column.name(),
                type,
                column.nullable() && identity == null,
                computed != null || column.defaultValue() == null ? null : defaultValue(column.defaultValue(), type),
                text(column.comment()),
                null,
                identity == null
                        ? null
                        : new Identity(identity.always(), unlessOne(identity.start()), unlessOne(identity.increment())),
                computed == null ? null : new Computed(SqlText.of(sql(computed.sql())), true),
                null);
    }

    private static @Nullable Long unlessOne(@Nullable Long number) {
        return number == null || number == 1 ? null : number;
    }

    private static @Nullable DefaultValue defaultValue(DefaultValue value, ColumnType type) {
        return value instanceof DefaultValue.Literal literal
                ? DefaultValue.literal(H2Types.literal(literal.value(), type))
                : H2Types.readDefault(
                        sql(((DefaultValue.Expression) value).sql()).strip(), type);
    }

    private static Index index(Index index) {
        String method = index.using() == null ? "" : H2Text.lower(index.using());
        return new Index(
                index.name(),
                index.parts().stream()
                        .map(part -> Objects.equals(part.nullsFirst(), !part.descending())
                                ? new Index.Part(
                                        part.column(),
                                        part.expression(),
                                        part.descending(),
                                        null,
                                        part.opclass(),
                                        part.length())
                                : part)
                        .toList(),
                index.unique(),
                index.where(),
                index.include(),
                method.isEmpty() || method.equals("btree") ? null : method,
                index.nullsNotDistinct());
    }

    private static ForeignKey foreignKey(ForeignKey key) {
        return key.withActions(action(key.onDelete()), action(key.onUpdate()));
    }

    /** H2 checks at once, so that NO ACTION is RESTRICT. */
    static ReferentialAction action(ReferentialAction action) {
        return action.withoutRestrict();
    }

    static String sql(SqlText text) {
        String sql = text.in(H2Dialect.NAME);
        if (sql == null) {
            throw DialectException.noSqlFor(H2Dialect.NAME, text.toString());
        }
        return SqlComments.without(sql, SqlSyntax.H2);
    }

    private static @Nullable String text(@Nullable String comment) {
        return comment == null || comment.isEmpty() ? null : comment;
    }
}
