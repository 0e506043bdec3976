package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs the cases in {@code resources/protection/attacks.yaml}: changes of a protected base by a script of another branch.
 * Each is refused and leaves the catalog, the rows, the version table and the history unchanged.
 */
@SuppressWarnings("NullAway.Init")
class AttackTest {
    private static final Path CASES = Path.of("src/test/resources/protection/attacks.yaml");

    @TempDir
    Path folder;

    /** The database of the last attack; the next one reuses it, because a refused attack leaves it unchanged. */
    private @Nullable Untouched untouched;

    private record Untouched(TestDatabase database, List<String> dump) {}

    @AfterEach
    void close() {
        if (untouched != null) {
            untouched.database().close();
        }
    }

    /**
     * A case of the file.
     *
     * @param error the expected error name; {@code protected_table} unless the case states another
     */
    private record Attack(String name, List<String> on, String upgrade, String error) {
        static Attack read(Node node) {
            MappingReader fields = MappingReader.of(node, "an attack");
            Attack attack = new Attack(
                    fields.requireString("name"),
                    fields.strings("on"),
                    fields.requireString("upgrade"),
                    fields.string("error") == null ? "protected_table" : fields.requireString("error"));
            fields.done();
            return attack;
        }

        /** Whether the error is about the base; otherwise the script itself is at fault. */
        boolean namesBase() {
            return (error.equals("protected_table") || error.equals("two_owners")) && !upgrade.contains("trellis");
        }
    }

