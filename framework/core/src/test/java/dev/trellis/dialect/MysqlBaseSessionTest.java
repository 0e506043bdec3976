package dev.trellis.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.ReplaceDefinition;
import dev.trellis.schema.Check;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
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

/** The results of the dialects for MariaDB and MySQL depend neither on session variables nor on rare privileges. */
class MysqlBaseSessionTest {
    private static final TableName T = TableName.of("t");

    private static Dialect dialect(TestDatabase.Kind kind) {
        return DialectUnderTest.ALL.stream()
                .filter(candidate -> candidate.kind() == kind)
                .findFirst()
                .orElseThrow()
                .dialect();
    }

    private static void createTable(TestDatabase database) {
        database.execute(
                "create table t (id int primary key, a varchar(20) default 'x', constraint k check (id > 1 + 1))",
                "create trigger tr before insert on t for each row set @a = 1");
    }

    /** Returns the table of the database with its check in another spelling. */
    private static Schema respelled(Schema actual) {
        Table table = actual.require(T);
        return actual.with(table.withChecks(List.of(new Check("k", SqlText.of("(id) > (1) + 1")))));
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void the_sql_mode_of_a_session_does_not_affect_the_results(TestDatabase.Kind kind) throws SQLException {
        Dialect dialect = dialect(kind);
        try (TestDatabase database = TestDatabase.open(kind);
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            createTable(database);
            DatabaseObject table = new DatabaseObject(ObjectKind.TABLE, "t", null);
            Map<TableName, Map<String, String>> before = dialect.catalogSnapshot(connection, List.of(T));
            String definition = dialect.catalogEntry(connection, table);
            assertTrue(before.getOrDefault(T, Map.of()).containsKey("trigger tr"), before.toString());
            for (String mode : List.of("sql_mode = 'ANSI_QUOTES'", "sql_mode = 'ANSI'")) {
                statement.execute("set session " + mode);
                assertEquals(before, dialect.catalogSnapshot(connection, List.of(T)), mode);
                assertEquals(definition, dialect.catalogEntry(connection, table), mode);
                Schema actual = dialect.inspect(connection, List.of());
                assertEquals(actual, dialect.canonical(connection, respelled(actual), actual), mode);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void a_replaced_routine_keeps_its_grants(TestDatabase.Kind kind) throws SQLException {
        String user = "u" + System.nanoTime() % 1_000_000_000;
        DefinitionName name = DefinitionName.of(DefinitionKind.FUNCTION, TableName.of("it's `f`"));
        String start = "(n integer) returns integer deterministic return ";
        try (TestDatabase database = TestDatabase.open(kind);
                Connection connection = database.connect()) {
            LiveDatabase live = new LiveDatabase(dialect(kind), connection);
            live.run(List.of(new CreateDefinition(Definition.of(name, start + "n"))));
            database.execute(
                    "create user " + user + "@'127.0.0.1', " + user + "@'127.0.0.2'",
                    "grant execute, alter routine on function `it's ``f``` to " + user + "@'127.0.0.1'",
                    "grant execute on function `it's ``f``` to " + user + "@'127.0.0.2' with grant option");
            try {
                String grants =
                        "select Host, Proc_priv from mysql.procs_priv where User = '" + user + "' order by Host";
                List<String> before = database.query(grants);
                assertEquals(List.of("127.0.0.1|Execute,Alter Routine", "127.0.0.2|Execute,Grant"), before);
                live.run(List.of(new ReplaceDefinition(Definition.of(name, start + "n + 1"), null)));
                assertEquals(List.of("2"), database.query("select `it's ``f```(1)"));
                assertEquals(before, database.query(grants));
            } finally {
                database.execute("drop user " + user + "@'127.0.0.1', " + user + "@'127.0.0.2'");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void an_ordinary_user_reads_everything_and_learns_of_a_missing_privilege(TestDatabase.Kind kind)
            throws SQLException {
        Dialect dialect = dialect(kind);
        String user = "u" + System.nanoTime() % 1_000_000_000;
        try (TestDatabase database = TestDatabase.open(kind)) {
            createTable(database);
            String schema = database.query("select database()").get(0);
            database.execute(
                    "create user " + user + "@'127.0.0.1' identified by 'secret'",
                    "grant select, insert, update, delete, create, alter, drop, index, references, trigger on " + schema
                            + ".* to " + user + "@'127.0.0.1'");
            try (Connection administrator = database.connect();
                    Connection connection = DriverManager.getConnection(
                            database.url() + (kind == TestDatabase.Kind.MYSQL ? "&allowPublicKeyRetrieval=true" : ""),
                            user,
                            "secret")) {
                assertEquals(
                        dialect.catalogSnapshot(administrator, List.of(T)),
                        dialect.catalogSnapshot(connection, List.of(T)));
                Schema actual = dialect.inspect(connection, List.of());
                assertEquals(dialect.inspect(administrator, List.of()), actual);
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
