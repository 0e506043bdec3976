package dev.trellis.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestDatabaseTest {
    @ParameterizedTest
    @EnumSource
    void tables_can_be_created_altered_and_read(Kind kind) {
        try (TestDatabase database = TestDatabase.open(kind)) {
            database.execute(
                    "create table t (id int primary key, name varchar(20))",
                    "alter table t add column note varchar(20)",
                    "insert into t (id, name) values (1, 'one'), (2, 'two')");
            assertEquals(
                    List.of("1|one|NULL", "2|two|NULL"), database.query("select id, name, note from t order by id"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void two_open_databases_are_separate(Kind kind) {
        try (TestDatabase first = TestDatabase.open(kind);
                TestDatabase second = TestDatabase.open(kind)) {
            assertNotEquals(first.url(), second.url());
            first.execute("create table t (id int)");
            second.execute("create table t (id int)", "insert into t values (7)");
            assertEquals(List.of(), first.query("select * from t"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_character_is_preserved(Kind kind) {
        String text = "äß — 日本語 😀 \u0301";
        try (TestDatabase database = TestDatabase.open(kind)) {
            database.execute("create table t (name varchar(40))", "insert into t values ('" + text + "')");
            assertEquals(List.of(text), database.query("select name from t"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_closed_database_is_gone_even_under_an_open_transaction(Kind kind) throws SQLException {
        TestDatabase database = TestDatabase.open(kind);
        try (Connection unclosed = database.connect();
                Statement statement = unclosed.createStatement()) {
            database.execute("create table t (id int)");
            unclosed.setAutoCommit(false);
            statement.execute("insert into t values (1)");
            assertTimeoutPreemptively(Duration.ofSeconds(20), database::close);
        } catch (SQLException e) {
            // Closing the connection may fail: the server has ended it.
        }
        switch (kind) {
            case SQLITE ->
                assertFalse(Files.exists(Path.of(database.url().substring("jdbc:sqlite:".length()))
                        .getParent()));
            case H2 ->
                assertThrows(SQLException.class, () -> DriverManager.getConnection(database.url() + ";IFEXISTS=TRUE"));
            case POSTGRESQL, MARIADB, MYSQL -> assertThrows(SQLException.class, database::connect);
        }
    }

    @Test
    void the_error_names_the_failed_statement() {
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            IllegalStateException e =
                    assertThrows(IllegalStateException.class, () -> database.execute("create nonsense"));
            assertTrue(e.toString().endsWith("in SQLITE: create nonsense"), e.toString());
        }
    }

    @Test
    void mariadb_has_its_default_settings() {
        try (TestDatabase database = TestDatabase.open(Kind.MARIADB)) {
            assertEquals(
                    List.of("STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION"
                            + "|utf8mb4|InnoDB"),
                    database.query("select @@global.sql_mode, @@character_set_database, @@default_storage_engine"));
        }
    }

    @Test
    void mysql_has_its_default_settings() {
        try (TestDatabase database = TestDatabase.open(Kind.MYSQL)) {
            assertEquals(
                    List.of("ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
                            + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION|utf8mb4_0900_ai_ci|InnoDB"),
                    database.query("select @@global.sql_mode, @@collation_database, @@default_storage_engine"));
        }
    }

    @Test
    void a_url_names_a_running_server() {
        Server server =
                Server.at(Kind.POSTGRESQL, "jdbc:postgresql://db:5433/postgres?user=me&password=a%26b&ssl=false");
        assertEquals("jdbc:postgresql://db:5433/t_1?ssl=false", server.url("t_1"));
        assertEquals("me", server.user());
        assertEquals("a&b", server.password());
        IllegalStateException e = assertThrows(
                IllegalStateException.class, () -> Server.at(Kind.MARIADB, "jdbc:mariadb:nowhere?password=secret"));
        assertFalse(e.toString().contains("secret"), e.toString());
    }
}
