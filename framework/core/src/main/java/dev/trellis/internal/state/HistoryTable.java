package dev.trellis.internal.state;

import static dev.trellis.internal.state.HistoryColumns.DONE_OPERATIONS;
import static dev.trellis.internal.state.HistoryColumns.ENTRY_NAMES;
import static dev.trellis.internal.state.HistoryColumns.ID;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.SqlErrorKind;
import dev.trellis.internal.connection.ParameterizedStatement;
import dev.trellis.internal.connection.Session;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.CreateTable;
import dev.trellis.report.HistoryEntry;
import dev.trellis.report.HistoryEntry.Action;
import dev.trellis.report.HistoryEntry.Outcome;
import dev.trellis.revision.Heads;
import dev.trellis.schema.Column;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The history table: who ran which revision, when, for how long and with which outcome. Rows are added and not changed. The
 * exception is the row of an open revision: the journal updates the row until the revision ends, and deletes the row if no
 * statement was run.
 */
public final class HistoryTable {
    private final Session session;
    private final TableName name;
    private String quotedName;
    /** The INSERT statement of {@link #write}, which every revision needs; null until the first row is written. */
    private @Nullable String insert;
    /**
     * Whether a query has found the column {@code protected_before}. Adding the column does not count, because the addition
     * may be rolled back.
     */
    private boolean hasFingerprintColumn;

    public HistoryTable(Session session, String name) {
        this(session, TableName.parse(name));
    }

    private HistoryTable(Session session, TableName name) {
        this.session = session;
        this.name = name;
        this.quotedName = MetadataTables.quote(session.dialect(), name);
    }

    /** Returns the same table over another connection. */
    public HistoryTable over(Session other) {
        return new HistoryTable(other, name);
    }

    String name() {
        return name.toString();
    }

    /** Qualifies the table in later statements, because a script may change the default schema. */
    void qualify() throws SQLException {
        quotedName = MetadataTables.quoteQualified(session, name);
        insert = null;
    }

    /** Returns the name in quotes, as the statements contain it. */
    public String quotedName() {
        return quotedName;
    }

    /** Returns whether the table exists. */
    public boolean exists() throws SQLException {
        return MetadataTables.exists(session, name);
    }

    /** Creates the table. */
    public void create() throws SQLException {
        MetadataTables.execute(
                session,
                Catalog.ofSchema(Schema.EMPTY),
                List.of(new CreateTable(HistoryColumns.table(session.dialect(), name))));
    }

    /** Adds a row. */
    public void add(HistoryEntry entry) throws SQLException {
        session.update(List.of(write(entry)));
    }

    /** Returns the statement that adds a row. */
    ParameterizedStatement write(HistoryEntry entry) {
        if (insert == null) {
            insert = insert(ENTRY_NAMES);
        }
        return new ParameterizedStatement(
                insert, new ArrayList<>(HistoryColumns.values(entry).values()));
    }

    /** Returns all entries, oldest first; none if the table does not exist. */
    public List<HistoryEntry> entries() throws SQLException {
        try {
            return select("", List.of());
        } catch (SQLException e) {
            if (exists()) {
                throw foreignTable(e);
            }
            return List.of();
        }
    }

    /**
     * Returns the exception of a failed query for the caller to throw, or throws a clearer one if the table belongs to
     * another program.
     *
     * @throws StateException {@code database_error} if the exception says that the table has other columns
     */
    SQLException foreignTable(SQLException e) {
        if (session.dialect().errorKind(e) == SqlErrorKind.OTHER) {
            throw StateException.foreignTable("history_table", name.toString(), session.message(e));
        }
        return e;
    }

    /** Returns the newest entries, newest first; none if the table does not exist. */
    public List<HistoryEntry> latest(int count) throws SQLException {
        try {
            return select("", List.of(), " ORDER BY " + quote(ID) + " DESC", count);
        } catch (SQLException e) {
            if (exists()) {
                throw foreignTable(e);
            }
            return List.of();
        }
    }

    /** Returns the entries with these keys. */
    public List<HistoryEntry> entries(Collection<Long> keys) throws SQLException {
        String marks = keys.stream().map(key -> "?").collect(Collectors.joining(", "));
        return keys.isEmpty() ? List.of() : select(" WHERE " + quote(ID) + " IN (" + marks + ")", List.copyOf(keys));
    }

    private List<HistoryEntry> select(String where, List<?> values) throws SQLException {
        return select(where, values, " ORDER BY " + quote(ID), 0);
    }

