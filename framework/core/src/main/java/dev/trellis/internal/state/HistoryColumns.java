package dev.trellis.internal.state;

import dev.trellis.dialect.Dialect;
import dev.trellis.internal.journal.JournalProgress;
import dev.trellis.report.HistoryEntry;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of the history table, and what of an entry and of its progress stands in which. */
public final class HistoryColumns {
    static final String ID = "id";
    /** Null in the line of a revision that is done. */
    static final String OPEN = "done_operations";

    /** Stands for {@link Dialect#longText}. */
    private static final ColumnType LONG = ColumnType.of(Kind.TEXT);

    static final List<Column> COLUMNS = List.of(
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
            Column.of("script", LONG),
            required("username", ColumnType.of(Kind.STRING, 100)),
            required("host", ColumnType.of(Kind.STRING, 255)),
            required("tool_version", ColumnType.of(Kind.STRING, 40)),
            Column.of("error", LONG));

    /** How far a revision has come; all null where nothing is in flight. */
    static final List<Column> PROGRESS = List.of(
            Column.of(OPEN, ColumnType.of(Kind.BIGINT)),
            Column.of("done_statements", ColumnType.of(Kind.BIGINT)),
            Column.of("in_flight", ColumnType.of(Kind.BOOLEAN)),
            Column.of("definition", ColumnType.of(Kind.STRING, 64)),
            Column.of("statements", LONG));

    /**
     * The protected tables as they were when the revision was begun, where it could do anything to them; null where
     * nothing is in flight. A table that an earlier version made may lack it.
     */
    static final Column BEFORE = Column.of("protected_before", LONG);

    private HistoryColumns() {}

    private static Column required(String name, ColumnType type) {
        return Column.of(name, type).withNullable(false);
    }

    /** The column as a database has it. */
    static Column in(Dialect dialect, Column column) {
        return column.type().equals(LONG) ? column.withType(dialect.longText()) : column;
    }

    /** The table as a value. */
    public static Table table(Dialect dialect, TableName name) {
        List<Column> columns = new ArrayList<>();
        columns.add(required(ID, ColumnType.of(Kind.BIGINT)).withIdentity(Identity.BY_DEFAULT));
        columns.addAll(COLUMNS);
        columns.addAll(PROGRESS);
        columns.add(BEFORE);
        columns.replaceAll(column -> in(dialect, column));
        return Table.of(name, columns)
                .withPrimaryKey(new PrimaryKey("pk_" + name.name(), List.of(ID)))
                .withIndexes(List.of(Index.of("ix_" + name.name() + "_revision", List.of("revision"), false)));
    }

    /** The columns that an entry fills, in the order of {@link #values}. */
    public static List<String> columnNames() {
        return COLUMNS.stream().map(Column::name).toList();
    }

    /** The values in the order of the columns. */
    public static List<@Nullable Object> values(HistoryEntry entry) {
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

    /** All but the statements. */
    static List<@Nullable Object> values(JournalProgress progress) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add((long) progress.operations());
        values.add((long) progress.done());
        values.add(progress.inFlight());
        values.add(progress.definition());
        return values;
    }

    /** What {@link #values(HistoryEntry)} wrote, in the first columns of a row. */
    static HistoryEntry entry(ResultSet row) throws SQLException {
        return new HistoryEntry(
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
