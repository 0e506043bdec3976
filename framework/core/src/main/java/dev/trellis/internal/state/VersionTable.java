package dev.trellis.internal.state;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.SqlErrorKind;
import dev.trellis.internal.connection.DatabaseException;
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

/** The table with one row a head; its shape is Alembic's. */
public final class VersionTable {
    public static final String COLUMN = "version_num";
    /** As long as Alembic allows an identifier to be. */
    private static final int LENGTH = 32;

    private final Session session;
    private final TableName name;
    private final String quotedName;

    public VersionTable(Session session, String name) {
        this(session, TableName.parse(name));
    }

    public VersionTable(Session session, TableName name) {
        this.session = session;
        this.name = name;
        this.quotedName = MetadataTables.quote(session.dialect(), name);
    }

    public TableName name() {
        return name;
    }

    /** The table as a value. */
    public static Table table(TableName name) {
        return Table.of(
                        name,
                        List.of(Column.of(COLUMN, ColumnType.of(Kind.STRING, LENGTH))
                                .withNullable(false)))
                .withPrimaryKey(new PrimaryKey("pk_" + name.name(), List.of(COLUMN)));
    }

    /** @throws SQLException as the driver throws it */
    public boolean exists() throws SQLException {
        return MetadataTables.exists(session, name);
    }

    /** @throws SQLException as the driver throws it */
    public void create() throws SQLException {
        for (CompiledStatement command : MetadataTables.compile(
                session.dialect(), Catalog.replayed(Schema.EMPTY), List.of(new CreateTable(table(name))))) {
            session.execute(command.sql());
        }
    }

    /**
     * The rows; none when the table is not there.
     *
     * @throws SQLException as the driver throws it
     */
    public Heads rows() throws SQLException {
        Heads rows = read();
        return rows == null ? Heads.none() : rows;
    }

    /** The rows, or null when the table is not there. */
    @Nullable
    Heads read() throws SQLException {
        try {
            return read(select());
        } catch (SQLException e) {
            if (session.dialect().errorKind(e) != SqlErrorKind.OTHER) {
                throw e;
            }
            // Somebody else may have created it since.
            return exists() ? read(select()) : null;
        }
    }

    /** The rows in a transaction that begins with this, and that no other such transaction runs beside. */
    public Heads claim() throws SQLException {
        String claim = session.dialect().claimStatement(table());
        return claim.isEmpty() ? read(select()) : session.execute(claim + "; " + select(), VersionTable::rows);
    }

    /** The rows, claimed by the first statements of a transaction, others of which follow in one message. */
    public Heads claimAnd(String sql) throws SQLException {
        return session.execute(
                session.dialect().claimStatement(table()) + "; " + select() + ";\n" + sql, VersionTable::rows);
    }

    private String select() {
        return "SELECT " + quoted() + " FROM " + table();
    }

    private Heads read(String sql) throws SQLException {
        PreparedStatement statement = session.prepared(sql);
        return rows(statement, statement.execute());
    }

    private static Heads rows(Statement statement, boolean first) throws SQLException {
        boolean rows = first;
        while (!rows && statement.getUpdateCount() >= 0) {
            rows = statement.getMoreResults();
        }
        List<String> ids = new ArrayList<>();
        try (ResultSet found = statement.getResultSet()) {
            while (found.next()) {
                ids.add(found.getString(1));
            }
        }
        return Heads.of(ids);
    }

    /**
     * Writes a difference.
     *
     * @throws DatabaseException when a row that has to go is not there
     * @throws SQLException as the driver throws it
     */
    public void apply(Set<String> removed, Set<String> added) throws SQLException {
        check(removed, session.update(writes(removed, added)));
    }

    /** What writes a difference: those first that take a row away. */
    List<ParameterizedStatement> writes(Set<String> removed, Set<String> added) {
        if (removed.size() == 1 && added.size() == 1) {
            String sql = "UPDATE " + table() + " SET " + quoted() + " = ? WHERE " + quoted() + " = ?";
            return List.of(new ParameterizedStatement(
                    sql, List.of(added.iterator().next(), removed.iterator().next())));
        }
        List<ParameterizedStatement> writes = new ArrayList<>();
        for (String gone : removed) {
            writes.add(new ParameterizedStatement(
                    "DELETE FROM " + table() + " WHERE " + quoted() + " = ?", List.of(gone)));
        }
        for (String come : added) {
            writes.add(new ParameterizedStatement(
                    "INSERT INTO " + table() + " (" + quoted() + ") VALUES (?)", List.of(come)));
        }
        return writes;
    }

    /**
     * Whether the rows that had to go were there.
     *
     * @param counts how many rows {@link #writes} changed, one by one
     * @throws DatabaseException when a row was not
     */
    void check(Set<String> removed, List<Integer> counts) {
        int index = 0;
        for (String gone : removed) {
            int count = counts.get(index++);
            if (count != 1) {
                throw DatabaseException.rowCountMismatch(name.toString(), gone, count);
            }
        }
    }

    /** Takes every row out, whatever it is. */
    public void clear() throws SQLException {
        session.execute("DELETE FROM " + table());
    }

    private String table() {
        return quotedName;
    }

    private String quoted() {
        return session.dialect().quote(COLUMN);
    }
}
