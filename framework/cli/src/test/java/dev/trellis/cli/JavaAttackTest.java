package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.inject.TrellisBinder;
import dev.trellis.inject.TrellisPlugin;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.RenameTable;
import dev.trellis.operation.RunJava;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.script.JavaMigration;
import dev.trellis.script.JavaStep;
import dev.trellis.script.Migration;
import dev.trellis.script.MigrationContext;
import dev.trellis.testbed.DriverConnection;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Changes of a protected base by Java code of another branch: as a step that a script names, and as a revision in Java.
 * Each is refused and leaves the database unchanged, so that one database can be used for all of them.
 */
@SuppressWarnings("NullAway.Init")
class JavaAttackTest {
    private static final String ADD = "alter table customer add column tier integer";
    private static final ColumnType INTEGER = ColumnType.parse("integer");
    private static final TableName CUSTOMER = TableName.of("customer");
    private static final TableName VISIT = TableName.of("visit");
    private static final AddColumn ADDITION = new AddColumn(CUSTOMER, Column.of("tier", INTEGER));

    /** The attacks by name; {@code -x attack=NAME} selects one. A name begins with the expected error. */
    private static final Map<String, JavaStep> ATTACKS = new LinkedHashMap<>();

    static {
        ATTACKS.put("nothing", context -> {});
        ATTACKS.put("protected_table by Jdbi", context -> context.handle().execute(ADD));
        ATTACKS.put(
                "protected_table by a batch",
                context -> context.handle()
                        .createBatch()
                        .add("update customer set name = 'Bea'")
                        .add("create unique index ux_mine on customer (name)")
                        .execute());
        ATTACKS.put("protected_table by the connection", context -> execute(connection(context), ADD));
        ATTACKS.put("protected_table by a prepared statement", context -> {
            try (PreparedStatement statement = connection(context).prepareStatement(ADD)) {
                statement.execute();
            }
        });
        ATTACKS.put("protected_table by the connection of a statement", context -> {
            try (Statement statement = connection(context).createStatement()) {
                execute(statement.getConnection(), ADD);
            }
        });
        ATTACKS.put(
                "protected_table by the connection of the metadata",
                context -> execute(connection(context).getMetaData().getConnection(), ADD));
        ATTACKS.put(
                "protected_table by the unwrapped connection",
                context -> execute(connection(context).unwrap(Connection.class), ADD));
        ATTACKS.put("protected_table by the statement of rows", context -> {
            try (Statement statement = connection(context).createStatement();
                    ResultSet rows = statement.executeQuery("select * from customer")) {
                rows.getStatement().execute(ADD);
            }
        });
        ATTACKS.put(
                "protected_table by a rename",
                context -> context.handle().execute("alter table customer rename to app_customer"));
        ATTACKS.put("protected_table by drop and recreate", context -> {
            context.handle().execute("drop table visit");
            context.handle().execute("create table visit (id integer not null primary key)");
        });
        ATTACKS.put(
                "protected_table by a trigger",
                context -> context.handle().execute(trigger(context.dialect().name())));
        ATTACKS.put("protected_table by an operation", context -> context.apply(ADDITION));
        ATTACKS.put(
                "protected_table by the second of two operations",
                context -> context.apply(
                        new CreateTable(Table.of(TableName.of("app_more"), List.of(Column.of("id", INTEGER)))),
                        ADDITION));
        ATTACKS.put(
                "protected_table by an operation of raw SQL",
                context -> context.apply(new ExecuteSql(SqlText.of("drop table visit"))));
        ATTACKS.put(
                "protected_table by a renaming operation",
                context -> context.apply(new RenameTable(CUSTOMER, "app_customer")));
        ATTACKS.put(
                "protected_table by autocommit",
                context -> context.apply(new Autocommit(List.of(new DropTable(VISIT)))));
        ATTACKS.put("not_from_java by autocommit", context -> context.apply(new Autocommit(List.of())));
        ATTACKS.put("not_from_java by another step", context -> context.apply(new RunJava("attack")));
        ATTACKS.put("transaction_control by a statement", context -> {
            context.handle().execute("update customer set name = 'Bea'");
            context.handle().execute("commit");
        });
        ATTACKS.put("step_failed by the connection", context -> {
            context.handle().execute("update customer set name = 'Bea'");
            connection(context).commit();
        });
    }

