package dev.trellis.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.Live;
import dev.trellis.dialect.Undone;
import dev.trellis.dialect.h2.H2Dialect;
import dev.trellis.dialect.mariadb.MariadbDialect;
import dev.trellis.dialect.postgresql.PostgresqlDialect;
import dev.trellis.dialect.sqlite.SqliteDialect;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.testbed.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

    /** No cases are for H2: what the models of SQLite's say is created there, and then nothing is left to do. */
    @TestFactory
    Stream<DynamicNode> h2() throws IOException {
        H2Dialect dialect = new H2Dialect();
        Map<String, String> exceptions = reasons("h2.txt");
        return families("-" + new SqliteDialect().name() + ".json").stream()
                .map(file -> dynamicContainer(
                        family(file) + " on h2",
                        AutogenerateCase.read(file, dialect).stream()
                                .map(each -> dynamicTest(
                                        each.id(),
                                        () -> create(
                                                each.read().get(),
                                                family(file) + " on h2",
                                                dialect,
                                                exceptions.get(each.id()))))));
    }

    /** @param exception why H2 cannot do it; it has to fail then, saying so */
    private static void create(AutogenerateCase each, String family, Dialect dialect, @Nullable String exception)
            throws SQLException {
        count(family, "cases");
        try (Connection connection = EmptyDatabase.of(TestDatabase.Kind.H2).emptied()) {
            Live live = new Live(dialect, connection);
            String refusal = "";
            try {
                live.run(difference(each, Scope.EVERYTHING, dialect, live).operations());
            } catch (DialectException | AssertionError e) {
                boolean answer = e instanceof DialectException || e.getCause() instanceof SQLException;
                // Of cases from elsewhere nobody has written down yet which ones H2 has no words for.
                if (!answer || (exception == null && isCopy())) {
                    throw e;
                }
                refusal = String.valueOf(e.getMessage());
            }
            if (exception != null) {
                assertTrue(refusal.contains(exception), () -> "no longer as h2.txt says: " + exception);
            }
            if (!refusal.isEmpty()) {
                count(family, "refused");
                return;
            }
            assertEquals(
                    List.of(), difference(each, Scope.EVERYTHING, dialect, live).operations());
            count(family, "passed");
        }
    }

    private static boolean isCopy() {
        return System.getProperty("trellis.conformance.autogenerate", "").isBlank();
    }

    /** The files of a dialect, in the given folder or in the copy. */
    private static List<Path> families(String suffix) throws IOException {
        Path folder = isCopy() ? COPY : Path.of(System.getProperty("trellis.conformance.autogenerate"));
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.sorted()
                    .filter(file -> file.getFileName().toString().endsWith(".json"))
                    .toList();
            assertTrue(!all.isEmpty(), () -> "no cases in " + folder);
            return all.stream()
                    .filter(file -> file.getFileName().toString().endsWith(suffix))
                    .toList();
        }
    }

    private static String family(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ".json".length());
    }

    private static Stream<DynamicNode> cases(Dialect dialect, TestDatabase.Kind kind) throws IOException {
        Map<String, String> deviations = reasons("deviations.txt");
        EmptyDatabase database = EmptyDatabase.of(kind);
        return families("-" + dialect.name() + ".json").stream()
                .map(file -> dynamicContainer(
                        family(file),
                        AutogenerateCase.read(file, dialect).stream()
                                .map(each -> dynamicTest(
                                        each.id(),
                                        () -> run(each.read().get(), family(file), dialect, database, deviations)))));
    }

    /** A list of cases in the copy, each with a reason. */
    private static Map<String, String> reasons(String list) throws IOException {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String line : Files.readAllLines(COPY.resolve(list))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                int colon = line.indexOf(": ");
                assertTrue(colon > 0, () -> "a case without its reason: " + line);
                reasons.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        return reasons;
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
            assertTrue(
                    EmptyDatabase.hasExtensions(connection, each.requires()),
                    () -> "not installed: " + each.requires());
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                for (String sql : each.before()) {
                    statement.execute(sql);
                }
            }
            Live live = new Live(dialect, connection);
            Difference difference = difference(each, each.scope(), dialect, live);
            Verdict verdict = Verdict.of(
                    each,
                    OurFacts.of(difference, dialect, each.model(), earlier(each.model(), live)),
                    difference.reported());
            boolean deviates = verdict.by() == null && each.quirk() && deviations.containsKey(each.id());
            if (verdict.by() == null && !deviates) {
                fail(verdict.why());
            }
            Schema before = live.inspect(each.model());
            List<Operation> back = difference.reversed();
            live.run(difference.operations());
            assertEquals(
                    List.of(),
                    difference(each, each.scope(), dialect, live).operations(),
                    "left after " + difference.operations());
            count(family, deviates ? "deviating" : "by " + verdict.by());
            count(family, "passed");
            live.run(back);
            Undone.assertSame(before, live.inspect(each.model()), "not undone by " + back);
            count(family, "undone");
        }
    }

    private static Schema earlier(Schema model, Live live) throws SQLException {
        Schema actual = live.inspect(model);
        Schema earlier = model;
        for (Table table : model.tables().values()) {
            Table found = actual.table(table.name()).orElse(table);
            earlier = earlier.with(table.withColumns(table.columns().stream()
                    .map(column -> found.column(column.name())
                            .map(old -> column.withType(old.type()).withDefault(old.defaultValue()))
                            .orElse(column))
                    .toList()));
        }
        return live.canonical(earlier, actual);
    }

    private static Difference difference(AutogenerateCase each, Scope scope, Dialect dialect, Live live)
            throws SQLException {
        Schema actual = live.inspect(each.model());
        return Comparison.of(each.model(), actual, scope, AutogenerateCase.naming(dialect), live::canonical);
    }
}
