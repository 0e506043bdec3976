package dev.trellis.internal.state;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.internal.connection.Session;
import dev.trellis.operation.CreateTable;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lease table. Both of its rows contain the fencing number: how often the lease has been taken.
 *
 * <ul>
 *   <li>Row 1 belongs to the holder, which changes it in each transaction. Two processes on two nodes of a cluster that do so
 *       conflict, so only one of them commits.
 *   <li>Row 2 contains the time at which the lease ends, by the clock of the database in milliseconds since 1970. It
 *       belongs to the heartbeat of the holder, which therefore never waits for a transaction of the holder and never
 *       conflicts with one.
 * </ul>
 *
 * <p>A process takes the lease by changing both rows.
 */
public final class LeaseTable {
    private static final int DESCRIPTION_LENGTH = 250;
    private static final Pattern CREATE = Pattern.compile("^CREATE TABLE ", Pattern.CASE_INSENSITIVE);

    private final Session session;
    private final TableName name;
    private final String clock;
    private String quotedName;

    /**
     * Creates the table's object; the table need not exist.
     *
     * @param versions the version table, from which the name is derived
     * @param clock the dialect's {@link dev.trellis.dialect.Dialect#clock}
     */
    public LeaseTable(Session session, TableName versions, String clock) {
        this(
                session,
                clock,
                MigrationState.leaseTable(versions),
                MetadataTables.quote(session.dialect(), MigrationState.leaseTable(versions)));
    }

    private LeaseTable(Session session, String clock, TableName name, String quotedName) {
        this.session = session;
        this.clock = clock;
        this.name = name;
        this.quotedName = quotedName;
    }

    /** Returns the same table over another connection. */
    public LeaseTable over(Session other) {
        return new LeaseTable(other, clock, name, quotedName);
    }

    /** Qualifies the table in later statements, because a script may change the default schema. */
    public void qualify() throws SQLException {
        quotedName = MetadataTables.quoteQualified(session, name);
    }

    /** Returns the name in quotes, as the statements contain it. */
    public String quotedName() {
        return quotedName;
    }

    /** Returns whether the table exists. */
    public boolean exists() throws SQLException {
        return MetadataTables.exists(session, name);
    }

    /** Creates the table unless it exists. Several nodes may do so at the same time. */
    public void create() throws SQLException {
        List<Column> columns = List.of(
                required("id", ColumnType.of(Kind.INTEGER)),
                required("fence", ColumnType.of(Kind.BIGINT)),
                required("claims", ColumnType.of(Kind.BIGINT)),
                required("expires", ColumnType.of(Kind.BIGINT)),
                required("description", ColumnType.of(Kind.STRING, DESCRIPTION_LENGTH)));
        Table table = Table.of(name, columns).withPrimaryKey(new PrimaryKey("pk_" + name.name(), List.of("id")));
        for (CompiledStatement statement : MetadataTables.compile(
                session.dialect(), Catalog.ofSchema(Schema.EMPTY), List.of(new CreateTable(table)))) {
            try {
                session.execute(CREATE.matcher(statement.sql()).replaceFirst("CREATE TABLE IF NOT EXISTS "));
            } catch (SQLException e) {
                // On PostgreSQL, the statement fails if another session creates the table at the same time.
                if (!exists()) {
                    throw e;
                }
            }
        }
    }

    private static Column required(String column, ColumnType type) {
        return Column.of(column, type).withNullable(false);
    }

    /** Adds the rows. Fails if they exist or another node adds them at the same time. */
    public void insert() throws SQLException {
        update("INSERT INTO " + quotedName + " (" + quoted("id") + ", " + quoted("fence") + ", " + quoted("claims")
                + ", " + quoted("expires") + ", " + quoted("description")
                + ") VALUES (1, 0, 0, 0, '-'), (2, 0, 0, 0, '-')");
    }

    /**
     * The state of the lease.
     *
     * @param fence the fencing number
     * @param isFree whether the lease is released or has expired
     * @param description the description of the last holder
     */
    public record State(long fence, boolean isFree, String description) {}

    /** Reads the state; null if the rows are missing. */
    public @Nullable State read() throws SQLException {
        PreparedStatement statement =
                session.prepared("SELECT h." + quoted("fence") + ", CASE WHEN b." + quoted("expires") + " < " + clock
                        + " THEN 1 ELSE 0 END, h." + quoted("description") + " FROM " + quotedName + " h, " + quotedName
                        + " b WHERE h." + quoted("id") + " = 1 AND b." + quoted("id") + " = 2");
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? new State(row.getLong(1), row.getInt(2) == 1, row.getString(3)) : null;
        }
    }

    /**
     * Takes the lease within the caller's transaction, if it is free and its fencing number is still the one that was read.
     *
     * @return false if another process has taken or extended the lease; the caller then rolls back
     */
    public boolean take(long readFence, Duration length, String description) throws SQLException {
        String text =
                description.length() <= DESCRIPTION_LENGTH ? description : description.substring(0, DESCRIPTION_LENGTH);
        String increment = quoted("fence") + " = " + quoted("fence") + " + 1";
        return update(
                                set(increment + ", " + quoted("expires") + " = " + clock + " + ?", 2) + " AND "
                                        + quoted("expires") + " < " + clock,
                                length.toMillis(),
                                readFence)
                        == 1
                && update(set(increment + ", " + quoted("description") + " = ?", 1), text, readFence) == 1;
    }

    /**
     * Changes the row of the holder, so that the present transaction fails if another process takes the lease before it ends.
     *
     * @return false if another process has taken the lease
     */
    public boolean claim(long fence) throws SQLException {
        return update(set(quoted("claims") + " = " + quoted("claims") + " + 1", 1), fence) == 1;
    }

    /**
     * Extends the lease.
     *
     * @return false if another process has taken the lease
     */
    public boolean extend(long fence, Duration length) throws SQLException {
        return update(set(quoted("expires") + " = " + clock + " + ?", 2), length.toMillis(), fence) == 1;
    }

    /** Ends the lease, unless another process has taken it. */
    public void release(long fence) throws SQLException {
        update(set(quoted("expires") + " = 0", 2), fence);
    }

    /** Returns the UPDATE of a row on the condition that it has a fencing number, which is the last parameter. */
    private String set(String assignments, int id) {
        return "UPDATE " + quotedName + " SET " + assignments + " WHERE " + quoted("id") + " = " + id + " AND "
                + quoted("fence") + " = ?";
    }

    private int update(String sql, Object... values) throws SQLException {
        PreparedStatement statement = session.prepared(sql);
        Session.set(statement, List.of(values));
        return statement.executeUpdate();
    }

    private String quoted(String column) {
        return session.dialect().quote(column);
    }
}
