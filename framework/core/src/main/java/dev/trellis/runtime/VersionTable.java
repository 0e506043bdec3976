package dev.trellis.runtime;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.Command;
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
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The table with one row a head; its shape is Alembic's. */
public final class VersionTable {
    static final String COLUMN = "version_num";
    /** As long as Alembic allows an identifier to be. */
    private static final int LENGTH = 32;

    private final Session session;
    private final TableName name;

    public VersionTable(Session session, String name) {
        this.session = session;
        this.name = TableName.parse(name);
    }

    public TableName name() {
        return name;
    }

    /** The table as a value. */
    static Table table(TableName name) {
        return Table.of(
                        name,
                        List.of(Column.of(COLUMN, ColumnType.of(Kind.STRING, LENGTH))
                                .withNullable(false)))
                .withPrimaryKey(new PrimaryKey("pk_" + name.name(), List.of(COLUMN)));
    }

    /** @throws SQLException as the driver throws it */
    public boolean exists() throws SQLException {
        return Tables.exists(session, name);
    }

    /** @throws SQLException as the driver throws it */
    public void create() throws SQLException {
        for (Command command : Tables.compile(
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
        String sql = "SELECT " + quoted() + " FROM " + Tables.quote(session.dialect(), name);
        try (Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
            return Heads.of(ids);
        } catch (SQLException e) {
            if (exists()) {
                throw e;
            }
            return Heads.none();
        }
    }

    /**
     * Writes a difference.
     *
     * @throws DatabaseException when a row that has to go is not there
     * @throws SQLException as the driver throws it
     */
    public void apply(Set<String> removed, Set<String> added) throws SQLException {
        if (removed.size() == 1 && added.size() == 1) {
            String gone = removed.iterator().next();
            checked(
                    gone,
                    update(
                            "UPDATE " + table() + " SET " + quoted() + " = ? WHERE " + quoted() + " = ?",
                            List.of(added.iterator().next(), gone)));
            return;
        }
        for (String gone : removed) {
            checked(gone, update("DELETE FROM " + table() + " WHERE " + quoted() + " = ?", List.of(gone)));
        }
        for (String come : added) {
            update("INSERT INTO " + table() + " (" + quoted() + ") VALUES (?)", List.of(come));
        }
    }

    /** Takes every row out, whatever it is. */
    public void clear() throws SQLException {
        session.execute("DELETE FROM " + table());
    }

    private void checked(String revision, int count) {
        if (count != 1) {
            throw DatabaseException.rowCountMismatch(name.toString(), revision, count);
        }
    }

    private int update(String sql, Collection<String> values) throws SQLException {
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            int index = 1;
            for (String value : values) {
                statement.setString(index++, value);
            }
            return statement.executeUpdate();
        }
    }

    private String table() {
        return Tables.quote(session.dialect(), name);
    }

    private String quoted() {
        return session.dialect().quote(COLUMN);
    }
}
