package dev.trellis.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.schema.Check;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.sql.DatabaseObject;
import dev.trellis.sql.ObjectKind;
import dev.trellis.testbed.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What MariaDB and MySQL tell does not hang on what a session is set to, nor on privileges that few have. */
class MysqlBaseSessionTest {
    private static final TableName T = TableName.of("t");

    private static DialectUnderTest under(TestDatabase.Kind kind) {
        return DialectUnderTest.ALL.stream()
                .filter(each -> each.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private static void made(TestDatabase database) {
        database.execute(
                "create table t (id int primary key, a varchar(20) default 'x', constraint k check (id > 1 + 1))",
                "create trigger tr before insert on t for each row set @a = 1");
    }

    /** The table of the database, with its check said in other words. */
    private static Schema respelled(Schema actual) {
        Table table = actual.require(T);
        return Schema.EMPTY.with(table.withChecks(List.of(new Check("k", SqlText.of("(id) > (1) + 1")))));
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void the_mode_of_a_session_changes_nothing(TestDatabase.Kind kind) throws SQLException {
        Dialect dialect = under(kind).dialect();
        try (TestDatabase database = TestDatabase.open(kind);
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            made(database);
            DatabaseObject table = new DatabaseObject(ObjectKind.TABLE, "t", null);
            Map<TableName, Map<String, String>> before = dialect.catalogSnapshot(connection, List.of(T));
            String definition = dialect.definitionOf(connection, table);
            List<String> back = dialect.restoreStatements(connection);
            assertTrue(before.getOrDefault(T, Map.of()).containsKey("trigger tr"), before.toString());
            for (String mode : List.of("sql_mode = 'ANSI_QUOTES'", "sql_mode = 'ANSI'")) {
                statement.execute("set session " + mode);
                assertEquals(before, dialect.catalogSnapshot(connection, List.of(T)), mode);
                assertEquals(definition, dialect.definitionOf(connection, table), mode);
                Schema actual = dialect.inspect(connection, List.of());
                assertEquals(actual, dialect.canonical(connection, respelled(actual), actual), mode);
            }
            statement.execute("set session foreign_key_checks = 0, time_zone = '+05:00'");
            for (String each : back) {
                statement.execute(each);
            }
            assertEquals(back, dialect.restoreStatements(connection));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void an_ordinary_user_is_told_what_it_may_not_and_sees_the_rest(TestDatabase.Kind kind) throws SQLException {
        Dialect dialect = under(kind).dialect();
        String user = "u" + System.nanoTime() % 1_000_000_000;
        try (TestDatabase database = TestDatabase.open(kind)) {
            made(database);
            String place = database.query("select database()").get(0);
            database.execute(
                    "create user " + user + "@'127.0.0.1' identified by 'secret'",
                    "grant select, insert, update, delete, create, alter, drop, index, references, trigger on " + place
                            + ".* to " + user + "@'127.0.0.1'");
            try (Connection all = database.connect();
                    Connection connection = DriverManager.getConnection(
                            database.url() + (kind == TestDatabase.Kind.MYSQL ? "&allowPublicKeyRetrieval=true" : ""),
                            user,
                            "secret")) {
                assertEquals(dialect.catalogSnapshot(all, List.of(T)), dialect.catalogSnapshot(connection, List.of(T)));
                Schema actual = dialect.inspect(connection, List.of());
                assertEquals(dialect.inspect(all, List.of()), actual);
                DialectException e = assertThrows(
                        DialectException.class, () -> dialect.canonical(connection, respelled(actual), actual));
                assertTrue(
                        e.problem().message().contains("CREATE TEMPORARY TABLES"),
                        e.problem().message());
            } finally {
                database.execute("drop user " + user + "@'127.0.0.1'");
            }
        }
    }
}