    /**
     * Attacks that bypass the checks of statements. Trellis detects them only by comparing the base before and after the
     * revision, so they run on databases where a rollback undoes them.
     */
    private static final Map<String, JavaStep> HIDDEN = new LinkedHashMap<>();

    static {
        HIDDEN.put(
                "protected_table by the connection of the driver",
                context -> DriverConnection.execute(connection(context), ADD));
        HIDDEN.put("protected_table by the connection of the driver, dropping", context -> {
            DriverConnection.execute(connection(context), "drop view customer_name");
            DriverConnection.execute(connection(context), "drop table visit");
        });
        HIDDEN.put("protected_table by a trigger that fires", context -> {
            if (context.dialect().name().equals("postgresql")) {
                execute(
                        connection(context),
                        "create function app_t() returns trigger language plpgsql as $$ begin " + ADD
                                + "; return new; end $$");
                execute(
                        connection(context),
                        "create trigger app_t before insert on app_note for each row execute function app_t()");
                context.handle().execute("insert into app_note (id) values (1)");
            } else {
                DriverConnection.execute(
                        connection(context),
                        "create trigger app_t after insert on customer begin delete from app_note; end");
            }
        });
        HIDDEN.put(
                "transaction_control by the connection of the driver",
                context -> DriverConnection.of(connection(context)).commit());
    }

    @TempDir
    Path folder;

    /** Binds the step. The class is public because plugins are created by the name of their class. */
    public static final class Steps extends TrellisPlugin {
        @Override
        protected void configure(TrellisBinder trellis) {
            trellis.step("attack", Step.class);
        }
    }

    /** Binds the step and the revision. */
    public static final class Revisions extends TrellisPlugin {
        @Override
        protected void configure(TrellisBinder trellis) {
            trellis.step("attack", Step.class);
            trellis.branch("app").tablePrefix("app_").migration(Revision.class);
        }
    }

    static final class Step implements JavaStep {
        @Override
        public void run(MigrationContext context) throws Exception {
            String name = context.arguments().getOrDefault("attack", "nothing");
            ATTACKS.getOrDefault(name, HIDDEN.getOrDefault(name, JavaAttackTest::changeAndFail))
                    .run(context);
        }
    }

    @Migration(revision = "dd0000000001", downRevision = "cc0000000001", message = "attack")
    static final class Revision implements JavaMigration {
        @Override
        public void upgrade(MigrationContext context) throws Exception {
            new Step().run(context);
        }

