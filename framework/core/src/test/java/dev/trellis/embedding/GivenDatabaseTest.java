package dev.trellis.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.trellis.Trellis;
import dev.trellis.TrellisBuilder;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trellis on connections that the application provides: a pool, or one connection. */
class GivenDatabaseTest {
    /** Settings and objects of a session that the application has when it passes the connection. */
    private static final Map<Kind, List<String>> OF_APPLICATION = Map.of(
            Kind.SQLITE,
            List.of("pragma foreign_keys = on", "pragma busy_timeout = 77", "create temp table mine (id integer)"),
            Kind.H2,
            List.of("set @mine = 7", "set lock_timeout 77", "create local temporary table mine (id int)"),
            Kind.POSTGRESQL,
            List.of(
                    "set application_name = 'shop'",
                    "set time zone 'Asia/Tokyo'",
                    "set lock_timeout = 77",
                    "create temporary table mine (id int)",
                    "prepare mine as select 1",
                    "listen mine",
                    "select pg_advisory_lock(77)"),
            Kind.MARIADB,
            List.of(
                    "set @mine = 7, time_zone = '+09:00', lock_wait_timeout = 77",
                    "create temporary table mine (id int)"),
            Kind.MYSQL,
            List.of(
                    "set @mine = 7, time_zone = '+09:00', lock_wait_timeout = 77",
                    "create temporary table mine (id int)"));

    /** Changes that a script makes to its session. */
    private static final Map<Kind, List<String>> OF_SCRIPT = Map.of(
            Kind.SQLITE,
            List.of("pragma recursive_triggers = on", "create temp table theirs (id integer)"),
            Kind.H2,
            List.of(
                    "set @theirs = 9",
                    "set query_timeout 99000",
                    "create local temporary table theirs (id int)",
                    "set schema_search_path information_schema"),
            Kind.POSTGRESQL,
            List.of(
                    "set time zone 'Asia/Tokyo'",
                    "set work_mem = '1MB'",
                    "create temporary table theirs (id int)",
                    "prepare theirs as select 1",
                    "listen theirs",
                    "select pg_advisory_lock(99)"),
            Kind.MARIADB,
            List.of(
                    "set @theirs = 9, time_zone = '+01:00', sql_mode = 'ANSI'",
                    "create temporary table theirs (id int)",
                    "set foreign_key_checks = 0"),
            Kind.MYSQL,
            List.of("set time_zone = '+01:00', sql_mode = 'ANSI', foreign_key_checks = 0"));

    @TempDir
    Path folder;

