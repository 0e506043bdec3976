package dev.trellis.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.Live;
import dev.trellis.dialect.mariadb.MariadbDialect;
import dev.trellis.dialect.postgresql.PostgresqlDialect;
import dev.trellis.dialect.sqlite.SqliteDialect;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Schema;
import dev.trellis.testbed.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * The cases of {@code conformance/autogenerate} on real databases, run as AUTOGENERATE.md says. With
 * {@code -Dtrellis.conformance.autogenerate=DIR} those of another folder.
 */
final class AutogenerateConformanceTest {
    private static final Path COPY = Path.of("src/test/resources/conformance/autogenerate");
    private static final Map<String, Map<String, Integer>> FIGURES = new TreeMap<>();

    @AfterAll
    static void printFigures() {
        FIGURES.forEach((family, figures) -> System.out.println("autogenerate " + family + ": " + figures));
    }

    @TestFactory
    Stream<DynamicNode> sqlite() throws IOException {
        return cases(new SqliteDialect(), TestDatabase.Kind.SQLITE);
    }

    @TestFactory
    Stream<DynamicNode> postgresql() throws IOException {
        return cases(new PostgresqlDialect(), TestDatabase.Kind.POSTGRESQL);
    }

    @TestFactory
    Stream<DynamicNode> mariadb() throws IOException {
        return cases(new MariadbDialect(), TestDatabase.Kind.MARIADB);
    }

    private static Stream<DynamicNode> cases(Dialect dialect, TestDatabase.Kind kind) throws IOException {
        String given = System.getProperty("trellis.conformance.autogenerate", "");
        Path folder = given.isBlank() ? COPY : Path.of(given);
        Map<String, String> deviations = deviations();
        EmptyDatabase database = new EmptyDatabase(kind);
        List<DynamicNode> families = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith("-" + dialect.name() + ".json")) {
                    String family = name.substring(0, name.length() - ".json".length());
                    families.add(dynamicContainer(
                            family,
                            AutogenerateCase.read(file, dialect).stream()
                                    .map(each -> dynamicTest(
                                            each.id(), () -> run(each, family, dialect, database, deviations)))));
                }
            }
        }
        assertTrue(!families.isEmpty(), () -> "no cases for " + dialect.name() + " in " + folder);
        return families.stream().onClose(database::close);
    }

    private static Map<String, String> deviations() throws IOException {
        Map<String, String> deviations = new LinkedHashMap<>();
        for (String line : Files.readAllLines(COPY.resolve("deviations.txt"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                int colon = line.indexOf(": ");
                assertTrue(colon > 0, () -> "a deviation without its reason: " + line);
                deviations.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        return deviations;
    }

    private static void count(String family, String what) {
        FIGURES.computeIfAbsent(family, name -> new TreeMap<>()).merge(what, 1, Integer::sum);
    }

    private static void run(
            AutogenerateCase each,
            String family,
            Dialect dialect,
            EmptyDatabase database,
            Map<String, String> deviations)
            throws SQLException {
        count(family, "cases");
        try (Connection connection = database.emptied()) {
            if (!EmptyDatabase.hasExtensions(connection, each.requires())) {
                count(family, "skipped");
                assumeTrue(false, () -> "not installed: " + each.requires());
            }
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                for (String sql : each.before()) {
                    statement.execute(sql);
                }
            }
            Live live = new Live(dialect, connection);
            Difference difference = difference(each, dialect, live);
            Verdict verdict = Verdict.of(each, OurFacts.of(difference, dialect, each.model()), difference.reported());
            boolean deviates = verdict.by() == null && each.quirk() && deviations.containsKey(each.id());
            if (verdict.by() == null && !deviates) {
                fail(verdict.why());
            }
            Schema before = live.inspect(each.model());
            List<Operation> back = difference.reversed();
            live.run(difference.operations());
            assertEquals(
                    List.of(), difference(each, dialect, live).operations(), "left after " + difference.operations());
            count(family, deviates ? "deviating" : "by " + verdict.by());
            count(family, "passed");
            undone(live, back, before, each, family);
        }
    }

    /** The way back is not part of the cases; it is counted. */
    private static void undone(Live live, List<Operation> back, Schema before, AutogenerateCase each, String family) {
        try {
            live.run(back);
            Schema after = live.inspect(each.model());
            if (dev.trellis.dialect.Undone.isSame(before, after)) {
                count(family, "undone");
            } else {
                System.out.println("NOT UNDONE " + each.id() + "\n  " + back + "\n  "
                        + dev.trellis.dialect.Undone.text(before) + "\n  " + dev.trellis.dialect.Undone.text(after));
            }
        } catch (SQLException | RuntimeException | AssertionError e) {
            System.out.println("NOT UNDONE " + each.id() + "\n  " + back + "\n  " + e);
        }
    }

    private static Difference difference(AutogenerateCase each, Dialect dialect, Live live) throws SQLException {
        Schema actual = live.inspect(each.model());
        return Comparison.of(each.model(), actual, each.scope(), AutogenerateCase.naming(dialect), live::canonical);
    }
}
