package dev.trellis.dialect.h2;

import dev.trellis.dialect.AcceptedParts;
import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.ExpressionValidation;
import dev.trellis.dialect.Identifiers;
import dev.trellis.dialect.RejectedExpression;
import dev.trellis.dialect.StandardCanonical;
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
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts a desired schema into the form in which {@link H2Inspector} reads it back. */
final class H2Canonical {
    private static final TableName PROBE = TableName.of("trellis_canonical");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

    private final H2Dialect dialect;
    private final Connection connection;

    H2Canonical(H2Dialect dialect, Connection connection) {
        this.dialect = dialect;
        this.connection = connection;
    }

    /** Creates the tables that differ from the actual ones in a scratch database, and reads them back. */
    Schema schema(Schema desired, Schema actual, Consumer<RejectedExpression> rejected) throws SQLException {
        List<Table> tables = new ArrayList<>();
        List<Table> unmatched = new ArrayList<>();
        for (Table declared : desired.tables().values()) {
            Optional<Table> counterpart = actual.table(declared.name());
            Table table = counterpart
                    .map(known -> withDomains(table(declared), known))
                    .orElseGet(() -> table(declared))
                    .withOptions(H2TableOptions.canonical(connection, declared, counterpart));
            if (counterpart.isEmpty()
                    || (hasSameSpelling(table, counterpart.get())
                            && validation().added(table, counterpart.get()).isEmpty())) {
                tables.add(table);
            } else {
                unmatched.add(table);
            }
        }
        if (!unmatched.isEmpty()) {
            try (Connection scratch = DriverManager.getConnection("jdbc:h2:mem:" + settings())) {
                for (Table table : unmatched) {
                    tables.add(respelled(scratch, table, actual.require(table.name()), rejected));
                }
            }
        }
        return Schema.of(tables)
                .withDefinitions(new H2DefinitionCanonical(dialect, connection, settings(), desired, actual, rejected)
                        .definitions());
    }

    /** Returns the table with the catalogue's spelling of domains, which the scratch database lacks. */
    private static Table withDomains(Table table, Table actual) {
        return table.withColumns(table.columns().stream()
                .map(column -> actual.column(column.name())
                        .filter(known -> isSameDomain(column.type(), known.type()))
                        .map(known -> column.withType(known.type()))
                        .orElse(column))
                .toList());
    }

    /** Returns whether both types are the same name, the first one without quotes. */
    private static boolean isSameDomain(ColumnType type, ColumnType known) {
        return type instanceof ColumnType.Native written
                && known instanceof ColumnType.Native stored
                && NAME.matcher(written.sql()).matches()
                && stored.sql().equalsIgnoreCase(Identifiers.doubleQuoted(written.sql()));
    }

    private static boolean hasSameSpelling(Table table, Table actual) {
        return table.checks().equals(actual.checks())
                && table.columns().stream()
                        .allMatch(column -> actual.column(column.name())
                                .filter(actualColumn ->
                                        !column.withComment(null).equals(actualColumn.withComment(null)))
                                .isEmpty());
    }

    /** Returns the database's settings that affect how H2 parses SQL, for the URL of the scratch database. */
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
     * Returns the table with the spelling that the scratch database gives it. H2 may change the spelling of an expression
     * each time it stores the expression. This method therefore stores the desired and the actual part twice; if the results
     * are equal, the desired part gets the actual spelling.
     */
    private Table respelled(Connection scratch, Table table, Table actual, Consumer<RejectedExpression> rejected)
            throws SQLException {
        AcceptedParts parts = accepted(scratch, table);
        for (RejectedExpression each : parts.rejected()) {
            validation().rejection(each, parts.table()).ifPresent(rejected);
        }
        return parts.restored(
                respelled(scratch, parts.table(), accepted(scratch, actual).table()));
    }

    private ExpressionValidation validation() {
        return new ExpressionValidation(connection, dialect, H2Types::sql);
    }

    /**
     * Returns the parts of a table that the scratch database accepts. The scratch database lacks the functions that users
     * have defined.
     */
    private AcceptedParts accepted(Connection scratch, Table table) throws SQLException {
        return AcceptedParts.of(
                H2Dialect.NAME,
                table,
                part -> asStored(scratch, part).isPresent() ? null : "H2 rejects it in an empty throwaway database");
    }

