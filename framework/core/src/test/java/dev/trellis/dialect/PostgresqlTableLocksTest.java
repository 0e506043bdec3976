package dev.trellis.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.dialect.postgresql.PostgresqlDialect;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.schema.SqlText;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forecast of locks names the strongest lock that PostgreSQL takes on each existing table. */
@SuppressWarnings("NullAway.Init")
class PostgresqlTableLocksTest {
    /** From the weakest to the strongest. */
    private static final List<String> MODES = List.of(
            "AccessShareLock",
            "RowShareLock",
            "RowExclusiveLock",
            "ShareUpdateExclusiveLock",
            "ShareLock",
            "ShareRowExclusiveLock",
            "ExclusiveLock",
            "AccessExclusiveLock");

    private static TestDatabase database;

    @BeforeAll
    static void create() {
        database = TestDatabase.open(Kind.POSTGRESQL);
        database.execute(
                "create table p (id integer primary key, a text)",
                "create table t (id integer primary key, p_id integer, a text)",
                "create index ix_t on t (a)",
                "alter table t add constraint ck check (id > 0) not valid");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t ADD COLUMN b integer",
                "ALTER TABLE t DROP COLUMN a",
                "ALTER TABLE t ALTER COLUMN a SET NOT NULL",
                "ALTER TABLE t ALTER COLUMN a TYPE varchar(10)",
                "ALTER TABLE t RENAME COLUMN a TO c",
                "ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (p_id) REFERENCES p (id)",
                "ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (p_id) REFERENCES p (id) NOT VALID",
                "ALTER TABLE t ADD CONSTRAINT c2 CHECK (id < 9)",
                "ALTER TABLE t ADD CONSTRAINT u UNIQUE (a)",
                "ALTER TABLE t VALIDATE CONSTRAINT ck",
                "ALTER TABLE t ADD COLUMN q_id integer REFERENCES p (id)",
                "CREATE INDEX ix2 ON t (p_id)",
                "CREATE UNIQUE INDEX ix2 ON t (id)",
                "CREATE TABLE n (id integer, t_id integer, CONSTRAINT fk FOREIGN KEY (t_id) REFERENCES t (id))",
                "COMMENT ON TABLE t IS 'x'",
                "COMMENT ON COLUMN t.a IS 'x'",
                "DROP TABLE t",
                "TRUNCATE TABLE t"
            })
    void the_forecast_is_the_lock_that_the_server_takes(String sql) throws SQLException {
        Set<String> forecast = new TreeSet<>();
        for (TableLock lock :
                new PostgresqlDialect().expectedLocks(new CompiledStatement(sql, new ExecuteSql(SqlText.of(sql))))) {
            forecast.add(lock.table() + " " + lock.mode().replace(" ", "").toLowerCase(Locale.ROOT) + "lock");
        }
        assertEquals(taken(sql), forecast);
    }

    /** Returns the strongest lock on each of the tables, unless it only reads or writes rows. */
    private static Set<String> taken(String sql) throws SQLException {
        Set<String> taken = new TreeSet<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(sql);
            for (String table : List.of("p", "t")) {
                List<Integer> modes = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery("select mode from pg_locks l join pg_class c on c.oid ="
                        + " l.relation where l.pid = pg_backend_pid() and c.relname = '" + table + "'")) {
                    while (rows.next()) {
                        modes.add(MODES.indexOf(rows.getString(1)));
                    }
                }
                int strongest = modes.stream().mapToInt(Integer::intValue).max().orElse(0);
                if (strongest > 2) {
                    taken.add(table + " " + MODES.get(strongest).toLowerCase(Locale.ROOT));
                }
            }
            connection.rollback();
        }
        // The table that is dropped is not in pg_class any more.
        if (sql.startsWith("DROP TABLE ")) {
            taken.add("t accessexclusivelock");
        }
        return taken;
    }
}
