package dev.trellis.internal.protection;

import dev.trellis.dialect.Dialect;
import dev.trellis.internal.branch.SetAsideNames;
import dev.trellis.internal.sql.ExecutableComments;
import dev.trellis.internal.sql.SqlException;
import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.internal.sql.UnicodeName;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.TableName;
import dev.trellis.sql.SqlSyntax;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The version table, the history table, and the tables that {@code remove --keep-data} has set aside. No script of any branch
 * may change the structure or the rows of the first two, because Trellis would then repeat or skip revisions; scripts may
 * read them. No script may name a table that has been set aside, because its branch expects to find it unchanged.
 */
final class OwnTables {
    private static final Set<String> BEFORE_NAME = Set.of(
            ".", "exists", "from", "into", "join", "on", "references", "replace", "table", "tables", "to", "update");

    private final Dialect dialect;
    private final String defaultSchema;
    private final List<TableName> names;

    OwnTables(Dialect dialect, String defaultSchema, Collection<TableName> names) {
        this.dialect = dialect;
        this.defaultSchema = defaultSchema;
        this.names = List.copyOf(names);
    }

    /** Returns the names of the tables. */
    List<TableName> names() {
        return names;
    }

    /** Returns the table that an operation changes or refers to; empty if there is none. */
    Optional<TableName> changedBy(Operation operation) {
        if (operation instanceof Autocommit autocommit) {
            return autocommit.operations().stream()
                    .flatMap(each -> changedBy(each).stream())
                    .findFirst();
        }
        if (operation instanceof ExecuteSql execute) {
            return Optional.ofNullable(changedBySql(execute.sql().in(dialect.name())));
        }
        return Stream.concat(operation.tables().stream(), further(operation))
                .flatMap(table -> find(table).stream())
                .findFirst();
    }

    /** Returns the tables into which the operation inserts rows, or to which its foreign keys refer. */
    private static Stream<TableName> further(Operation operation) {
        if (operation instanceof BulkInsert insert) {
            return Stream.of(insert.table());
        }
        if (operation instanceof CreateTable create) {
            return create.table().foreignKeys().stream().map(ForeignKey::referredTable);
        }
        return operation instanceof CreateForeignKey create
                ? Stream.of(create.key().referredTable())
                : Stream.of();
    }

    private Optional<TableName> find(TableName table) {
        if (SetAsideNames.isSetAside(table)) {
            return Optional.of(table);
        }
        TableName key = dialect.comparisonKey(table, defaultSchema);
        return names.stream()
                .filter(own -> dialect.comparisonKey(own, defaultSchema).equals(key))
                .findFirst();
    }

    private @Nullable TableName changedBySql(@Nullable String sql) {
        String lower = sql == null ? "" : sql.toLowerCase(Locale.ROOT);
        if (lower.contains(SetAsideNames.PREFIX)) {
            return TableName.of(SetAsideNames.PREFIX + "*");
        }
        boolean hasCodePoints = lower.contains("u&\"");
        for (TableName own : names) {
            if (sql != null
                    && (hasCodePoints || lower.contains(own.name().toLowerCase(Locale.ROOT)))
                    && changes(sql, own)) {
                return own;
            }
        }
        return null;
    }

    private boolean changes(String sql, TableName own) {
        try {
            return SqlSplitter.statements(sql, dialect.syntax()).stream()
                    .flatMap(statement -> ExecutableComments.readings(statement, dialect.syntax()).stream())
                    .anyMatch(statement -> names(SqlFragment.tokens(statement, dialect.syntax()), own.name()));
        } catch (SqlException e) {
            // The guard reports SQL that cannot be split.
            return false;
        }
    }

    /** Returns whether a statement names the table in a clause that does not only read the table. */
    private boolean names(List<SqlToken> statement, String table) {
        boolean readsOnlyFrom = !statement.isEmpty()
                && !statement.get(0).is("delete")
                && !statement.get(0).is("update");
        for (int i = 0; i < statement.size(); i++) {
            if (isNamed(statement, i, table) && !(readsOnlyFrom && isSource(statement, i))) {
                return true;
            }
        }
        return false;
    }

    private boolean isNamed(List<SqlToken> statement, int index, String table) {
        boolean mayBeName = switch (statement.get(index).kind()) {
            case WORD, NAME -> true;
            case STRING -> mayNamesBeStrings() && index > 0 && isBeforeName(statement.get(index - 1));
            case NUMBER, SYMBOL -> false;
        };
        return mayBeName && UnicodeName.at(statement, index).equalsIgnoreCase(table);
    }

    /**
     * Returns whether the database may read a string as a name. SQLite does so where only a name is possible, MySQL does so
     * with {@code "..."} in the mode {@code ANSI_QUOTES}.
     */
    private boolean mayNamesBeStrings() {
        return dialect.syntax().has(SqlSyntax.Feature.BRACKETS)
                || dialect.syntax().has(SqlSyntax.Feature.DOUBLE_QUOTED_STRINGS);
    }

    private static boolean isBeforeName(SqlToken token) {
        return BEFORE_NAME.contains(token.text().toLowerCase(Locale.ROOT));
    }

    /** Returns whether a name follows FROM or JOIN, with or without a schema, but not DELETE FROM. */
    private static boolean isSource(List<SqlToken> statement, int index) {
        int first = index;
        while (first > 1 && statement.get(first - 1).is(".")) {
            first -= 2;
        }
        if (first == 0) {
            return false;
        }
        boolean follows =
                statement.get(first - 1).is("from") || statement.get(first - 1).is("join");
        return follows && (first < 2 || !statement.get(first - 2).is("delete"));
    }
}
