package dev.trellis.hibernate;

import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.h2.H2Dialect;
import dev.trellis.dialect.mariadb.MariadbDialect;
import dev.trellis.dialect.mysql.MysqlDialect;
import dev.trellis.dialect.postgresql.PostgresqlDialect;
import dev.trellis.dialect.sqlite.SqliteDialect;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.dialect.DatabaseVersion;
import org.hibernate.dialect.MariaDBDialect;
import org.hibernate.dialect.MySQLDialect;
import org.hibernate.dialect.PostgreSQLDialect;

/**
 * A database with the dialects of both frameworks.
 *
 * @param dialect the dialect of Trellis
 * @param hibernate Hibernate's dialect for a current version of the database
 */
record MappedDatabase(Dialect dialect, org.hibernate.dialect.Dialect hibernate) {
    /** The class of Hibernate's dialect for SQLite, which is in a separate library that an application on SQLite uses. */
    private static final String SQLITE = "org.hibernate.community.dialect.SQLiteDialect";

    private static final int POSTGRESQL_VERSION = 17;
    private static final int H2_VERSION = 2;
    private static final int H2_MINOR_VERSION = 3;
    private static final int MARIADB_VERSION = 11;
    private static final int MYSQL_VERSION = 9;
    private static final int SQLITE_VERSION = 3;
    private static final int SQLITE_MINOR_VERSION = 50;

    /** Returns the databases whose dialects are on the class path. */
    static List<MappedDatabase> all() {
        List<MappedDatabase> databases = new ArrayList<>(List.of(
                new MappedDatabase(
                        new PostgresqlDialect(), new PostgreSQLDialect(DatabaseVersion.make(POSTGRESQL_VERSION))),
                new MappedDatabase(
                        new H2Dialect(),
                        new org.hibernate.dialect.H2Dialect(DatabaseVersion.make(H2_VERSION, H2_MINOR_VERSION))),
                new MappedDatabase(new MariadbDialect(), new MariaDBDialect(DatabaseVersion.make(MARIADB_VERSION))),
                new MappedDatabase(new MysqlDialect(), new MySQLDialect(DatabaseVersion.make(MYSQL_VERSION)))));
        sqlite().ifPresent(hibernate -> databases.add(new MappedDatabase(new SqliteDialect(), hibernate)));
        return databases;
    }

    private static Optional<org.hibernate.dialect.Dialect> sqlite() {
        try {
            return Optional.of(Class.forName(SQLITE)
                    .asSubclass(org.hibernate.dialect.Dialect.class)
                    .getConstructor(DatabaseVersion.class)
                    .newInstance(DatabaseVersion.make(SQLITE_VERSION, SQLITE_MINOR_VERSION)));
        } catch (ReflectiveOperationException | LinkageError notOnClassPath) {
            return Optional.empty();
        }
    }

    String name() {
        return dialect.name();
    }

    /**
     * Returns whether Hibernate stores the values of generated columns in every version of the database. From PostgreSQL 18
     * on, Hibernate lets the database compute them on reading.
     */
    boolean storesGenerated() {
        return !(hibernate instanceof PostgreSQLDialect);
    }

    /** Returns whether two types are the same type in this database. */
    boolean isSame(ColumnType one, ColumnType other) {
        return canonical(one).equals(canonical(other));
    }

    private ColumnType canonical(ColumnType type) {
        Table table = Table.of(TableName.of("t"), List.of(Column.of("c", type)));
        return dialect.canonical(table).columns().get(0).type();
    }
}
