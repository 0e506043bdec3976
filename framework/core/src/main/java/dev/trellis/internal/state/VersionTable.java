package dev.trellis.internal.state;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.SqlErrorKind;
import dev.trellis.internal.connection.ParameterizedStatement;
import dev.trellis.internal.connection.Session;
import dev.trellis.operation.CreateTable;
import dev.trellis.revision.Heads;
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
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The version table: one row for each head, in the format of Alembic's {@code alembic_version}. */
public final class VersionTable {
    /** The name of the only column. */
    public static final String COLUMN = "version_num";

    /** The longest identifier that Alembic's table accepts. */
    private static final int LENGTH = 32;

    private final Session session;
    private final TableName name;
    private String quotedName;

    public VersionTable(Session session, String name) {
        this(session, TableName.parse(name));
    }

    public VersionTable(Session session, TableName name) {
        this.session = session;
        this.name = name;
        this.quotedName = MetadataTables.quote(session.dialect(), name);
    }

    /** Returns the name. */
    public TableName name() {
        return name;
    }

    /** Qualifies the table in later statements, because a script may change the default schema. */
    void qualify() throws SQLException {
        quotedName = MetadataTables.quoteQualified(session, name);
    }

    /** Returns the definition of the table. */
    public static Table table(TableName name) {
        return Table.of(
                        name,
                        List.of(Column.of(COLUMN, ColumnType.of(Kind.STRING, LENGTH))
                                .withNullable(false)))
                .withPrimaryKey(new PrimaryKey("pk_" + name.name(), List.of(COLUMN)));
    }

    /** Returns whether the table exists. */
    public boolean exists() throws SQLException {
        return MetadataTables.exists(session, name);
    }

    /** Creates the table. */
    public void create() throws SQLException {
        MetadataTables.execute(session, Catalog.ofSchema(Schema.EMPTY), List.of(new CreateTable(table(name))));
    }

    /** Reads the heads; none if the table does not exist. */
    public Heads heads() throws SQLException {
        Heads heads = read();
        return heads == null ? Heads.none() : heads;
    }

    /** Reads the heads; null if the table does not exist. */
    @Nullable
    Heads read() throws SQLException {
        try {
            return read(select());
        } catch (SQLException e) {
            if (!session.dialect().errorKind(e).mayMeanMissingTable()) {
                throw e;
            }
            // Another process may have created the table in the meantime.
            return exists() ? readExisting() : null;
        }
    }

    private Heads readExisting() throws SQLException {
        try {
            return read(select());
        } catch (SQLException e) {
            if (session.dialect().errorKind(e) != SqlErrorKind.OTHER) {
                throw e;
            }
            throw StateException.foreignTable("version_table", name.toString(), session.message(e));
        }
    }

    /**
     * Claims the transaction that begins with this statement and reads the heads. On PostgreSQL and SQLite, no other claimed
     * transaction runs at the same time; see {@link dev.trellis.dialect.Dialect#claimStatement}.
     */
    public Heads claim() throws SQLException {
        String claim = session.dialect().claimStatement(quotedName);
        return claim.isEmpty() ? read(select()) : session.execute(claim + "; " + select(), this::heads);
    }

    /**
     * Claims the transaction like {@link #claim()}, and sends further statements in the same message.
     *
     * @param sql the statements; empty for none
     */
    public Heads claimAnd(String sql) throws SQLException {
        return session.execute(
                session.dialect().claimStatement(quotedName) + "; " + select() + ";\n" + sql, this::heads);
    }

    private String select() {
        // The column has a qualifier, because otherwise SQLite reads the quoted name of a missing column as a text.
        return "SELECT v." + column() + " FROM " + quotedName + " v";
    }

    private Heads read(String sql) throws SQLException {
        PreparedStatement statement = session.prepared(sql);
        return heads(statement, statement.execute());
    }

    private Heads heads(Statement statement, boolean isFirst) throws SQLException {
        boolean rows = isFirst;
        while (!rows && statement.getUpdateCount() >= 0) {
            rows = statement.getMoreResults();
        }
        List<String> ids = new ArrayList<>();
        try (ResultSet heads = statement.getResultSet()) {
            while (heads.next()) {
                String id = heads.getString(1);
                if (id == null) {
                    throw StateException.rowWithoutRevision(name.toString());
                }
                ids.add(id);
            }
        }
        return Heads.of(ids);
    }

    /**
     * Removes and adds rows.
     *
     * @throws StateException {@code row_count_mismatch} if a row to remove does not exist
     */
    public void apply(Set<String> removed, Set<String> added) throws SQLException {
        check(removed, session.update(writes(removed, added)));
    }

    /** Returns the statements that remove and add rows; the statements that remove rows come first. */
    List<ParameterizedStatement> writes(Set<String> removed, Set<String> added) {
        if (removed.size() == 1 && added.size() == 1) {
            String sql = "UPDATE " + quotedName + " SET " + column() + " = ? WHERE " + column() + " = ?";
            return List.of(new ParameterizedStatement(
                    sql, List.of(added.iterator().next(), removed.iterator().next())));
        }
        List<ParameterizedStatement> writes = new ArrayList<>();
        for (String revision : removed) {
            writes.add(new ParameterizedStatement(
                    "DELETE FROM " + quotedName + " WHERE " + column() + " = ?", List.of(revision)));
        }
        for (String revision : added) {
            writes.add(new ParameterizedStatement(
                    "INSERT INTO " + quotedName + " (" + column() + ") VALUES (?)", List.of(revision)));
        }
        return writes;
    }

    /**
     * Checks that each row to remove existed once.
     *
     * @param counts how many rows each statement of {@link #writes} changed
     * @throws StateException {@code row_count_mismatch} if a row did not exist exactly once
     */
    void check(Set<String> removed, List<Integer> counts) {
        int index = 0;
        for (String revision : removed) {
            int count = counts.get(index++);
            if (count != 1) {
                throw StateException.rowCountMismatch(name.toString(), revision, count);
            }
        }
    }

    /** Replaces all rows by these heads. */
    public void restore(Heads heads) throws SQLException {
        clear();
        apply(Set.of(), heads.ids());
    }

    /** Deletes all rows. */
    public void clear() throws SQLException {
        session.execute("DELETE FROM " + quotedName);
    }

    private String column() {
        return session.dialect().quote(COLUMN);
    }
}