        @Override
        public void downgrade(MigrationContext context) throws Exception {
            new Step().run(context);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void an_attack_is_refused_and_changes_nothing(Kind kind) {
        List<String> attacks = new ArrayList<>(ATTACKS.keySet());
        attacks.remove("nothing");
        if (kind == Kind.SQLITE || kind == Kind.POSTGRESQL) {
            attacks.addAll(HIDDEN.keySet());
        }
        List<String> samples = List.of(
                "protected_table by drop and recreate",
                "protected_table by an operation",
                attacks.get(attacks.size() - 1));
        try (TestDatabase database = ProtectedBase.started(folder, kind, plugin(Steps.class))) {
            ProtectedBase.attempt(folder, "[{run: attack}]", "[]");
            assertRefused(database, attacks, "c.yaml:", "upgrade", "heads");
            ProtectedBase.configure(folder, database, plugin(Revisions.class));
            assertRefused(database, samples, Revision.class.getName() + ": ", "upgrade", "heads");
            assertRefused(database, samples, Revision.class.getName() + ": ", "downgrade", "app@-1");
            assertEquals(List.of("1|Ann"), database.query("select * from customer"));
        }
    }

    private void assertRefused(TestDatabase database, List<String> attacks, String place, String... command) {
        List<String> before = Dump.of(database);
        assertAll(attacks.stream().map(attack -> refused(database, before, attack, place, command)));
        assertDone(command);
    }

    private Executable refused(
            TestDatabase database, List<String> before, String attack, String place, String... command) {
        return () -> {
            CommandLineRun run = run(attack, command);
            assertEquals(Main.EXIT_FAILED, run.code(), () -> attack + ": " + run.out());
            String name = attack.replaceAll(" .*", "");
            assertTrue(run.err().contains("error: " + name + ": "), () -> attack + ": " + run.err());
            assertTrue(run.err().contains(place), () -> attack + " has another place: " + run.err());
            List<String> added = Dump.of(database);
            List<String> removed = new ArrayList<>(before);
            removed.removeAll(added);
            added.removeAll(before);
            assertEquals(List.of(), removed, () -> attack + " removed something");
            assertEquals(List.of(), added, () -> attack + " added something");
        };
    }

    /** The violation is reported even though the step fails with another exception. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "H2"})
    void a_permanent_change_is_reported_and_refused_until_it_is_reverted(Kind kind) {
        try (TestDatabase database = ProtectedBase.started(folder, kind, plugin(Steps.class))) {
            ProtectedBase.attempt(folder, "[{run: attack}]", "[]");
            CommandLineRun first = run("change and fail", "upgrade", "heads");
            assertEquals(Main.EXIT_FAILED, first.code());
            assertTrue(first.err().contains("error: protected_table: "), first.err());
            CommandLineRun again = run("nothing", "upgrade", "heads");
            assertEquals(Main.EXIT_FAILED, again.code());
            assertTrue(again.err().contains("error: protected_table: "), again.err());
            // MariaDB reports in whole seconds when a table was altered, so the advice depends on the second.
            assertTrue(
                    again.err().contains("Restore the table and run the command again.")
                            || again.err().contains("restore its rows and its structure"),
                    again.err());
            CommandLineRun resumed = run("nothing", "resume", "--done");
            assertEquals(Main.EXIT_FAILED, resumed.code(), resumed.out());
            assertTrue(resumed.err().contains("error: protected_table: "), resumed.err());
            database.execute("alter table customer drop column tier");
            assertDone("resume", "--done");
            assertEquals(List.of("cc0000000001"), database.query("select version_num from trellis_version"));
        }
    }

    private void assertDone(String... command) {
        CommandLineRun run = run("nothing", command);
        assertEquals(Main.EXIT_OK, run.code(), run.err());
    }

    private CommandLineRun run(String attack, String... command) {
        List<String> words = new ArrayList<>(List.of("-x", "attack=" + attack));
        words.addAll(List.of(command));
        return CommandLineRun.of(folder, words.toArray(String[]::new));
    }

    private static String plugin(Class<?> type) {
        return "plugins: {classes: [\"" + type.getName() + "\"]}";
    }

    private static void changeAndFail(MigrationContext context) throws SQLException {
        DriverConnection.execute(connection(context), ADD);
        throw new IllegalStateException("another failure");
    }

    private static String trigger(String dialect) {
        return switch (dialect) {
            case "postgresql" ->
                "create trigger mine before update on customer for each row execute function base_touch()";
            case "mariadb" -> "create trigger mine before insert on customer for each row set new.name = 'x'";
            case "h2" -> "create trigger mine before insert on customer for each row call 'nowhere'";
            default -> "create trigger mine after insert on customer begin delete from app_note; end";
        };
    }

    private static Connection connection(MigrationContext context) {
        return context.handle().getConnection();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
