package dev.trellis.runtime;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.Command;
import dev.trellis.operation.CreateTable;
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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table that keeps who ran what, when, how long and with which outcome; rows are only ever added. */
public final class HistoryTable {
    private static final String ID = "id";
    private static final List<Column> COLUMNS = List.of(
            required("revision", ColumnType.of(Kind.STRING, 32)),
            Column.of("branch", ColumnType.of(Kind.STRING, 100)),
            Column.of("origin", ColumnType.of(Kind.STRING, 500)),
            required("direction", ColumnType.of(Kind.STRING, 10)),
            required("message", ColumnType.of(Kind.STRING, 500)),
            required("started_at", ColumnType.of(Kind.STRING, 30)),
            required("duration_ms", ColumnType.of(Kind.BIGINT)),
            required("outcome", ColumnType.of(Kind.STRING, 10)),
            Column.of("checksum", ColumnType.of(Kind.STRING, 64)),
            Column.of("source_hash", ColumnType.of(Kind.STRING, 64)),
            Column.of("script", ColumnType.of(Kind.TEXT)),
            required("username", ColumnType.of(Kind.STRING, 100)),
            required("host", ColumnType.of(Kind.STRING, 255)),
            required("tool_version", ColumnType.of(Kind.STRING, 40)),
            Column.of("error", ColumnType.of(Kind.TEXT)));

    private final Session session;
    private final TableName name;
    private @Nullable PreparedStatement insert;

    public HistoryTable(Session session, String name) {
        this.session = session;
        this.name = TableName.parse(name);
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
        PreparedStatement statement = insert();
        int index = 1;
        for (Object value : values(entry)) {
            statement.setObject(index++, value);
        }
        statement.executeUpdate();
    }

    private PreparedStatement insert() throws SQLException {
        if (insert == null) {
            String marks = COLUMNS.stream().map(column -> "?").collect(Collectors.joining(", "));
            insert = session.connection()
                    .prepareStatement("INSERT INTO " + Tables.quote(session.dialect(), name) + " (" + columns()
                            + ") VALUES (" + marks + ")");
        }
        return insert;
    }

    private String columns() {
        return COLUMNS.stream()
                .map(column -> session.dialect().quote(column.name()))
                .collect(Collectors.joining(", "));
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

    /** The entries, oldest first. */
    public List<Entry> entries() throws SQLException {
        return select("", null);
    }

    /** The last successful entry of a revision, or null when there is none or no history. */
    public @Nullable Entry last(String revision) throws SQLException {
        if (!exists()) {
            return null;
        }
        List<Entry> found = select(" WHERE " + session.dialect().quote("revision") + " = ?", revision);
        Entry last = null;
        for (Entry entry : found) {
            last = entry.outcome().equals(Entry.APPLIED) ? entry : last;
        }
        return last;
    }

    private List<Entry> select(String where, @Nullable String value) throws SQLException {
        String sql = "SELECT " + columns() + " FROM " + Tables.quote(session.dialect(), name) + where + " ORDER BY "
                + session.dialect().quote(ID);
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            if (value != null) {
                statement.setString(1, value);
            }
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