    private Table respelled(Connection scratch, Table table, Table actual) {
        Optional<Table> first = asStored(scratch, table);
        if (first.isEmpty()) {
            return table;
        }
        Table spelled = first.get();
        if (hasSameSpelling(spelled, actual)) {
            return spelled;
        }
        Optional<Table> desiredAgain = asStored(scratch, spelled);
        Optional<Table> actualAgain = asStored(scratch, actual);
        if (desiredAgain.isEmpty() || actualAgain.isEmpty()) {
            return spelled;
        }
        Table desired = desiredAgain.get();
        Table normalizedActual = actualAgain.get();
        return spelled.withColumns(spelled.columns().stream()
                        .map(column -> {
                            Column actualColumn = actual.column(column.name()).orElse(null);
                            return actualColumn != null
                                            && desired.column(column.name())
                                                    .equals(normalizedActual.column(column.name()))
                                    ? actualColumn.withComment(column.comment())
                                    : column;
                        })
                        .toList())
                .withChecks(spelled.checks().stream()
                        .map(check -> isSameCheck(named(desired, check.name()), named(normalizedActual, check.name()))
                                ? named(actual, check.name()).orElse(check)
                                : check)
                        .toList());
    }

    /**
     * Returns whether two CHECKs are the same apart from casts of numbers, which H2 keeps after the type of the column has
     * changed.
     */
    private static boolean isSameCheck(Optional<Check> first, Optional<Check> second) {
        return first.map(check -> H2Text.uncast(String.valueOf(check.sql().single())))
                .equals(second.map(
                        check -> H2Text.uncast(String.valueOf(check.sql().single()))));
    }

    private static Optional<Check> named(Table table, @Nullable String name) {
        return table.checks().stream()
                .filter(check -> Objects.equals(check.name(), name))
                .findFirst();
    }

    /** Returns the table with columns and CHECKs as H2 stores them; empty if H2 rejects the table. */
    private Optional<Table> asStored(Connection scratch, Table table) {
        Table probe = Table.of(
                        PROBE,
                        table.columns().stream()
                                .map(column -> column.withComment(null))
                                .toList())
                .withChecks(table.checks());
        try (Statement statement = scratch.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("DROP TABLE IF EXISTS " + dialect.quote(PROBE.name()));
            List<String> commands = new ArrayList<>();
            dialect.compile(
                    List.of(new CreateTable(probe)), Catalog.ofSchema(Schema.EMPTY), each -> commands.add(each.sql()));
            for (String sql : commands) {
                statement.execute(sql);
            }
            return H2Inspector.table(scratch, PROBE)
                    .map(read -> table.withColumns(table.columns().stream()
                                    .map(column -> read.column(column.name())
                                            .map(stored -> stored.withComment(column.comment())
                                                    .withType(H2Types.canonical(
                                                            stored.type(),
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

    // ---- without a database ----

    static Table table(Table table) {
        List<Column> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            columns.add(column(table.name(), column.withNullable(!table.isRequired(column))));
        }
        return new Table(
                        table.name(),
                        columns,
                        table.primaryKey(),
                        table.uniques(),
                        table.foreignKeys().stream()
                                .map(H2Canonical::foreignKey)
                                .toList(),
                        table.checks().stream()
                                .map(check -> new Check(check.name(), SqlText.of(sql(check.sql()))))
                                .toList(),
                        table.indexes().stream().map(H2Canonical::index).toList(),
                        StandardCanonical.comment(table.comment()),
                        null)
                .withOptions(
                        table.options().only(H2Dialect.NAME, table.options().of(H2Dialect.NAME)));
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
                StandardCanonical.comment(column.comment()),
                null,
                identity == null ? null : StandardCanonical.identity(identity),
                computed == null ? null : new Computed(SqlText.of(sql(computed.sql())), true),
                StandardCanonical.onUpdate(column.onUpdate(), H2Dialect.NAME),
                null);
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
        return key.withActions(key.onDelete().withoutRestrict(), key.onUpdate().withoutRestrict());
    }

    static String sql(SqlText text) {
        String sql = text.in(H2Dialect.NAME);
        if (sql == null) {
            throw DialectException.noSqlFor(H2Dialect.NAME, text.toString());
        }
        return SqlComments.without(sql, SqlSyntax.H2);
    }
}
