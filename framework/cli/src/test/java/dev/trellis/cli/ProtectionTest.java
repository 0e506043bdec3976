package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Revisions of an app that would change the structure of a protected base. */
@SuppressWarnings("NullAway.Init")
class ProtectionTest {
    /** Operations on a table of the base. */
    private static final List<String> OPERATIONS = List.of(
            "add_column: {table: customer, name: tier, type: integer}",
            "drop_column: {table: customer, name: name}",
            "alter_column: {table: customer, name: name, nullable: true}",
            "create_index: {table: customer, columns: [name]}",
            "create_unique_constraint: {table: customer, columns: [name]}",
            "create_check_constraint: {table: customer, name: ck_c, sql: id > 0}",
            "rename_table: {table: customer, to: app_customer}",
            "drop_table: customer",
            "autocommit: [{drop_table: customer}]");

    /** Operations that would make the app a second owner of a table of the base. */
    private static final List<String> CLAIMS = List.of(
            "create_table: {name: customer, columns: {id: integer}, primary_key: [id]}",
            "rename_table: {table: app_note, to: customer}");

    /** Changes of the base by raw SQL. */
    private static final List<String> RAW = List.of(
            "alter table customer add column tier integer",
            "create index ix_mine on customer (name)",
            "alter table customer rename to app_customer",
            "drop table customer",
            "create unique index ux_mine on customer (name)");

    private static final String SQLITE_TRIGGER =
            "create trigger mine after insert on customer begin delete from app_note; end";

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> an_operation_is_refused_before_anything_runs() {
        return OPERATIONS.stream()
                .map(operation -> DynamicTest.dynamicTest(operation, () -> {
                    try (TestDatabase database = started(Kind.SQLITE)) {
                        List<String> before = database.query("select name, sql from sqlite_master order by name");
                        attempt(operation);
                        CommandLineRun run = CommandLineRun.of(folder, "upgrade", "heads");
                        assertEquals(Main.EXIT_FAILED, run.code());
                        assertTrue(run.err().startsWith("error: protected_table: "), run.err());
                        assertTrue(run.err().contains("c.yaml:4:5: branch 'app' may not "), run.err());
                        assertTrue(run.err().contains("belongs to the protected branch 'base_schema'"), run.err());
                        assertEquals(before, database.query("select name, sql from sqlite_master order by name"));
                        assertEquals(
                                2,
                                database.query("select * from trellis_history").size());
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> a_second_owner_is_refused_and_both_are_named() {
        return CLAIMS.stream()
                .map(operation -> DynamicTest.dynamicTest(operation, () -> {
                    try (TestDatabase database = started(Kind.SQLITE)) {
                        attempt(operation);
                        CommandLineRun run = CommandLineRun.of(folder, "upgrade", "heads");
                        assertEquals(Main.EXIT_FAILED, run.code());
                        assertTrue(
                                run.err()
                                        .startsWith("error: two_owners: table 'customer' is claimed by two branches:"
                                                + " 'base_schema' and 'app'"),
                                run.err());
                        assertEquals(List.of("1|Ann"), database.query("select * from customer"));
                        assertEquals(
                                List.of("bb0000000001"), database.query("select version_num from trellis_version"));
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> a_change_by_raw_sql_is_refused_and_rolled_back() {
        return Stream.of(Kind.SQLITE, Kind.POSTGRESQL)
                .flatMap(kind -> Stream.concat(
                                RAW.stream(), kind == Kind.SQLITE ? Stream.of(SQLITE_TRIGGER) : Stream.of())
                        .map(sql -> DynamicTest.dynamicTest(kind + ": " + sql, () -> refused(kind, sql))));
    }

    private void refused(Kind kind, String sql) {
        try (TestDatabase database = started(kind)) {
            attempt("execute: " + sql);
            CommandLineRun run = CommandLineRun.of(folder, "upgrade", "heads");
            assertEquals(Main.EXIT_FAILED, run.code(), run.out());
            assertTrue(run.err().contains("error: protected_table: "), run.err());
            assertEquals(List.of("1|Ann"), database.query("select * from customer"));
            assertEquals(List.of("bb0000000001"), database.query("select version_num from trellis_version"));
            CommandLineRun current = CommandLineRun.of(folder, "current");
            assertEquals(Main.EXIT_OK, current.code(), current.err());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"MARIADB", "MYSQL", "H2"})
    void a_permanent_change_is_refused_until_it_is_reverted(Kind kind) {
        try (TestDatabase database = started(kind)) {
            attempt("execute: \"" + String.join("\"\n  - execute: \"", hidden(kind)) + "\"");
            assertEquals(
                    Main.EXIT_FAILED,
                    CommandLineRun.of(folder, "upgrade", "heads").code());
            CommandLineRun again = CommandLineRun.of(folder, "upgrade", "heads");
            assertEquals(Main.EXIT_FAILED, again.code(), again.out());
            assertTrue(again.err().contains("error: protected_table: "), again.err());
            assertEquals(List.of("bb0000000001"), database.query("select version_num from trellis_version"));
            database.execute("alter table customer drop column tier");
            CommandLineRun resumed = CommandLineRun.of(folder, "resume", "--done");
            assertEquals(Main.EXIT_OK, resumed.code(), resumed.err());
        }
    }

    /** Returns statements that change the base without naming it in their text. */
    private static List<String> hidden(Kind kind) {
        return switch (kind) {
            case MARIADB -> List.of("execute immediate concat('alter table cust', 'omer add column tier integer')");
            case MYSQL ->
                List.of(
                        "set @hidden = concat('alter table cust', 'omer add column tier integer')",
                        "prepare hidden from @hidden",
                        "execute hidden");
            default -> List.of("execute immediate 'alter table cust' || 'omer add column tier integer'");
        };
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void rows_of_the_base_may_be_read_and_written(Kind kind) {
        try (TestDatabase database = started(kind)) {
            attempt("execute: update customer set name = 'Bea' where id = 1");
            CommandLineRun run = CommandLineRun.of(folder, "upgrade", "heads");
            assertEquals(Main.EXIT_OK, run.code(), run.err());
            assertEquals(List.of("1|Bea"), database.query("select * from customer"));
        }
    }

    private TestDatabase started(Kind kind) {
        return ProtectedBase.started(folder, kind, "");
    }

    private void attempt(String operation) {
        ProtectedBase.attempt(folder, "\n  - " + operation, "[]");
    }
}
