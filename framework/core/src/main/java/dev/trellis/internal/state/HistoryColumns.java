package dev.trellis.internal.state;

import dev.trellis.dialect.Dialect;
import dev.trellis.report.HistoryEntry;
import dev.trellis.report.HistoryEntry.Action;
import dev.trellis.report.HistoryEntry.Outcome;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of the history table, and the mapping between a {@link HistoryEntry} and a row. */
public final class HistoryColumns {
    /** The key of a row. */
    public static final String ID = "id";

    /** The outcome of an attempt, one of {@link Outcome}. */
    public static final String OUTCOME = "outcome";

    static final String REVISION = "revision";
    static final String DIRECTION = "direction";
    static final String SOURCE_HASH = "source_hash";

    /** How many operations of a journalled revision are done; null in the row of a revision that is not open. */
    public static final String DONE_OPERATIONS = "done_operations";
    /** How many statements of the current group of operations are done. */
    public static final String DONE_STATEMENTS = "done_statements";
    /** Whether the next statement may have been started. */
    public static final String IN_FLIGHT = "in_flight";
    /** A hash of the definition that the object to be changed had before the statement in flight. */
    public static final String DEFINITION = "definition";
    /** The compiled statements of the current group of operations. */
    public static final String STATEMENTS = "statements";
    /**
     * The fingerprint of the protected tables before an open revision began. A history table that an earlier version of
     * Trellis created may lack this column.
     */
    public static final String PROTECTED_BEFORE = "protected_before";

    /** The columns from which the state of a database follows, see {@link HistoryTable#readState}. */
    static final List<String> STATE = List.of(ID, REVISION, DIRECTION, OUTCOME, SOURCE_HASH, DONE_OPERATIONS);

    /** A placeholder for {@link Dialect#longText}. */
    private static final ColumnType LONG_TEXT = ColumnType.of(Kind.TEXT);

    private static final List<Column> ENTRY = List.of(
            required(REVISION, ColumnType.of(Kind.STRING, 32)),
            Column.of("branch", ColumnType.of(Kind.STRING, 100)),
            Column.of("origin", ColumnType.of(Kind.STRING, 500)),
            required(DIRECTION, ColumnType.of(Kind.STRING, 10)),
            required("message", ColumnType.of(Kind.STRING, 500)),
            required("started_at", ColumnType.of(Kind.STRING, 30)),
            required("duration_ms", ColumnType.of(Kind.BIGINT)),
            required(OUTCOME, ColumnType.of(Kind.STRING, 20)),
            Column.of("checksum", ColumnType.of(Kind.STRING, 64)),
            Column.of(SOURCE_HASH, ColumnType.of(Kind.STRING, 64)),
            Column.of("script", LONG_TEXT),
            required("username", ColumnType.of(Kind.STRING, 100)),
            required("host", ColumnType.of(Kind.STRING, 255)),
            required("tool_version", ColumnType.of(Kind.STRING, 40)),
            Column.of("error", LONG_TEXT));

    /** The columns of the journal; all null in the row of a revision that is not open. */
    private static final List<Column> JOURNAL = List.of(
            Column.of(DONE_OPERATIONS, ColumnType.of(Kind.BIGINT)),
            Column.of(DONE_STATEMENTS, ColumnType.of(Kind.BIGINT)),
            Column.of(IN_FLIGHT, ColumnType.of(Kind.BOOLEAN)),
            Column.of(DEFINITION, ColumnType.of(Kind.STRING, 64)),
            Column.of(STATEMENTS, LONG_TEXT));

    private static final Column FINGERPRINT_COLUMN = Column.of(PROTECTED_BEFORE, LONG_TEXT);

    /** The names of the columns that an entry fills. */
    public static final List<String> ENTRY_NAMES =
            ENTRY.stream().map(Column::name).toList();

    /** The names of the columns of the journal, without {@link #PROTECTED_BEFORE}. */
    public static final List<String> JOURNAL_NAMES =
            JOURNAL.stream().map(Column::name).toList();

    private HistoryColumns() {}

    private static Column required(String name, ColumnType type) {
        return Column.of(name, type).withNullable(false);
    }

    /** Returns the column {@link #PROTECTED_BEFORE} in a dialect. */
    static Column fingerprintColumn(Dialect dialect) {
        return in(dialect, FINGERPRINT_COLUMN);
    }

    private static Column in(Dialect dialect, Column column) {
        return column.type().equals(LONG_TEXT) ? column.withType(dialect.longText()) : column;
    }

    /** Returns the definition of the table. */
    public static Table table(Dialect dialect, TableName name) {
        List<Column> columns = new ArrayList<>();
        columns.add(required(ID, ColumnType.of(Kind.BIGINT)).withIdentity(Identity.BY_DEFAULT));
        columns.addAll(ENTRY);
        columns.addAll(JOURNAL);
        columns.add(FINGERPRINT_COLUMN);
        columns.replaceAll(column -> in(dialect, column));
        return Table.of(name, columns)
                .withPrimaryKey(new PrimaryKey("pk_" + name.name(), List.of(ID)))
                .withIndexes(List.of(Index.of("ix_" + name.name() + "_revision", List.of(REVISION), false)));
    }

    /** Returns the values of an entry by column, in the order of the columns. Texts are cut to the columns' lengths. */
    public static Map<String, @Nullable Object> values(HistoryEntry entry) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put(REVISION, entry.revision());
        values.put("branch", entry.branch());
        values.put("origin", cut(entry.origin(), 500));
        values.put(DIRECTION, entry.direction().toString());
        values.put("message", cut(entry.message(), 500));
        values.put("started_at", entry.startedAt());
        values.put("duration_ms", entry.durationMillis());
        values.put(OUTCOME, entry.outcome().toString());
        values.put("checksum", entry.checksum());
        values.put(SOURCE_HASH, entry.sourceHash());
        values.put("script", StoredText.encode(entry.script()));
        values.put("username", cut(entry.username(), 100));
        values.put("host", cut(entry.host(), 255));
        values.put("tool_version", entry.toolVersion());
        values.put("error", entry.error());
        return values;
    }

    private static @Nullable String cut(@Nullable String text, int length) {
        return text == null || text.length() <= length ? text : text.substring(0, length);
    }

    /**
     * Reads the entry of a row.
     *
     * @throws StateException {@code database_error} if the row has a direction or outcome that only a later version of
     *     Trellis knows
     */
    public static HistoryEntry entry(ResultSet row) throws SQLException {
        return new HistoryEntry(
                row.getString(REVISION),
                row.getString("branch"),
                row.getString("origin"),
                constant(Action.values(), DIRECTION, row.getString(DIRECTION)),
                row.getString("message"),
                row.getString("started_at"),
                row.getLong("duration_ms"),
                constant(Outcome.values(), OUTCOME, row.getString(OUTCOME)),
                row.getString("checksum"),
                row.getString(SOURCE_HASH),
                StoredText.decode(row.getString("script")),
                row.getString("username"),
                row.getString("host"),
                row.getString("tool_version"),
                row.getString("error"));
    }

    private static <E extends Enum<E>> E constant(E[] constants, String column, String word) {
        for (E constant : constants) {
            if (constant.toString().equals(word)) {
                return constant;
            }
        }
        throw StateException.unknownWord(column, word);
    }
}
