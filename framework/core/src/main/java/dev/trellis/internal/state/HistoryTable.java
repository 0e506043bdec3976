package dev.trellis.internal.state;

import static dev.trellis.internal.state.HistoryColumns.BEFORE;
import static dev.trellis.internal.state.HistoryColumns.COLUMNS;
import static dev.trellis.internal.state.HistoryColumns.ID;
import static dev.trellis.internal.state.HistoryColumns.OPEN;
import static dev.trellis.internal.state.HistoryColumns.PROGRESS;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.internal.connection.ParameterizedStatement;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.journal.InterruptedRevision;
import dev.trellis.internal.journal.JournalProgress;
import dev.trellis.internal.protection.Fingerprint;
import dev.trellis.internal.run.RunException;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.CreateTable;
import dev.trellis.report.HistoryEntry;
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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The table that keeps who ran what, when, how long and with which outcome. Lines are only ever added; that of a revision
 * that is run statement by statement is written when it begins, and changed until it ends.
 */
public final class HistoryTable {
    private final Session session;
    private final TableName name;
    /** The statement that adds a line, which each revision needs; written with the first. */
    private @Nullable String adding;
    /** Whether {@link HistoryColumns#BEFORE} has been seen in it; not whether it was added, which may be rolled back. */
    private boolean wide;

    public HistoryTable(Session session, String name) {
        this(session, TableName.parse(name));
    }

    public HistoryTable(Session session, TableName name) {
        this.session = session;
        this.name = name;
    }

    public TableName name() {
        return name;
    }

    /** @throws SQLException as the driver throws it */
    public boolean exists() throws SQLException {
        return MetadataTables.exists(session, name);
    }

    /** @throws SQLException as the driver throws it */
    public void create() throws SQLException {
        List<CompiledStatement> commands = MetadataTables.compile(
                session.dialect(),
                Catalog.replayed(Schema.EMPTY),
                List.of(new CreateTable(HistoryColumns.table(session.dialect(), name))));
        for (CompiledStatement command : commands) {
            session.execute(command.sql());
        }
    }

    /** @throws SQLException as the driver throws it */
    public void add(HistoryEntry entry) throws SQLException {
        session.update(List.of(write(entry)));
    }

    /** What adds a line. */
    ParameterizedStatement write(HistoryEntry entry) {
        if (adding == null) {
            adding = insert(COLUMNS);
        }
        return new ParameterizedStatement(adding, HistoryColumns.values(entry));
    }

    /** Adds the column {@link HistoryColumns#BEFORE} where an earlier version has made the table without it. */
    public void addSnapshotColumn() throws SQLException {
        if (!hasSnapshotColumn()) {
            Column before = HistoryColumns.in(session.dialect(), BEFORE);
            Table narrow = HistoryColumns.table(session.dialect(), name);
            Catalog catalog = Catalog.replayed(Schema.EMPTY.with(narrow.withColumns(narrow.columns().stream()
                    .filter(column -> !column.equals(before))
                    .toList())));
            for (CompiledStatement command :
                    MetadataTables.compile(session.dialect(), catalog, List.of(new AddColumn(name, before)))) {
                session.execute(command.sql());
            }
        }
    }

    private boolean hasSnapshotColumn() throws SQLException {
        if (!wide) {
            try (Statement statement = session.connection().createStatement();
                    ResultSet none = statement.executeQuery("SELECT * FROM " + table() + " WHERE 1 = 0")) {
                int columns = none.getMetaData().getColumnCount();
                for (int i = 1; i <= columns; i++) {
                    wide |= none.getMetaData().getColumnLabel(i).equals(BEFORE.name());
                }
            }
        }
        return wide;
    }

    /**
     * Adds a line that is not done, and gives its key.
     *
     * @param before what whoever goes on with it compares the protected tables with; null for nothing
     */
    public long open(HistoryEntry entry, JournalProgress progress, @Nullable Fingerprint before) throws SQLException {
        List<Column> columns = new ArrayList<>(COLUMNS);
        columns.addAll(PROGRESS);
        List<@Nullable Object> values = HistoryColumns.values(entry);
        values.addAll(HistoryColumns.values(progress));
        values.add(progress.written());
        if (before != null) {
            columns.add(BEFORE);
            values.add(before.format());
        }
        try (PreparedStatement statement = session.connection().prepareStatement(insert(columns), new String[] {ID})) {
            Session.set(statement, values);
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        }
    }

