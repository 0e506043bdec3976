package dev.trellis.internal.command;

import dev.trellis.dialect.Dialect;
import dev.trellis.internal.branch.SetAsideNames;
import dev.trellis.internal.connection.Session;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Column;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Naming;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a returning branch (see {@link BranchReturn}) whose foreign keys cannot be created, because the rows that
 * they refer to have been deleted. Such a row is copied to a table of its own and deleted, and so are the rows of the
 * branch that refer to it. If the foreign key has the action SET NULL, its columns are set to NULL instead, as the
 * deletion would have done.
 */
final class MisfitRows {
    private final Session session;
    private final Dialect dialect;
    private final Naming naming;
    private final Schema schema;
    /** The tables of the branch with their present names, by the names that they have once they are restored. */
    private final Map<TableName, Table> tables;

    private final List<CreateForeignKey> keys;
    private final List<String> notes = new ArrayList<>();

    /**
     * Creates the search.
     *
     * @param schema the present schema
     * @param tables the tables of the branch with their present names, by the names that they have once they are
     *     restored
     * @param keys the foreign keys that will be created
     */
    MisfitRows(
            Session session, Naming naming, Schema schema, Map<TableName, Table> tables, List<CreateForeignKey> keys) {
        this.session = session;
        this.dialect = session.dialect();
        this.naming = naming;
        this.schema = schema;
        this.tables = tables;
        this.keys = keys;
    }

    /** Returns a sentence for each table with rows that are set aside or changed. */
    List<String> notes() {
        return notes;
    }

    /**
     * Counts the rows and returns the operations that set them aside, to be run after the tables have their names again.
     *
     * @throws RemovalException {@code rows_do_not_fit} if rows of a table refer to rows of the same table that are set
     *     aside
     */
    List<Operation> operations() throws SQLException {
        Map<TableName, TableName> aside = new LinkedHashMap<>();
        for (TableName table : tables.keySet()) {
            String condition = condition(table, quoted(present(table)), this::present, Set.of(table));
            long rows = condition == null ? 0 : count(present(table), condition);
            if (rows > 0) {
                requireNoneAbove(table, condition);
                aside.put(table, rowsTable(table));
                notes.add("set aside in " + aside.get(table) + ": " + quantity(rows) + " of table " + table
                        + ", because its foreign keys need rows that have been deleted");
            }
        }
        List<Operation> operations = new ArrayList<>();
        UnaryOperator<TableName> later = UnaryOperator.identity();
        aside.forEach((table, copy) -> {
            execute(operations, "CREATE TABLE " + path(copy) + " AS SELECT * FROM " + path(table) + " WHERE 1 = 0");
            execute(
                    operations,
                    "INSERT INTO " + path(copy) + " SELECT * FROM " + path(table) + " WHERE "
                            + condition(table, quoted(table), later, Set.of(table)));
        });
        for (TableName table : tables.keySet()) {
            setNull(table, aside, operations);
        }
        for (TableName table : childrenFirst()) {
            if (aside.containsKey(table)) {
                execute(
                        operations,
                        "DELETE FROM " + path(table) + " WHERE "
                                + condition(table, quoted(table), later, Set.of(table)));
            }
        }
        return operations;
    }

    private void setNull(TableName table, Map<TableName, TableName> aside, List<Operation> operations)
            throws SQLException {
        for (CreateForeignKey key : keys) {
            if (key.table().equals(table) && setsNull(key.key(), table)) {
                long rows = count(present(table), lost(key.key(), quoted(present(table)), "r"));
                if (rows > 0) {
                    update(table, key.key(), lost(key.key(), quoted(table), "r"), operations);
                    notes.add("set to NULL, as the foreign key prescribes: "
                            + String.join(", ", key.key().columns()) + " in " + quantity(rows) + " of table " + table);
                }
            }
        }
        for (ForeignKey inner : innerKeys(table)) {
            TableName copy = aside.get(inner.referredTable());
            if (copy != null && setsNull(inner, table)) {
                update(
                        table,
                        inner,
                        "EXISTS (SELECT 1 FROM " + path(copy) + " a WHERE " + join(inner, "a", quoted(table)) + ")",
                        operations);
            }
        }
    }

    private void update(TableName table, ForeignKey key, String condition, List<Operation> operations) {
        String set = key.columns().stream()
                .map(column -> dialect.quote(column) + " = NULL")
                .collect(Collectors.joining(", "));
        execute(operations, "UPDATE " + path(table) + " SET " + set + " WHERE " + condition);
    }

    /** Refuses rows that refer to misfit rows of the same table, directly or through other tables. */
    private void requireNoneAbove(TableName table, @Nullable String condition) throws SQLException {
        for (ForeignKey inner : innerKeys(table)) {
            if (setsNull(inner, table) || !reaches(inner.referredTable(), table)) {
                continue;
            }
            String above = condition(inner.referredTable(), "p", this::present, Set.of(inner.referredTable()));
            long rows = above == null
                    ? 0
                    : count(
                            present(table),
                            exists(inner, present(inner.referredTable()), "p", quoted(present(table)), above)
                                    + " AND NOT (" + condition + ")");
            if (rows > 0) {
                throw RemovalException.rowsDoNotFit(present(table), inner.columns(), rows);
            }
        }
    }