    // ---- a pool ----

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_pool_of_one_connection_suffices(Kind kind) throws SQLException {
        try (TestDatabase database = TestDatabase.open(kind);
                HikariDataSource pool = pool(database, 1)) {
            try (Trellis trellis = builder().dataSource(pool).build()) {
                assertEquals(
                        3, trellis.upgrade("heads", UpgradeOptions.NONE).steps().size());
                assertEquals(0, pool.getHikariPoolMXBean().getActiveConnections());
                trellis.checkHeads();
                trellis.downgrade("base", others -> true);
                assertEquals(
                        3, trellis.upgrade("heads", UpgradeOptions.NONE).steps().size());
            }
            assertEquals(0, pool.getHikariPoolMXBean().getActiveConnections());
            assertFalse(pool.isClosed());
            try (Connection connection = pool.getConnection()) {
                assertEquals("2", one(connection, "select count(*) from shop_item"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_pool_gets_its_connection_back_as_it_was(Kind kind) throws SQLException {
        try (TestDatabase database = TestDatabase.open(kind);
                HikariDataSource pool = pool(database, 1)) {
            Map<String, String> before;
            try (Connection connection = pool.getConnection()) {
                before = SessionFacts.of(kind, connection);
            }
            try (Trellis trellis = builder().dataSource(pool).build()) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
                try (Connection connection = pool.getConnection()) {
                    assertEquals(List.of(), SessionFacts.changes(before, SessionFacts.of(kind, connection)));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void every_command_gives_its_connection_back(Kind kind) throws SQLException {
        try (TestDatabase database = TestDatabase.open(kind);
                HikariDataSource pool = pool(database, 1);
                Trellis trellis = builder()
                        .dataSource(pool)
                        .database(database.url(), database.user(), database.password())
                        .build()) {
            trellis.ensureVersion();
            trellis.upgrade("heads", UpgradeOptions.NONE);
            trellis.current();
            trellis.attempts();
            trellis.history(null, true);
            trellis.lint(null);
            trellis.upgradeSql("heads", line -> {});
            trellis.verify();
            trellis.run("nothing", context -> {});
            trellis.stamp(List.of("heads"), false);
            assertEquals(0, pool.getHikariPoolMXBean().getActiveConnections());
        }
    }

    @Test
    void verify_on_a_server_without_user_and_password_is_an_error_that_says_what_to_pass() {
        try (TestDatabase database = TestDatabase.open(Kind.POSTGRESQL);
                HikariDataSource pool = pool(database, 1);
                Trellis trellis = builder().dataSource(pool).build()) {
            TrellisException e = assertThrows(TrellisException.class, trellis::verify);
            assertEquals("no_throwaway", e.name());
            assertTrue(String.valueOf(e.problem().advice()).contains("database(url, user, password)"), e::getMessage);
            assertEquals(0, pool.getHikariPoolMXBean().getActiveConnections());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SQLITE", mode = EnumSource.Mode.EXCLUDE)
    void a_read_only_pool_is_read_only_again(Kind kind) throws SQLException {
        try (TestDatabase database = TestDatabase.open(kind);
                HikariDataSource pool = pool(database, 1, config -> config.setReadOnly(true))) {
            try (Trellis trellis = builder().dataSource(pool).build()) {
                assertEquals(
                        3, trellis.upgrade("heads", UpgradeOptions.NONE).steps().size());
            }
            try (Connection connection = pool.getConnection()) {
                // H2's driver has no read-only mode.
                assertEquals(kind != Kind.H2, connection.isReadOnly());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_pool_without_auto_commit(Kind kind) throws SQLException {
        try (TestDatabase database = TestDatabase.open(kind);
                HikariDataSource pool = pool(database, 1, config -> config.setAutoCommit(false))) {
            try (Trellis trellis = builder().dataSource(pool).build()) {
                assertEquals(
                        3, trellis.upgrade("heads", UpgradeOptions.NONE).steps().size());
            }
            try (Connection connection = pool.getConnection()) {
                assertFalse(connection.getAutoCommit());
                assertEquals("2", one(connection, "select count(*) from shop_item"));
            }
        }
    }

    @Test
    void a_pool_without_a_connection_to_spare_is_named_in_the_error() throws SQLException {
        try (TestDatabase database = TestDatabase.open(Kind.H2);
                HikariDataSource pool = pool(database, 1);
                Connection taken = pool.getConnection();
                Trellis trellis = builder().dataSource(pool).build()) {
            assertFalse(taken.isClosed());
            TrellisException e =
                    assertThrows(TrellisException.class, () -> trellis.upgrade("heads", UpgradeOptions.NONE));
            assertEquals("cannot_connect", e.name());
            assertTrue(
                    e.problem()
                            .message()
                            .startsWith("cannot use the data source (com.zaxxer.hikari.HikariDataSource): "),
                    e.problem().message());
        }
    }

    // ---- one connection ----

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_given_connection_stays_open_and_as_it_was(Kind kind) throws SQLException {
        try (TestDatabase database = TestDatabase.open(kind);
                Connection connection = database.connect()) {
            Map<String, String> before = SessionFacts.of(kind, connection);
            try (Trellis trellis = builder().connection(connection).build()) {
                assertEquals(
                        3, trellis.upgrade("heads", UpgradeOptions.NONE).steps().size());
                assertEquals(List.of(), SessionFacts.changes(before, SessionFacts.of(kind, connection)));
                assertEquals("2", one(connection, "select count(*) from shop_item"));
                trellis.downgrade("base", others -> true);
            }
            assertFalse(connection.isClosed());
            assertEquals(List.of(), SessionFacts.changes(before, SessionFacts.of(kind, connection)));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void settings_of_the_application_and_of_a_script_do_not_mix(Kind kind) throws SQLException {
        try (TestDatabase database = TestDatabase.open(kind);
                Connection connection = database.connect()) {
            for (String sql : OF_APPLICATION.getOrDefault(kind, List.of())) {
                execute(connection, sql);
            }
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            Map<String, String> before = SessionFacts.of(kind, connection);
            scripts();
            script(
                    "d4",
                    "c3",
                    OF_SCRIPT.getOrDefault(kind, List.of()).stream()
                            .map(sql -> "  - execute: \"" + sql + "\"\n")
                            .collect(Collectors.joining()));
            script("e5", "d4", "  - execute: \"insert into shop_item (id, name) values (3, 'three')\"\n");
            try (Trellis trellis = Trellis.builder()
                    .findPlugins(false)
                    .connection(connection)
                    .branch("shop", folder.toString())
                    .build()) {
                assertEquals(
                        5, trellis.upgrade("heads", UpgradeOptions.NONE).steps().size());
            }
            assertEquals(List.of(), SessionFacts.changes(before, SessionFacts.of(kind, connection)));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void auto_commit_off_is_restored(Kind kind) throws SQLException {
        try (TestDatabase database = TestDatabase.open(kind);
                Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            try (Trellis trellis = builder().connection(connection).build()) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
            assertFalse(connection.getAutoCommit());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void changes_that_are_not_committed_are_neither_committed_nor_rolled_back(Kind kind) throws SQLException {
        try (TestDatabase database = TestDatabase.open(kind);
                Connection connection = database.connect()) {
            database.execute("create table mine (id integer primary key)");
            connection.setAutoCommit(false);
            execute(connection, "insert into mine values (1)");
            try (Trellis trellis = builder().connection(connection).build()) {
                TrellisException e =
                        assertThrows(TrellisException.class, () -> trellis.upgrade("heads", UpgradeOptions.NONE));
                assertEquals("open_transaction", e.name());
            }
            assertFalse(connection.getAutoCommit());
            assertEquals("1", one(connection, "select count(*) from mine"));
            connection.rollback();
            assertEquals("0", one(connection, "select count(*) from mine"));
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_failed_revision_leaves_the_connection_as_it_was(Kind kind) throws SQLException {
        try (TestDatabase database = TestDatabase.open(kind);
                Connection connection = database.connect()) {
            Map<String, String> before = SessionFacts.of(kind, connection);
            scripts();
            script("d4", "c3", "  - execute: \"insert into shop_item (id, name) values (1, 'twice')\"\n");
            try (Trellis trellis = Trellis.builder()
                    .findPlugins(false)
                    .connection(connection)
                    .branch("shop", folder.toString())
                    .build()) {
                assertThrows(TrellisException.class, () -> trellis.upgrade("heads", UpgradeOptions.NONE));
            }
            assertEquals(List.of(), SessionFacts.changes(before, SessionFacts.of(kind, connection)));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_closed_connection_is_named_in_the_error(Kind kind) throws SQLException {
        try (TestDatabase database = TestDatabase.open(kind)) {
            Connection connection = database.connect();
            connection.close();
            try (Trellis trellis = builder().connection(connection).build()) {
                TrellisException e =
                        assertThrows(TrellisException.class, () -> trellis.upgrade("heads", UpgradeOptions.NONE));
                assertEquals(
                        "cannot use the given connection: it is closed",
                        e.problem().message());
            }
        }
    }

    private TrellisBuilder builder() {
        scripts();
        return Trellis.builder().findPlugins(false).branch("shop", folder.toString());
    }

    private void scripts() {
        script(
                "a1",
                "null",
                "  - create_table: {name: shop_item, columns: {id: {type: integer, nullable: false}, name: string(20)}, primary_key: [id]}\n");
        script("b2", "a1", "  - bulk_insert: {table: shop_item, rows: [{id: 1, name: one}]}\n");
        script("c3", "b2", "  - execute: \"insert into shop_item (id, name) values (2, 'two')\"\n");
    }

    private void script(String id, String parent, String upgrade) {
        String downgrade = id.equals("a1") ? "  - drop_table: shop_item\n" : "  []\n";
        try {
            Files.writeString(
                    folder.resolve(id + ".yaml"),
                    "revision: " + id + "\ndown_revision: " + parent + "\n"
                            + (parent.equals("null") ? "branch_labels: [shop]\n" : "") + "message: step " + id
                            + "\nupgrade:\n" + upgrade + "downgrade:\n" + downgrade);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HikariDataSource pool(TestDatabase database, int size) {
        return pool(database, size, config -> {});
    }

    private static HikariDataSource pool(TestDatabase database, int size, Consumer<HikariConfig> change) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        if (database.user() != null) {
            config.setUsername(database.user());
        }
        if (database.password() != null) {
            config.setPassword(database.password());
        }
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(2000);
        change.accept(config);
        return new HikariDataSource(config);
    }

    static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertTrue(row.next());
            return String.valueOf(row.getString(1));
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