    /**
     * Writes how far it has come.
     *
     * @param statements whether the statements are other ones than those written before
     * @throws RunException {@code taken_over} when somebody else has gone on with it
     */
    public void progress(long id, JournalProgress progress, boolean statements) throws SQLException {
        List<@Nullable Object> values = HistoryColumns.values(progress);
        if (statements) {
            values.add(progress.written());
        }
        values.add(id);
        int count = run(
                update(PROGRESS.subList(0, statements ? PROGRESS.size() : PROGRESS.size() - 1)) + stillRunning(),
                values);
        if (count != 1) {
            throw RunException.takenOver();
        }
    }

    /** Writes how the protected tables are now in the place of how they were. */
    public void renew(long id, Fingerprint before) throws SQLException {
        run(update(List.of(BEFORE)), List.of(before.format(), id));
    }

    /**
     * Ends a line of a revision that is done.
     *
     * @param compared whether it has protected tables in it
     * @throws RunException {@code taken_over} when somebody else has gone on with it
     */
    public void done(long id, HistoryEntry entry, boolean compared) throws SQLException {
        List<Column> columns = new ArrayList<>(COLUMNS);
        columns.addAll(progress(compared));
        List<@Nullable Object> values = HistoryColumns.values(entry);
        progress(compared).forEach(column -> values.add(null));
        values.add(id);
        if (run(update(columns) + stillRunning(), values) != 1) {
            throw RunException.takenOver();
        }
    }

    /** The columns of what is in flight. */
    private static List<Column> progress(boolean compared) {
        return compared ? Stream.concat(PROGRESS.stream(), Stream.of(BEFORE)).toList() : PROGRESS;
    }

    /**
     * Ends a line of a revision that has failed; where somebody else has gone on with it, that stays theirs, and the
     * failure gets a line of its own.
     *
     * @param progress how far it came, or null when only what has been written of it counts
     */
    public void failed(long id, HistoryEntry entry, @Nullable JournalProgress progress) throws SQLException {
        List<Column> columns = new ArrayList<>(COLUMNS);
        List<@Nullable Object> values = HistoryColumns.values(entry);
        if (progress != null) {
            columns.addAll(PROGRESS);
            values.addAll(HistoryColumns.values(progress));
            values.add(progress.written());
        }
        values.add(id);
        if (run(update(columns) + stillRunning(), values) != 1) {
            add(entry);
        }
    }

    /**
     * Closes a line that somebody goes on with.
     *
     * @return false when it is not as it was read: somebody else has closed it, or is still at it
     */
    public boolean closeInterrupted(InterruptedRevision flight) throws SQLException {
        List<Object> read = List.of(
                (long) flight.progress().operations(),
                (long) flight.progress().done(),
                flight.progress().inFlight());
        String same = PROGRESS.subList(0, read.size()).stream()
                .map(column -> " AND " + quote(column.name()) + " = ?")
                .collect(Collectors.joining());
        return closeInterrupted(flight.id(), flight.before() != null, same, read);
    }

    /** Closes a line that has come to nothing. */
    public void closeInterrupted(long id) throws SQLException {
        closeInterrupted(id, hasSnapshotColumn(), "", List.of());
    }

