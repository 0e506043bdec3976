package dev.trellis.runtime;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.Command;
import dev.trellis.operation.CreateTable;
import dev.trellis.revision.Heads;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
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
    private static final String ID = "id";
    /** Null in the line of a revision that is done. */
    private static final String OPEN = "done_operations";

    private static final List<Column> COLUMNS = List.of(
            required("revision", ColumnType.of(Kind.STRING, 32)),
            Column.of("branch", ColumnType.of(Kind.STRING, 100)),
            Column.of("origin", ColumnType.of(Kind.STRING, 500)),
            required("direction", ColumnType.of(Kind.STRING, 10)),
            required("message", ColumnType.of(Kind.STRING, 500)),
            required("started_at", ColumnType.of(Kind.STRING, 30)),
            required("duration_ms", ColumnType.of(Kind.BIGINT)),
            required("outcome", ColumnType.of(Kind.STRING, 20)),
            Column.of("checksum", ColumnType.of(Kind.STRING, 64)),
            Column.of("source_hash", ColumnType.of(Kind.STRING, 64)),
            Column.of("script", ColumnType.of(Kind.TEXT)),
            required("username", ColumnType.of(Kind.STRING, 100)),
            required("host", ColumnType.of(Kind.STRING, 255)),
            required("tool_version", ColumnType.of(Kind.STRING, 40)),
            Column.of("error", ColumnType.of(Kind.TEXT)));

    /** How far a revision has come; all null where nothing is in flight. */
    private static final List<Column> PROGRESS = List.of(
            Column.of(OPEN, ColumnType.of(Kind.BIGINT)),
            Column.of("done_statements", ColumnType.of(Kind.BIGINT)),
            Column.of("in_flight", ColumnType.of(Kind.BOOLEAN)),
            Column.of("definition", ColumnType.of(Kind.STRING, 64)),
            Column.of("statements", ColumnType.of(Kind.TEXT)));

    private final Session session;
    private final TableName name;

    public HistoryTable(Session session, String name) {
        this(session, TableName.parse(name));
    }

    HistoryTable(Session session, TableName name) {
        this.session = session;
        this.name = name;
    }

    private static Column required(String name, ColumnType type) {
        return Column.of(name, type).withNullable(false);
    }

    public TableName name() {
        return name;
    }

    /** The table as a value. */
    static Table table(TableName name) {
        List<Column> columns = new ArrayList<>();
        columns.add(required(ID, ColumnType.of(Kind.BIGINT)).withIdentity(Identity.BY_DEFAULT));
        columns.addAll(COLUMNS);
        columns.addAll(PROGRESS);
        return Table.of(name, columns)
                .withPrimaryKey(new PrimaryKey("pk_" + name.name(), List.of(ID)))
                .withIndexes(List.of(Index.of("ix_" + name.name() + "_revision", List.of("revision"), false)));
    }

    /** @throws SQLException as the driver throws it */
    public boolean exists() throws SQLException {
        return Tables.exists(session, name);
    }

    /** @throws SQLException as the driver throws it */
    public void create() throws SQLException {
        List<Command> commands = Tables.compile(
                session.dialect(), Catalog.replayed(Schema.EMPTY), List.of(new CreateTable(table(name))));
        for (Command command : commands) {
            session.execute(command.sql());
        }
    }

    /** @throws SQLException as the driver throws it */
    public void add(Entry entry) throws SQLException {
        run(insert(COLUMNS), values(entry));
    }

    /** Adds a line that is not done, and gives its key. */
    long open(Entry entry, Progress progress) throws SQLException {
        List<Column> columns = new ArrayList<>(COLUMNS);
        columns.addAll(PROGRESS);
        List<@Nullable Object> values = values(entry);
        values.addAll(values(progress));
        values.add(progress.written());
        try (PreparedStatement statement = session.connection().prepareStatement(insert(columns), new String[] {ID})) {
            set(statement, values);
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
    void progress(long id, Progress progress, boolean statements) throws SQLException {
        List<@Nullable Object> values = values(progress);
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

    /**
     * Ends a line of a revision that is done.
     *
     * @throws RunException {@code taken_over} when somebody else has gone on with it
     */
    void done(long id, Entry entry) throws SQLException {
        List<Column> columns = new ArrayList<>(COLUMNS);
        columns.addAll(PROGRESS);
        List<@Nullable Object> values = values(entry);
        PROGRESS.forEach(column -> values.add(null));
        values.add(id);
        if (run(update(columns) + stillRunning(), values) != 1) {
            throw RunException.takenOver();
        }
    }

    /**
     * Ends a line of a revision that has failed; where somebody else has gone on with it, that stays theirs, and the
     * failure gets a line of its own.
     *
     * @param progress how far it came, or null when only what has been written of it counts
     */
    void failed(long id, Entry entry, @Nullable Progress progress) throws SQLException {
        List<Column> columns = new ArrayList<>(COLUMNS);
        List<@Nullable Object> values = values(entry);
        if (progress != null) {
            columns.addAll(PROGRESS);
            values.addAll(values(progress));
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
    boolean supersede(Flight flight) throws SQLException {
        List<Object> read = List.of(
                (long) flight.progress().operations(),
                (long) flight.progress().done(),
                flight.progress().inFlight());
        String same = PROGRESS.subList(0, read.size()).stream()
                .map(column -> " AND " + quote(column.name()) + " = ?")
                .collect(Collectors.joining());
        return supersede(flight.id(), same, read);
    }

    /** Closes a line that has come to nothing. */
    void supersede(long id) throws SQLException {
        supersede(id, "", List.of());
    }

    private boolean supersede(long id, String condition, List<Object> more) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        PROGRESS.forEach(column -> values.add(null));
        values.add(id);
        values.addAll(more);
        boolean closed = run(update(PROGRESS) + condition, values) == 1;
        run(
                "UPDATE " + table() + " SET " + quote("outcome") + " = '" + Entry.INTERRUPTED + "' WHERE " + quote(ID)
                        + " = ?" + stillRunning(),
                List.of(id));
        return closed;
    }

    /** Whether no other line is that of a revision that has been begun and is not done. */
    boolean isAlone(long id) throws SQLException {
        PreparedStatement statement = session.prepared("SELECT " + quote(ID) + " FROM " + table() + " WHERE "
                + quote(OPEN) + " IS NOT NULL AND " + quote(ID) + " <> ?");
        statement.setLong(1, id);
        try (ResultSet row = statement.executeQuery()) {
            return !row.next();
        }
    }

    /** Takes out a line under which nothing was done. */
    void remove(long id) throws SQLException {
        run("DELETE FROM " + table() + " WHERE " + quote(ID) + " = ?", List.of(id));
    }

    private String stillRunning() {
        return " AND " + quote("outcome") + " = '" + Entry.RUNNING + "'";
    }

    /** A line that is not done; null when there is none of that key. */
    @Nullable
    Flight flight(long id) throws SQLException {
        String sql = "SELECT " + names(COLUMNS) + ", " + names(PROGRESS) + " FROM " + table() + " WHERE " + quote(ID)
                + " = ?";
        PreparedStatement statement = session.prepared(sql);
        statement.setLong(1, id);
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            int next = COLUMNS.size() + 1;
            return new Flight(
                    id,
                    entry(row),
                    new Progress(
                            row.getInt(next),
                            Progress.read(row.getString(next + 4)),
                            row.getInt(next + 1),
                            row.getBoolean(next + 2),
                            row.getString(next + 3)));
        }
    }

    /** What is known of each revision, and what is in flight, in one query that reads no texts. */
    Recorded recorded(Heads rows) throws SQLException {
        String sql = "SELECT "
                + Stream.of(ID, "revision", "direction", "outcome", "source_hash", OPEN)
                        .map(this::quote)
                        .collect(Collectors.joining(", "))
                + " FROM " + table() + " ORDER BY " + quote(ID);
        Map<String, Recorded.Last> last = new HashMap<>();
        Long flight = null;
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                if (row.getString(4).equals(Entry.APPLIED)) {
                    last.put(row.getString(2), new Recorded.Last(row.getLong(1), row.getString(3), row.getString(5)));
                }
                row.getLong(6);
                flight = row.wasNull() ? flight : (Long) row.getLong(1);
            }
        }
        return new Recorded(rows, true, true, last, flight);
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
        PreparedStatement statement = session.prepared(sql);
        set(statement, values);
        return statement.executeUpdate();
    }

    private static void set(PreparedStatement statement, List<? extends @Nullable Object> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }

    private String table() {
        return Tables.quote(session.dialect(), name);
    }

    private String quote(String column) {
        return session.dialect().quote(column);
    }

    private String names(List<Column> columns) {
        return columns.stream().map(column -> quote(column.name())).collect(Collectors.joining(", "));
    }

    /** All but the statements. */
    private static List<@Nullable Object> values(Progress progress) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add((long) progress.operations());
        values.add((long) progress.done());
        values.add(progress.inFlight());
        values.add(progress.definition());
        return values;
    }

    /** The columns that an entry fills, in the order of {@link #values}. */
    static List<String> columnNames() {
        return COLUMNS.stream().map(Column::name).toList();
    }

    /** The values in the order of the columns. */
    static List<@Nullable Object> values(Entry entry) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(entry.revision());
        values.add(entry.branch());
        values.add(cut(entry.origin(), 500));
        values.add(entry.direction());
        values.add(cut(entry.message(), 500));
        values.add(entry.startedAt());
        values.add(entry.durationMillis());
        values.add(entry.outcome());
        values.add(entry.checksum());
        values.add(entry.sourceHash());
        values.add(entry.script());
        values.add(cut(entry.username(), 100));
        values.add(cut(entry.host(), 255));
        values.add(entry.toolVersion());
        values.add(entry.error());
        return values;
    }

    private static @Nullable String cut(@Nullable String text, int length) {
        return text == null || text.length() <= length ? text : text.substring(0, length);
    }

    /** The entries, oldest first; none when there is no history. */
    public List<Entry> entries() throws SQLException {
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
    List<Entry> entries(Collection<Long> keys) throws SQLException {
        return keys.isEmpty()
                ? List.of()
                : select(
                        " WHERE " + quote(ID) + " IN ("
                                + keys.stream().map(key -> "?").collect(Collectors.joining(", ")) + ")",
                        List.copyOf(keys));
    }

    private List<Entry> select(String where, List<?> values) throws SQLException {
        String sql = "SELECT " + names(COLUMNS) + " FROM " + table() + where + " ORDER BY " + quote(ID);
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            set(statement, values);
            List<Entry> entries = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    entries.add(entry(rows));
                }
            }
            return entries;
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                row.getString(13),
                row.getString(14),
                row.getString(15));
    }
}