    @TestFactory
    Stream<DynamicTest> an_attack_is_refused_and_changes_nothing() throws IOException {
        List<Attack> attacks =
                MappingReader.items(YamlReader.read("attacks.yaml", Files.readString(CASES)), "attacks", Attack::read);
        return Stream.of(Kind.values())
                .flatMap(kind -> attacks.stream()
                        .filter(attack -> attack.on().contains(kind.name().toLowerCase(Locale.ROOT)))
                        .map(attack -> DynamicTest.dynamicTest(
                                kind + ": " + attack.name(), () -> refused(attack, untouched(kind)))));
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRESQL"})
    void one_transaction_for_all_revisions_is_rolled_back_as_a_whole(Kind kind) {
        refused(
                kind,
                "all",
                new Attack(
                        "an index",
                        List.of(),
                        "- create_table: {name: app_more, columns: {id: integer}}\n- execute: drop index ix_visit_customer_id",
                        "protected_table"));
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRESQL"})
    void a_downgrade_is_monitored_too(Kind kind) {
        try (TestDatabase database = started(kind, "per-revision")) {
            attempt("[]", "\n" + indented("- execute: alter table customer add column tier integer"));
            CommandLineRun up = CommandLineRun.of(folder, "upgrade", "heads");
            assertEquals(Main.EXIT_OK, up.code(), up.err());
            List<String> before = Dump.of(database);
            CommandLineRun down = CommandLineRun.of(folder, "downgrade", "app@-1");
            assertEquals(Main.EXIT_FAILED, down.code(), down.out());
            assertTrue(down.err().contains("error: protected_table: "), down.err());
            assertEquals(String.join("\n", before), String.join("\n", Dump.of(database)));
        }
    }

    @TestFactory
    Stream<DynamicTest> an_offline_script_with_an_attack_is_not_written() {
        return Stream.of(
                        "- add_column: {table: customer, name: tier, type: integer}",
                        "- execute: alter table customer add column tier integer",
                        "- execute: \"update customer set name = 'x'; alter table customer rename to mine\"",
                        "- autocommit: [{execute: create index ix_mine on customer (name)}]")
                .map(upgrade -> DynamicTest.dynamicTest(upgrade, () -> {
                    try (TestDatabase database = started(Kind.SQLITE, "per-revision")) {
                        attempt("\n" + indented(upgrade), "[]");
                        CommandLineRun run = CommandLineRun.of(folder, "upgrade", "bb0000000001:heads", "--sql");
                        assertEquals(Main.EXIT_FAILED, run.code(), run.out());
                        assertTrue(run.err().startsWith("error: protected_table: "), run.err());
                        assertEquals("", run.out());
                        assertEquals(
                                2,
                                database.query("select * from trellis_history").size());
                    }
                }));
    }

    /** A table of another schema may have the same name, and the app may read, refer to and fill the base's tables. */
    @TestFactory
    Stream<DynamicTest> a_script_that_does_not_change_the_base_runs() {
        return Stream.of(
                        "- create_table: {name: customer, schema: app_s, columns: {id: integer}}\n- add_column: {table: customer, schema: app_s, name: x, type: integer}",
                        "- execute: create table app_s.customer (id integer)\n- execute: alter table app_s.customer add column x integer\n- execute: drop table app_s.customer",
                        "- execute: create table \"Customer\" (id integer)\n- execute: drop table \"Customer\"",
                        "- execute: create view app_v as select * from customer",
                        "- execute: alter table app_note add column c integer references customer (id)",
                        "- execute: update customer set name = 'Bea'\n- execute: insert into customer values (2, 'Cid')\n- execute: delete from customer where id = 2",
                        "- execute: \"truncate visit\"",
                        "- execute: grant select on customer to public",
                        "- execute: analyze customer",
                        "- execute: set search_path to app_s\n- execute: create table here (id integer)",
                        "- execute: \"do $$ begin execute 'alter table customer add column x integer'; execute 'alter table customer drop column x'; end $$\"")
                .map(upgrade -> DynamicTest.dynamicTest(upgrade, () -> {
                    try (TestDatabase database = started(Kind.POSTGRESQL, "per-revision")) {
                        database.execute("create schema app_s");
                        attempt("\n" + indented(upgrade), "[]");
                        CommandLineRun run = CommandLineRun.of(folder, "upgrade", "heads");
                        assertEquals(Main.EXIT_OK, run.code(), run.err());
                        assertEquals(
                                List.of("cc0000000001"),
                                database.query("select version_num from public.trellis_version"));
                    }
                }));
    }

    private Untouched untouched(Kind kind) {
        Untouched last = untouched;
        untouched = null;
        if (last != null && last.database().kind() == kind) {
            return last;
        }
        if (last != null) {
            last.database().close();
        }
        TestDatabase database = started(kind, "per-revision");
        return new Untouched(database, Dump.of(database));
    }

    private void refused(Attack attack, Untouched before) {
        attempt("\n" + indented(attack.upgrade()), "[]");
        CommandLineRun run = CommandLineRun.of(folder, "upgrade", "heads");
        assertEquals(Main.EXIT_FAILED, run.code(), run.out());
        assertTrue(run.err().contains("error: " + attack.error() + ": "), run.err());
        assertTrue(run.err().contains(attack.namesBase() ? "'base_schema'" : "app/c.yaml:"), run.err());
        assertEquals(String.join("\n", before.dump()), String.join("\n", Dump.of(before.database())));
        untouched = before;
    }

    private void refused(Kind kind, String transactions, Attack attack) {
        try (TestDatabase database = started(kind, transactions)) {
            List<String> before = Dump.of(database);
            attempt("\n" + indented(attack.upgrade()), "[]");
            CommandLineRun run = CommandLineRun.of(folder, "upgrade", "heads");
            assertEquals(Main.EXIT_FAILED, run.code(), run.out());
            assertTrue(run.err().contains("error: " + attack.error() + ": "), run.err());
            assertTrue(run.err().contains("'base_schema'"), run.err());
            assertEquals(String.join("\n", before), String.join("\n", Dump.of(database)));
            CommandLineRun again = CommandLineRun.of(folder, "upgrade", "heads");
            assertTrue(again.err().contains("error: " + attack.error() + ": "), again.err());
            attempt("[]", "[]");
            CommandLineRun harmless = CommandLineRun.of(folder, "upgrade", "heads");
            assertEquals(Main.EXIT_OK, harmless.code(), harmless.err());
        }
    }

    private static String indented(String operations) {
        return operations.lines().map(line -> "  " + line + "\n").reduce("", String::concat);
    }

    private TestDatabase started(Kind kind, String transactions) {
        return ProtectedBase.started(folder, kind, "transactions: " + transactions);
    }

    private void attempt(String upgrade, String downgrade) {
        ProtectedBase.attempt(folder, upgrade, downgrade);
    }
}
