package dev.trellis.poser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Listener;
import dev.trellis.SeedValues;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.UsageException;
import dev.trellis.dialect.Dialect;
import dev.trellis.report.CreateDatabaseReport;
import dev.trellis.report.CreateDatabaseReport.Unmodelled;
import dev.trellis.report.HistoryEntry;
import dev.trellis.report.RevisionReport;
import dev.trellis.schema.Column;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code db-create} builds from the shipped branches is what {@code upgrade heads} gives. */
class DatabaseCreationTest {
    private static final String PRICES = "select count(*) from current_product_price";

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(Kind.class)
    void it_equals_an_upgrade_from_nothing(Kind kind) throws Exception {
        try (TestDatabase upgraded = TestDatabase.open(kind);
                TestDatabase built = TestDatabase.open(kind)) {
            List<String> heads;
            try (Trellis trellis = ShippedBranchesTest.trellis(folder, upgraded, Listener.NONE)) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
                heads = trellis.current().stream().map(RevisionReport::revision).toList();
            }
            try (Trellis trellis = ShippedBranchesTest.trellis(folder, built, Listener.NONE)) {
                CreateDatabaseReport report = trellis.createDatabase(standing -> false, SeedValues.NONE);
                assertEquals(
                        heads,
                        trellis.current().stream().map(RevisionReport::revision).toList());
                assertEquals(
                        List.of("9a26e1ada324", "63bae2ab4f50", "6c32a281c7b0"),
                        report.supplemented().stream().map(Unmodelled::revision).toList());
                assertEquals(List.of(), report.leftOut());
                assertEquals(List.of("a delivery route for each store"), report.seeded());
                assertEquals(
                        0, trellis.upgrade("heads", UpgradeOptions.NONE).steps().size());
                assertEquals(
                        List.of("create", "create", "create"),
                        trellis.attempts().stream().map(HistoryEntry::direction).toList());
                assertTrue(trellis.check(null).stream().noneMatch(each -> each.isFinding(false)));
            }
            Map<String, String> expected = content(upgraded);
            assertTrue(expected.size() > 25, () -> "only " + expected.keySet());
            assertEquals(expected, content(built));
            assertEquals(upgraded.query(PRICES), built.query(PRICES));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void what_stands_is_dropped_only_with_leave_and_never_what_nobody_owns(Kind kind) throws Exception {
        try (TestDatabase database = TestDatabase.open(kind);
                Trellis trellis = ShippedBranchesTest.trellis(folder, database, Listener.NONE)) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
            Map<String, String> before = content(database);
            List<String> asked = new ArrayList<>();
            UsageException refused = assertThrows(
                    UsageException.class,
                    () -> trellis.createDatabase(
                            standing -> {
                                asked.addAll(standing);
                                return false;
                            },
                            SeedValues.NONE));
            assertEquals("database_not_empty", refused.name());
            assertTrue(asked.contains("poser_customer"), asked.toString());
            assertTrue(asked.stream().anyMatch(name -> name.contains("current_product_price")), asked.toString());
            assertEquals(before, content(database));

            CreateDatabaseReport rebuilt = trellis.createDatabase(standing -> true, SeedValues.NONE);
            assertEquals(before, content(database));
            assertTrue(rebuilt.tables().contains("poser_customer"));

            database.execute("create table somebody_elses (id integer)");
            UsageException never = assertThrows(UsageException.class, () -> buildAgain(database));
            assertTrue(never.toString().contains("somebody_elses"), never.toString());
            assertTrue(content(database).containsKey("somebody_elses"));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void of_two_at_once_one_builds_and_the_other_finds_it_built(Kind kind) throws Exception {
        try (TestDatabase database = TestDatabase.open(kind)) {
            CountDownLatch ready = new CountDownLatch(2);
            ExecutorService both = Executors.newFixedThreadPool(2);
            try {
                List<Future<String>> outcomes = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    Trellis one = ShippedBranchesTest.trellis(folder, database, Listener.NONE);
                    outcomes.add(both.submit(() -> {
                        try (Trellis trellis = one) {
                            ready.countDown();
                            ready.await();
                            return trellis.createDatabase(standing -> false, SeedValues.NONE)
                                            .tables()
                                            .isEmpty()
                                    ? "nothing"
                                    : "built";
                        } catch (UsageException e) {
                            return e.name();
                        }
                    }));
                }
                List<String> said = new ArrayList<>();
                for (Future<String> outcome : outcomes) {
                    said.add(outcome.get());
                }
                assertEquals(
                        List.of("built", "database_not_empty"),
                        said.stream().sorted().toList());
            } finally {
                both.shutdownNow();
            }
        }
    }

    private void buildAgain(TestDatabase database) throws IOException {
        try (Trellis trellis = ShippedBranchesTest.trellis(folder, database, Listener.NONE)) {
            trellis.createDatabase(standing -> true, SeedValues.NONE);
        }
    }

    /** Every table's structure, columns by name because an altered table has them in another order, and all its rows. */
    private static Map<String, String> content(TestDatabase database) throws Exception {
        Dialect dialect = Inspection.dialect(database);
        Schema schema = Inspection.of(database);
        Map<String, String> content = new TreeMap<>();
        for (Table table : schema.tables().values()) {
            String name = table.name().name();
            if (name.startsWith("trellis_")) {
                continue;
            }
            List<Column> columns = table.columns().stream()
                    .sorted(Comparator.comparing(Column::name))
                    .toList();
            String names =
                    columns.stream().map(column -> dialect.quote(column.name())).collect(Collectors.joining(", "));
            content.put(
                    name,
                    columns + " " + table.primaryKey() + sorted(table.uniques()) + sorted(table.foreignKeys())
                            + sorted(table.checks()) + sorted(table.indexes()) + table.comment() + "\n"
                            + sorted(database.query("select " + names + " from " + dialect.quote(name))));
        }
        return content;
    }

    private static List<String> sorted(List<?> things) {
        return things.stream().map(String::valueOf).sorted().toList();
    }
}