    /** Returns the entries of a query, at most {@code count}; all of them if {@code count} is 0. */
    private List<HistoryEntry> select(String where, List<?> values, String order, int count) throws SQLException {
        String sql = "SELECT " + quoteAll(ENTRY_NAMES) + " FROM " + quotedName + where + order;
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            statement.setMaxRows(count);
            Session.set(statement, values);
            List<HistoryEntry> entries = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    entries.add(HistoryColumns.entry(rows));
                }
            }
            return entries;
        }
    }

    /** Reads the last successful row of each revision, and the key of an open row, in one query without long texts. */
    public DatabaseState readState(Heads heads) throws SQLException {
        String sql = "SELECT " + quoteAll(HistoryColumns.STATE) + " FROM " + quotedName + " ORDER BY " + quote(ID);
        Set<String> successful = Set.of(Outcome.APPLIED.toString(), Outcome.ADOPTED.toString());
        String downgrade = Action.DOWNGRADE.toString();
        Map<String, DatabaseState.Last> last = new HashMap<>();
        Map<String, DatabaseState.Removal> removals = Map.of();
        Long open = null;
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                long id = row.getLong(1);
                String direction = row.getString(3);
                boolean isSuccessful = successful.contains(row.getString(4));
                if (isSuccessful && isRemoval(direction)) {
                    removals = removals.isEmpty() ? new LinkedHashMap<>() : removals;
                    removals.remove(row.getString(2));
                    if (!Action.RETURN.toString().equals(direction)) {
                        boolean isRestored = Action.RESTORE.toString().equals(direction);
                        removals.put(row.getString(2), new DatabaseState.Removal(id, isRestored));
                    }
                } else if (isSuccessful) {
                    boolean down = downgrade.equals(direction);
                    last.put(row.getString(2), new DatabaseState.Last(id, down, row.getString(5)));
                }
                row.getLong(6);
                open = row.wasNull() ? open : (Long) id;
            }
        }
        return new DatabaseState(heads, true, true, last, List.copyOf(removals.values()), open);
    }

    private static boolean isRemoval(String direction) {
        return direction.startsWith("re")
                && (Action.REMOVE.toString().equals(direction)
                        || Action.RESTORE.toString().equals(direction)
                        || Action.RETURN.toString().equals(direction));
    }

    // ---- single rows, for the journal ----

    /** Adds a row with these values by column and returns its key. */
    public long insert(Map<String, @Nullable Object> values) throws SQLException {
        try (PreparedStatement statement =
                session.connection().prepareStatement(insert(List.copyOf(values.keySet())), new String[] {ID})) {
            Session.set(statement, new ArrayList<>(values.values()));
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        }
    }

    /**
     * Updates a row.
     *
     * @param values the new values by column
     * @param conditions values that the row must have
     * @return false if there is no such row
     */
    public boolean update(long id, Map<String, @Nullable Object> values, Map<String, Object> conditions)
            throws SQLException {
        String set =
                values.keySet().stream().map(column -> quote(column) + " = ?").collect(Collectors.joining(", "));
        String where = conditions.keySet().stream()
                .map(column -> " AND " + quote(column) + " = ?")
                .collect(Collectors.joining());
        List<@Nullable Object> parameters = new ArrayList<>(values.values());
        parameters.add(id);
        parameters.addAll(conditions.values());
        return run("UPDATE " + quotedName + " SET " + set + " WHERE " + quote(ID) + " = ?" + where, parameters) == 1;
    }

    /** Deletes a row. */
    public void delete(long id) throws SQLException {
        run("DELETE FROM " + quotedName + " WHERE " + quote(ID) + " = ?", List.of(id));
    }

    private int run(String sql, List<? extends @Nullable Object> values) throws SQLException {
        return session.update(List.of(new ParameterizedStatement(sql, values))).get(0);
    }

    /** Returns whether a row with another key belongs to an open revision. */
    public boolean hasOtherOpenRow(long id) throws SQLException {
        PreparedStatement statement = session.prepared("SELECT " + quote(ID) + " FROM " + quotedName + " WHERE "
                + quote(DONE_OPERATIONS) + " IS NOT NULL AND " + quote(ID) + " <> ?");
        statement.setLong(1, id);
        try (ResultSet row = statement.executeQuery()) {
            return row.next();
        }
    }

    /**
     * Reads a row.
     *
     * @param <T> the type of the value that is read
     */
    public interface RowReader<T> {
        /** Reads the current row. */
        T read(ResultSet row) throws SQLException;
    }

    /** Reads the columns of the row with this key; null if there is none. */
    public <T> @Nullable T find(long id, Collection<String> columns, RowReader<T> reader) throws SQLException {
        PreparedStatement statement = session.prepared(
                "SELECT " + quoteAll(columns) + " FROM " + quotedName + " WHERE " + quote(ID) + " = ?");
        statement.setLong(1, id);
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? reader.read(row) : null;
        }
    }

    /** Returns whether the table has the column {@code protected_before}, which earlier versions did not create. */
    public boolean hasFingerprintColumn() throws SQLException {
        if (!hasFingerprintColumn) {
            try (Statement statement = session.connection().createStatement();
                    ResultSet none = statement.executeQuery("SELECT * FROM " + quotedName + " WHERE 1 = 0")) {
                int columns = none.getMetaData().getColumnCount();
                for (int i = 1; i <= columns; i++) {
                    // H2 stores the name in capitals unless the URL of the database says otherwise.
                    hasFingerprintColumn |=
                            none.getMetaData().getColumnLabel(i).equalsIgnoreCase(HistoryColumns.PROTECTED_BEFORE);
                }
            }
        }
        return hasFingerprintColumn;
    }

    /** Adds the column {@code protected_before} if the table lacks it. */
    public void addFingerprintColumn() throws SQLException {
        if (!hasFingerprintColumn()) {
            Column fingerprint = HistoryColumns.fingerprintColumn(session.dialect());
            Table complete = HistoryColumns.table(session.dialect(), name);
            Table actual = complete.withColumns(complete.columns().stream()
                    .filter(column -> !column.equals(fingerprint))
                    .toList());
            MetadataTables.execute(
                    session, Catalog.ofSchema(Schema.EMPTY.with(actual)), List.of(new AddColumn(name, fingerprint)));
        }
    }

    private String insert(List<String> columns) {
        String marks = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        return "INSERT INTO " + quotedName + " (" + quoteAll(columns) + ") VALUES (" + marks + ")";
    }

    private String quote(String column) {
        return session.dialect().quote(column);
    }

    private String quoteAll(Collection<String> columns) {
        return columns.stream().map(this::quote).collect(Collectors.joining(", "));
    }
}
