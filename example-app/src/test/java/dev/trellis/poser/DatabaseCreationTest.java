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
import java.util.Collections;
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

/** For the shipped branches, {@code db-create} results in the same database as {@code upgrade heads}. */
class DatabaseCreationTest {
    private static final String PRICES = "select count(*) from current_product_price";

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_created_database_equals_an_upgraded_one(Kind kind) throws Exception {
        try (TestDatabase upgraded = TestDatabase.open(kind);
                TestDatabase created = TestDatabase.open(kind)) {
            List<String> heads;
            try (Trellis trellis = ShippedBranchesTest.trellis(folder, upgraded, Listener.NONE)) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
                heads = trellis.current().stream().map(RevisionReport::revision).toList();
            }
            try (Trellis trellis = ShippedBranchesTest.trellis(folder, created, Listener.NONE)) {
                CreateDatabaseReport report = trellis.createDatabase(existing -> false, SeedValues.NONE);
                assertEquals(
                        heads,
                        trellis.current().stream().map(RevisionReport::revision).toList());
                assertEquals(
                        List.of("9a26e1ada324", "6c32a281c7b0"),
                        report.supplemented().stream().map(Unmodelled::revision).toList());
                assertEquals(List.of(), report.leftOut());
                assertEquals(List.of("a delivery route for each store"), report.seeded());
                assertEquals(
                        0, trellis.upgrade("heads", UpgradeOptions.NONE).steps().size());
                assertEquals(
                        Collections.nCopies(3, HistoryEntry.Action.CREATE),
                        trellis.attempts().stream().map(HistoryEntry::direction).toList());
                assertTrue(trellis.check(null).stream().noneMatch(diff -> diff.isFinding(false)));
            }
            Map<String, String> expected = content(upgraded);
            assertTrue(expected.size() > 25, () -> "only " + expected.keySet());
            assertEquals(expected, content(created));
            assertEquals(upgraded.query(PRICES), created.query(PRICES));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void existing_objects_are_dropped_only_with_consent_and_never_unknown_ones(Kind kind) throws Exception {
        try (TestDatabase database = TestDatabase.open(kind);
                Trellis trellis = ShippedBranchesTest.trellis(folder, database, Listener.NONE)) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
            Map<String, String> before = content(database);
            List<String> objects = new ArrayList<>();
            UsageException refused = assertThrows(
                    UsageException.class,
                    () -> trellis.createDatabase(
                            existing -> {
                                objects.addAll(existing);
                                return false;
                            },
                            SeedValues.NONE));
            assertEquals("database_not_empty", refused.name());
            assertTrue(objects.contains("poser_customer"), objects.toString());
            assertTrue(objects.stream().anyMatch(name -> name.contains("current_product_price")), objects.toString());
            assertEquals(before, content(database));

            CreateDatabaseReport recreated = trellis.createDatabase(existing -> true, SeedValues.NONE);
            assertEquals(before, content(database));
            assertTrue(recreated.tables().contains("poser_customer"));

            database.execute("create table unknown_table (id integer)");
            UsageException unknown = assertThrows(UsageException.class, () -> createAgain(database));
            assertTrue(unknown.toString().contains("unknown_table"), unknown.toString());
            assertTrue(content(database).containsKey("unknown_table"));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void of_two_concurrent_processes_one_creates_the_database(Kind kind) throws Exception {
        try (TestDatabase database = TestDatabase.open(kind)) {
            CountDownLatch ready = new CountDownLatch(2);
            ExecutorService executor = Executors.newFixedThreadPool(2);
            try {
                List<Future<String>> outcomes = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    Trellis instance = ShippedBranchesTest.trellis(folder, database, Listener.NONE);
                    outcomes.add(executor.submit(() -> {
                        try (Trellis trellis = instance) {
                            ready.countDown();
                            ready.await();
                            return trellis.createDatabase(existing -> false, SeedValues.NONE)
                                            .tables()
                                            .isEmpty()
                                    ? "nothing"
                                    : "created";
                        } catch (UsageException e) {
                            return e.name();
                        }
                    }));
                }
                List<String> results = new ArrayList<>();
                for (Future<String> outcome : outcomes) {
                    results.add(outcome.get());
                }
                assertEquals(
                        List.of("created", "database_not_empty"),
                        results.stream().sorted().toList());
            } finally {
                executor.shutdownNow();
            }
        }
    }

    private void createAgain(TestDatabase database) throws IOException {
        try (Trellis trellis = ShippedBranchesTest.trellis(folder, database, Listener.NONE)) {
            trellis.createDatabase(existing -> true, SeedValues.NONE);
        }
    }

    /** Returns the structure and all rows of every table, with columns sorted by name: an altered table has another order. */
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

    private static List<String> sorted(List<?> values) {
        return values.stream().map(String::valueOf).sorted().toList();
    }
}