    private boolean reaches(TableName from, TableName to) {
        Set<TableName> reached = new HashSet<>(Set.of(from));
        List<TableName> queue = new ArrayList<>(List.of(from));
        while (!queue.isEmpty()) {
            for (ForeignKey key : innerKeys(queue.remove(0))) {
                if (reached.add(key.referredTable())) {
                    queue.add(key.referredTable());
                }
            }
        }
        return reached.contains(to);
    }

    /**
     * Returns the condition that selects the rows of a table that are set aside; null if no row can be.
     *
     * @param qualifier qualifies the columns of the table
     * @param names returns the name of a table of the branch in this SQL
     * @param path the tables on the way to this one, so that cycles end
     */
    private @Nullable String condition(
            TableName table, String qualifier, UnaryOperator<TableName> names, Set<TableName> path) {
        List<String> parts = new ArrayList<>();
        for (CreateForeignKey key : keys) {
            if (key.table().equals(table) && !setsNull(key.key(), table)) {
                parts.add(lost(key.key(), qualifier, "r" + path.size()));
            }
        }
        for (ForeignKey inner : innerKeys(table)) {
            TableName parent = inner.referredTable();
            if (!path.contains(parent) && !setsNull(inner, table)) {
                Set<TableName> longer = new LinkedHashSet<>(path);
                longer.add(parent);
                String alias = "p" + path.size();
                String above = condition(parent, alias, names, longer);
                if (above != null) {
                    parts.add(exists(inner, names.apply(parent), alias, qualifier, above));
                }
            }
        }
        return parts.isEmpty() ? null : String.join(" OR ", parts);
    }

    private String exists(ForeignKey key, TableName parent, String alias, String qualifier, String above) {
        return "EXISTS (SELECT 1 FROM " + path(parent) + " " + alias + " WHERE " + join(key, alias, qualifier)
                + " AND (" + above + "))";
    }

    /** Returns the condition of the rows whose key refers to a row that does not exist. */
    private String lost(ForeignKey key, String qualifier, String alias) {
        String isGiven = key.columns().stream()
                .map(column -> qualifier + "." + dialect.quote(column) + " IS NOT NULL AND ")
                .collect(Collectors.joining());
        return "(" + isGiven + "NOT EXISTS (SELECT 1 FROM " + path(key.referredTable()) + " " + alias + " WHERE "
                + join(key, alias, qualifier) + "))";
    }

    private String join(ForeignKey key, String parent, String child) {
        return IntStream.range(0, key.columns().size())
                .mapToObj(
                        i -> parent + "." + dialect.quote(key.referredColumns().get(i)) + " = " + child + "."
                                + dialect.quote(key.columns().get(i)))
                .collect(Collectors.joining(" AND "));
    }

    /** Returns the foreign keys between the tables of the branch, with the names of the restored tables. */
    private List<ForeignKey> innerKeys(TableName table) {
        Map<TableName, TableName> names = new LinkedHashMap<>();
        tables.forEach((name, present) -> names.put(present.name(), name));
        Table present = tables.get(table);
        return present == null
                ? List.of()
                : present.foreignKeys().stream()
                        .filter(key -> names.containsKey(key.referredTable()))
                        .map(key -> key.withReferred(
                                names.getOrDefault(key.referredTable(), key.referredTable()), key.referredColumns()))
                        .toList();
    }

    private boolean setsNull(ForeignKey key, TableName table) {
        Table present = tables.get(table);
        return key.onDelete() == ReferentialAction.SET_NULL
                && present != null
                && key.columns().stream().allMatch(column -> isNullable(present, column));
    }

    private static boolean isNullable(Table table, String name) {
        Column column = table.column(name).orElse(null);
        return column != null && !table.isRequired(column);
    }

    private List<TableName> childrenFirst() {
        Set<TableName> parentsFirst = new LinkedHashSet<>();
        tables.keySet().forEach(table -> add(table, parentsFirst, new HashSet<>()));
        List<TableName> order = new ArrayList<>(parentsFirst);
        Collections.reverse(order);
        return order;
    }

    private void add(TableName table, Set<TableName> order, Set<TableName> path) {
        if (path.add(table)) {
            innerKeys(table).forEach(key -> add(key.referredTable(), order, path));
            order.add(table);
        }
    }

    private TableName rowsTable(TableName table) {
        int number = 1;
        while (schema.table(SetAsideNames.ofRows(table, number, naming)).isPresent()) {
            number++;
        }
        return SetAsideNames.ofRows(table, number, naming);
    }

    private long count(TableName table, String condition) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + path(table) + " WHERE " + condition)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String quantity(long rows) {
        return rows == 1 ? "1 row" : rows + " rows";
    }

    private static void execute(List<Operation> operations, String sql) {
        operations.add(new ExecuteSql(SqlText.of(sql)));
    }

    private TableName present(TableName table) {
        Table present = tables.get(table);
        return present == null ? table : present.name();
    }

    private String quoted(TableName table) {
        return dialect.quote(table.name());
    }

    private String path(TableName table) {
        return table.schema() == null
                ? quoted(table)
                : dialect.quote(String.valueOf(table.schema())) + "." + quoted(table);
    }
}
