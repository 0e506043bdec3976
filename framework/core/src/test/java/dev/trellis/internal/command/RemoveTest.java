package dev.trellis.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.FaultInjection;
import dev.trellis.fixture.LoyaltyProject;
import dev.trellis.report.RemovedBranchReport;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.TableName;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A plugin leaves a database without or with its data, and returns. */
class RemoveTest {
    /** How many runs of a test end at a call of the database, evenly spread. */
    private static final int PLACES = Integer.getInteger("trellis.places", 10);

    private static final int KILLS = 2;
    private static final int KILLED = 137;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_branch_returns_as_it_has_left(Kind kind) throws Exception {
        try (LoyaltyProject loyalty = new LoyaltyProject(kind, folder).filled()) {
            String before = loyalty.content();
            List<String> rows = loyalty.rows();
            loyalty.uninstall();
            loyalty.remove(true);
            assertEquals(
                    List.of("6"), loyalty.database().query("select count(*) from trellis_removed_loyalty_account"));
            assertEquals(List.of("b1"), loyalty.database().query("select version_num from trellis_version"));
            try (Trellis trellis = loyalty.project().trellis()) {
                RemovedBranchReport removed = trellis.removedBranches().get(0);
                assertEquals(List.of("l1"), removed.heads());
                assertEquals("trellis_removed_loyalty_point", removed.tables().get("loyalty_point"));
                assertEquals(2, removed.foreignKeys().size());
                assertEquals(List.of("view loyalty_balance", "view a_rich_account"), removed.definitions());
                assertEquals(1, trellis.current().size());
            }
            assertEquals(List.of(), loyalty.upgrade());

            loyalty.install();
            assertEquals(List.of("return loyalty"), loyalty.upgrade());
            assertEquals(before, loyalty.content());
            assertEquals(rows, loyalty.rows());
            try (Trellis trellis = loyalty.project().trellis()) {
                assertEquals(List.of(), trellis.removedBranches());
            }
            assertEquals(List.of(), loyalty.upgrade());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void rows_that_no_longer_fit_are_set_aside_and_both_parties_go_on(Kind kind) throws Exception {
        try (LoyaltyProject loyalty = new LoyaltyProject(kind, folder).filled()) {
            loyalty.remove(true);
            loyalty.uninstall();
            loyalty.database()
                    .execute("delete from customer where id in (2, 3)", "delete from store where id in (3, 4)");
            loyalty.project().script("b2", "b1", """
                    upgrade:
                      - add_column: {table: customer, name: email, type: string(50)}
                      - rename_table: {table: store, to: shop}
                    """);
            loyalty.upgrade();

            loyalty.install();
            loyalty.loyalty("l2", "l1", """
                    upgrade:
                      - add_column: {table: loyalty_point, name: reason, type: string(20)}
                    """);
            try (Trellis trellis = loyalty.project().trellis()) {
                List<String> planned = trellis.planUpgrade("heads", UpgradeOptions.NONE).steps().stream()
                        .map(step -> step.revision().revision())
                        .toList();
                assertEquals(List.of("l2"), planned);
            }
            List<String> notes = loyalty.upgrade();
            assertTrue(
                    notes.contains("set aside in trellis_removed_rows_loyalty_account: 2 rows of table loyalty_account,"
                            + " because its foreign keys need rows that have been deleted"),
                    notes::toString);
            assertTrue(notes.contains("upgrade loyalty"), notes::toString);
            assertEquals(
                    List.of("10|1", "40|NULL", "50|5", "60|6"),
                    loyalty.database().query("select id, store_id from loyalty_account order by 1"));
            assertEquals(
                    List.of("20", "30"),
                    loyalty.database().query("select id from trellis_removed_rows_loyalty_account order by 1"));
            assertEquals(
                    List.of("200", "300"),
                    loyalty.database().query("select id from trellis_removed_rows_loyalty_point order by 1"));
            try (Trellis trellis = loyalty.project().trellis()) {
                List<String> references =
                        trellis.inspect().require(TableName.of("loyalty_account")).foreignKeys().stream()
                                .map(ForeignKey::references)
                                .sorted()
                                .toList();
                assertEquals(List.of("customer(id)", "loyalty_tier(id)", "shop(id)"), references);
                assertEquals(List.of(), trellis.removedBranches());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_foreign_key_whose_table_is_missing_is_created_after_the_upgrade_or_reported(Kind kind) throws Exception {
        for (boolean returns : List.of(true, false)) {
            try (LoyaltyProject loyalty = new LoyaltyProject(kind, folder.resolve(String.valueOf(returns))).filled()) {
                loyalty.remove(true);
                loyalty.uninstall();
                loyalty.project().script("b2", "b1", "upgrade:\n  - drop_table: store\n");
                loyalty.upgrade();
                loyalty.install();
                loyalty.project()
                        .script(
                                "b3",
                                "b2",
                                returns
                                        ? "upgrade:\n  - create_table: {name: store, columns: {id: integer, city: string(20)},"
                                                + " primary_key: [id]}\n"
                                                + "  - bulk_insert: {table: store, rows: [{id: 1, city: a}]}\n"
                                        : "upgrade: []\n");
                List<String> notes = loyalty.upgrade();
                assertEquals(
                        List.of("restore loyalty", "upgrade app", "return loyalty"),
                        notes.stream().filter(note -> note.matches("\\w+ \\w+")).toList());
                assertEquals(
                        returns ? List.of("10|1", "20|NULL") : List.of("10|1", "20|2"),
                        loyalty.database().query("select id, store_id from loyalty_account where id < 30 order by 1"));
                boolean isReported = notes.stream().anyMatch(note -> note.contains("is not created again"));
                assertEquals(!returns, isReported, notes::toString);
                assertEquals(List.of(), loyalty.upgrade());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void tables_with_long_names_and_keys_without_names_return(Kind kind) throws Exception {
        String name = "loyalty_" + "n".repeat(50);
        try (LoyaltyProject loyalty = new LoyaltyProject(kind, folder)) {
            loyalty.loyalty("l2", "l1", """
                    upgrade:
                      - create_table: {name: %s, columns: {id: integer}, primary_key: [id]}
                      - create_table: {name: %sx, columns: {id: integer}, primary_key: [id]}
                      - execute: create table loyalty_raw (id integer primary key, customer_id integer,
                          foreign key (customer_id) references customer (id))
                    """.formatted(name, name));
            loyalty.filled();
            loyalty.database().execute("insert into loyalty_raw (id, customer_id) values (7, 1), (8, 2)");
            List<String> before = references(loyalty);
            loyalty.uninstall();
            loyalty.remove(true);
            assertEquals(List.of("customer", "store"), tables(loyalty));
            loyalty.database().execute("delete from customer where id = 2");
            loyalty.install();
            loyalty.upgrade();
            assertTrue(tables(loyalty).containsAll(List.of(name, name + "x")), () -> String.valueOf(tables(loyalty)));
            assertEquals(before, references(loyalty));
            assertEquals(List.of("7"), loyalty.database().query("select id from loyalty_raw"));
        }
    }

    private static List<String> tables(LoyaltyProject loyalty) {
        try (Trellis trellis = loyalty.project().trellis()) {
            return trellis.inspect().tables().keySet().stream()
                    .map(table -> table.name().toLowerCase(Locale.ROOT))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> references(LoyaltyProject loyalty) {
        try (Trellis trellis = loyalty.project().trellis()) {
            return trellis.inspect().tables().values().stream()
                    .flatMap(table -> table.foreignKeys().stream().map(key -> table.name() + " " + key.references()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void without_the_option_the_branch_is_downgraded_even_if_its_scripts_are_gone(Kind kind) throws Exception {
        try (LoyaltyProject loyalty = new LoyaltyProject(kind, folder)) {
            loyalty.uninstall();
            loyalty.project().upgrade();
            String without = loyalty.content();
            loyalty.install();
            loyalty.project().upgrade();
            loyalty.uninstall();
            loyalty.remove(false);
            assertEquals(without, loyalty.content());
        }
    }

    @Test
    void a_branch_whose_tables_are_set_aside_is_not_stamped() throws Exception {
        try (LoyaltyProject loyalty = new LoyaltyProject(Kind.SQLITE, folder).filled()) {
            String before = loyalty.content();
            loyalty.remove(true);
            for (boolean purge : new boolean[] {false, true}) {
                TrellisException refused = assertThrows(TrellisException.class, () -> stamp(loyalty, purge));
                assertEquals("branch_set_aside", refused.name());
            }
            loyalty.project().upgrade();
            assertEquals(before, loyalty.content());
        }
    }

    private static void stamp(LoyaltyProject loyalty, boolean purge) {
        try (Trellis trellis = loyalty.project().trellis()) {
            trellis.stamp(List.of("heads"), purge);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void what_others_need_is_not_removed(Kind kind) throws Exception {
        try (LoyaltyProject loyalty = new LoyaltyProject(kind, folder).filled()) {
            loyalty.database()
                    .execute("create table report (id integer primary key, account_id integer not null,"
                            + " constraint fk_report foreign key (account_id) references loyalty_account (id))");
            TrellisException refused = assertThrows(TrellisException.class, () -> loyalty.remove(true));
            assertEquals("branch_in_use", refused.name());
            assertTrue(
                    refused.problem().message().contains("fk_report"),
                    refused.problem().message());
            loyalty.database().execute("drop table report");

            loyalty.project().script("b2", "b1", "depends_on: l1\nupgrade: []\ndowngrade: []\n");
            loyalty.project().upgrade();
            refused = assertThrows(TrellisException.class, () -> loyalty.remove(true));
            assertTrue(
                    refused.problem().message().endsWith("revision b2 of branch 'app'"),
                    refused.problem().message());
            assertEquals(
                    "nothing_to_remove",
                    assertThrows(TrellisException.class, () -> {
                                try (Trellis trellis = loyalty.project().trellis()) {
                                    trellis.downgrade("loyalty@base", others -> true);
                                }
                                loyalty.remove(true);
                            })
                            .name());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void no_script_touches_tables_that_are_set_aside(Kind kind) throws Exception {
        try (LoyaltyProject loyalty = new LoyaltyProject(kind, folder).filled()) {
            loyalty.remove(true);
            loyalty.uninstall();
            for (String operation : List.of(
                    "drop_table: trellis_removed_loyalty_point",
                    "execute: delete from trellis_removed_loyalty_point",
                    "add_column: {table: trellis_removed_loyalty_point, name: x, type: integer}")) {
                loyalty.project().script("b2", "b1", "upgrade:\n  - " + operation + "\n");
                TrellisException refused = assertThrows(TrellisException.class, loyalty::upgrade);
                assertEquals("protected_table", refused.name());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_removal_that_dies_before_or_after_any_statement_is_finished_by_the_next_one(Kind kind) throws Exception {
        everywhere(kind, loyalty -> loyalty.remove(FaultInjection.EXTENSIONS, true), loyalty -> {
            loyalty.remove(true);
        });
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_return_that_dies_before_or_after_any_statement_is_finished_by_the_next_upgrade(Kind kind) throws Exception {
        everywhere(
                kind,
                loyalty -> {
                    prepareReturn(loyalty);
                    FaultInjection.die(place);
                    loyalty.upgrade(FaultInjection.EXTENSIONS);
                },
                loyalty -> loyalty.upgrade());
    }

    private int place;

    private static void prepareReturn(LoyaltyProject loyalty) {
        loyalty.remove(true);
        loyalty.database().execute("delete from customer where id in (2, 3)");
        loyalty.project().script("b2", "b1", "upgrade:\n  - rename_table: {table: store, to: shop}\n");
        loyalty.uninstall();
        loyalty.upgrade();
        loyalty.install();
    }

    /** The processes halt at a random call of the database, as if they were killed. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_killed_return_is_finished_by_the_next_process(Kind kind) throws Exception {
        try (LoyaltyProject loyalty = LoyaltyProject.shared(kind, folder).filled()) {
            List<String> rows = loyalty.rows();
            String before = loyalty.content();
            loyalty.remove(true);
            Random random = new Random(kind.name().hashCode());
            int code = KILLED;
            for (int kill = 0; code == KILLED; kill++) {
                loyalty.project().configuration();
                Process process = kill < KILLS
                        ? loyalty.project().start(String.valueOf(10 + random.nextInt(60)))
                        : loyalty.project().start();
                assertTrue(process.waitFor(180, TimeUnit.SECONDS), loyalty.project()::output);
                code = process.exitValue();
            }
            assertEquals(0, code, loyalty.project()::output);
            assertEquals(before, loyalty.content());
            assertEquals(rows, loyalty.rows());
        }
    }

    /** Ends a run at several places, finishes it, and compares the result with that of an undisturbed run. */
    private void everywhere(Kind kind, Consumer<LoyaltyProject> run, Consumer<LoyaltyProject> finish) throws Exception {
        String expected;
        int calls;
        try (LoyaltyProject loyalty = new LoyaltyProject(kind, folder.resolve("undisturbed")).filled()) {
            place = Integer.MAX_VALUE;
            FaultInjection.die(place);
            run.accept(loyalty);
            calls = FaultInjection.counted();
            expected = loyalty.content();
        }
        assertTrue(calls > 10, "calls " + calls);
        for (int at = 1; at <= calls; at += Math.max(1, calls / PLACES)) {
            place = at;
            try (LoyaltyProject loyalty = new LoyaltyProject(kind, folder.resolve("death" + at)).filled()) {
                FaultInjection.die(place);
                assertThrows(FaultInjection.Death.class, () -> run.accept(loyalty), () -> "death at " + place);
                finish(loyalty, finish);
                assertEquals(expected, loyalty.content(), () -> "death at " + place);
            }
        }
    }

    private static void finish(LoyaltyProject loyalty, Consumer<LoyaltyProject> finish) {
        try {
            finish.accept(loyalty);
        } catch (TrellisException e) {
            // The run died after its last change.
            assertEquals("nothing_to_remove", e.name());
        }
    }
}