    private boolean closeInterrupted(long id, boolean compared, String condition, List<Object> more)
            throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        progress(compared).forEach(column -> values.add(null));
        values.add(id);
        values.addAll(more);
        boolean closed = run(update(progress(compared)) + condition, values) == 1;
        run(
                "UPDATE " + table() + " SET " + quote("outcome") + " = '" + HistoryEntry.INTERRUPTED + "' WHERE "
                        + quote(ID) + " = ?" + stillRunning(),
                List.of(id));
        return closed;
    }

    /** Whether no other line is that of a revision that has been begun and is not done. */
    public boolean isAlone(long id) throws SQLException {
        PreparedStatement statement = session.prepared("SELECT " + quote(ID) + " FROM " + table() + " WHERE "
                + quote(OPEN) + " IS NOT NULL AND " + quote(ID) + " <> ?");
        statement.setLong(1, id);
        try (ResultSet row = statement.executeQuery()) {
            return !row.next();
        }
    }

    /** Takes out a line under which nothing was done. */
    public void remove(long id) throws SQLException {
        run("DELETE FROM " + table() + " WHERE " + quote(ID) + " = ?", List.of(id));
    }

    private String stillRunning() {
        return " AND " + quote("outcome") + " = '" + HistoryEntry.RUNNING + "'";
    }

    /** A line that is not done; null when there is none of that key. */
    @Nullable
    public InterruptedRevision interrupted(long id) throws SQLException {
        String sql = "SELECT " + names(COLUMNS) + ", " + names(progress(hasSnapshotColumn())) + " FROM " + table()
                + " WHERE " + quote(ID) + " = ?";
        PreparedStatement statement = session.prepared(sql);
        statement.setLong(1, id);
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            int next = COLUMNS.size() + 1;
            return new InterruptedRevision(
                    id,
                    HistoryColumns.entry(row),
                    new JournalProgress(
                            row.getInt(next),
                            JournalProgress.read(row.getString(next + 4)),
                            row.getInt(next + 1),
                            row.getBoolean(next + 2),
                            row.getString(next + 3)),
                    Fingerprint.parse(hasSnapshotColumn() ? row.getString(next + 5) : null));
        }
    }

    /** What is known of each revision, and what is in flight, in one query that reads no texts. */
    DatabaseState readState(Heads rows) throws SQLException {
        String sql = "SELECT "
                + Stream.of(ID, "revision", "direction", "outcome", "source_hash", OPEN)
                        .map(this::quote)
                        .collect(Collectors.joining(", "))
                + " FROM " + table() + " ORDER BY " + quote(ID);
        Map<String, DatabaseState.Last> last = new HashMap<>();
        Long flight = null;
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                if (row.getString(4).equals(HistoryEntry.APPLIED)) {
                    last.put(
                            row.getString(2),
                            new DatabaseState.Last(row.getLong(1), row.getString(3), row.getString(5)));
                }
                row.getLong(6);
                flight = row.wasNull() ? flight : (Long) row.getLong(1);
            }
        }
        return new DatabaseState(rows, true, true, last, flight);
    }

    private String insert(List<Column> columns) {
        String marks = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        return "INSERT INTO " + table() + " (" + names(columns) + ") VALUES (" + marks + ")";
    }

    private String update(List<Column> columns) {
        return "UPDATE " + table() + " SET "
                + columns.stream().map(column -> quote(column.name()) + " = ?").collect(Collectors.joining(", "))
                + " WHERE " + quote(ID) + " = ?";
    }

    private int run(String sql, List<? extends @Nullable Object> values) throws SQLException {
        return session.update(List.of(new ParameterizedStatement(sql, values))).get(0);
    }

    private String table() {
        return MetadataTables.quote(session.dialect(), name);
    }

    private String quote(String column) {
        return session.dialect().quote(column);
    }

    private String names(List<Column> columns) {
        return columns.stream().map(column -> quote(column.name())).collect(Collectors.joining(", "));
    }

    /** The entries, oldest first; none when there is no history. */
    public List<HistoryEntry> entries() throws SQLException {
        try {
            return select("", List.of());
        } catch (SQLException e) {
            if (exists()) {
                throw e;
            }
            return List.of();
        }
    }

    /** The lines with these keys. */
    List<HistoryEntry> entries(Collection<Long> keys) throws SQLException {
        return keys.isEmpty()
                ? List.of()
                : select(
                        " WHERE " + quote(ID) + " IN ("
                                + keys.stream().map(key -> "?").collect(Collectors.joining(", ")) + ")",
                        List.copyOf(keys));
    }

    private List<HistoryEntry> select(String where, List<?> values) throws SQLException {
        String sql = "SELECT " + names(COLUMNS) + " FROM " + table() + where + " ORDER BY " + quote(ID);
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
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
}
