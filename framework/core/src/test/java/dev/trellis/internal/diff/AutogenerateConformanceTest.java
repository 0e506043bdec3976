package dev.trellis.internal.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.trellis.conformance.CaseFiles;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.LiveDatabase;
import dev.trellis.dialect.RoundTripAssert;
import dev.trellis.dialect.h2.H2Dialect;
import dev.trellis.dialect.mariadb.MariadbDialect;
import dev.trellis.dialect.mysql.MysqlDialect;
import dev.trellis.dialect.postgresql.PostgresqlDialect;
import dev.trellis.dialect.sqlite.SqliteDialect;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.diff.AutogenerateCase.Unread;
import dev.trellis.operation.Operation;
import dev.trellis.report.Diff;
import dev.trellis.report.UnmanagedDifference;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the cases of {@code conformance/autogenerate} on real databases: creates the actual schema, compares it with the
 * desired one, and matches the operations with the expected ones. {@code -Dtrellis.conformance.autogenerate=DIR} reads the
 * cases from another folder.
 */
final class AutogenerateConformanceTest {
    private static final String KIND = "autogenerate";
    private static final Set<String> DIALECTS =
            Set.of(new SqliteDialect().name(), new PostgresqlDialect().name(), new MariadbDialect().name());
    private static final Map<String, Map<String, Integer>> FIGURES = new TreeMap<>();
    private static @Nullable List<CaseFile> read;

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

    /** Creates the models of SQLite's cases on H2, which has no cases, and checks that no difference remains. */
    @TestFactory
    Stream<DynamicNode> h2() throws IOException {
        H2Dialect dialect = new H2Dialect();
        Map<String, String> exceptions = isCopy() ? reasons("h2.txt") : Map.of();
        return containers(
                " on h2",
                each -> each.dialect().equals(new SqliteDialect().name()),
                (family, each) -> create(each.as().apply(dialect), family, dialect, exceptions.get(each.id())));
    }

    /**
     * Runs MariaDB's cases on MySQL, which has none, except for those that mysql.txt lists. Only one case in {@code
     * -Dtrellis.conformance.mysql=20} runs, because DDL is slow on MySQL; 1 runs all.
     */
    @TestFactory
    Stream<DynamicNode> mysql() throws IOException {
        if (!isCopy()) {
            // For cases of another folder it is not known in which of them MySQL differs.
            return Stream.of();
        }
        MysqlDialect dialect = new MysqlDialect();
        Map<String, String> exceptions = reasons("mysql.txt");
        EmptyDatabase database = EmptyDatabase.of(TestDatabase.Kind.MYSQL);
        int one = Integer.getInteger("trellis.conformance.mysql", 20);
        return containers(
                " on mysql",
                each -> each.dialect().equals(new MariadbDialect().name())
                        && Math.floorMod(each.id().hashCode(), one) == 0,
                (family, each) ->
                        otherwise(each.as().apply(dialect), family, dialect, database, exceptions.get(each.id())));
    }

    /** @param exception the message with which a listed case has to fail */
    private static void otherwise(
            AutogenerateCase each, String family, Dialect dialect, EmptyDatabase database, @Nullable String exception)
            throws SQLException {
        try {
            run(each.withBefore(AutogenerateConformanceTest::inMysql), family, dialect, database, Map.of());
        } catch (SQLException | TrellisException | AssertionError e) {
            if (exception == null || !String.valueOf(e.getMessage()).contains(exception)) {
                throw e;
            }
            count(family, "otherwise");
            return;
        }
        assertTrue(exception == null, () -> "no longer as mysql.txt says: " + exception);
    }

    /** MySQL has no type {@code UUID}, and reserves {@code RANK}. */
    private static String inMysql(String sql) {
        return sql.replaceAll("\\bUUID\\b(?!\\()|(?<=_uuid )uuid\\b", "CHAR(36)")
                .replaceAll("(?<![`'\\w])rank(?![`'\\w])", "`rank`");
    }

    /** Returns failing tests for files that cannot be read and for cases of unknown databases. */
    @TestFactory
    Stream<DynamicNode> every_case_is_asked() {
        List<DynamicNode> faults = new ArrayList<>();
        for (CaseFile file : files()) {
            if (file.fault() != null) {
                faults.add(dynamicTest(file.family(), () -> fail("not a list of cases", file.fault())));
            }
            file.cases().stream()
                    .filter(each -> !DIALECTS.contains(each.dialect()))
                    .forEach(each -> faults.add(dynamicTest(
                            each.id(), () -> fail("its dialect is none of " + DIALECTS + ": " + each.dialect()))));
        }
        faults.add(dynamicTest(
                "there are cases",
                () -> assertTrue(
                        files().stream().anyMatch(file -> !file.cases().isEmpty()),
                        () -> "not one case in " + CaseFiles.of(KIND))));
        return faults.stream();
    }

    /** @param exception the reason with which a case that H2 does not support has to fail */
    private static void create(AutogenerateCase each, String family, Dialect dialect, @Nullable String exception)
            throws SQLException {
        count(family, "cases");
        try (Connection connection = EmptyDatabase.of(TestDatabase.Kind.H2).emptied()) {
            LiveDatabase live = new LiveDatabase(dialect, connection);
            String refusal = "";
            try {
                live.run(difference(each, Scope.EVERYTHING, dialect, live).operations());
            } catch (DialectException | AssertionError e) {
                boolean answer = e instanceof DialectException || e.getCause() instanceof SQLException;
                // For cases of another folder it is not known which of them H2 does not support.
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
        return CaseFiles.isCopy(KIND);
    }

    /** @param fault the reason for which the case could not be read */
    private record CaseFile(
            String family, List<Unread> cases, @Nullable Throwable fault) {
        static CaseFile of(Path path) {
            try {
                return new CaseFile(CaseFiles.family(path), AutogenerateCase.read(path), null);
            } catch (RuntimeException e) {
                return new CaseFile(path.toString(), List.of(), e);
            }
        }
    }

    private static synchronized List<CaseFile> files() {
        List<CaseFile> files = read;
        if (files == null) {
            files = CaseFiles.of(KIND).stream().map(CaseFile::of).toList();
            read = files;
        }
        return files;
    }

    private interface Judge {
        void judge(String family, Unread each) throws SQLException;
    }

    private static Stream<DynamicNode> containers(String suffix, Predicate<Unread> chosen, Judge judge) {
        return files().stream()
                .filter(file -> file.cases().stream().anyMatch(chosen))
                .map(file -> dynamicContainer(
                        file.family() + suffix,
                        file.cases().stream()
                                .filter(chosen)
                                .map(each -> dynamicTest(each.id(), () -> judge.judge(file.family() + suffix, each)))));
    }

    private static Stream<DynamicNode> cases(Dialect dialect, TestDatabase.Kind kind) throws IOException {
        Map<String, String> deviations = reasons("deviations.txt");
        EmptyDatabase database = EmptyDatabase.of(kind);
        return containers(
                "",
                each -> each.dialect().equals(dialect.name()),
                (family, each) -> run(each.as().apply(dialect), family, dialect, database, deviations));
    }

    /** Reads a list of cases, each with a reason, from the copy. */
    private static Map<String, String> reasons(String list) throws IOException {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String line : Files.readAllLines(CaseFiles.copy(KIND).resolve(list))) {
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
                    () -> "the test server lacks an extension of " + each.requires());
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                for (String sql : each.before()) {
                    statement.execute(sql);
                }
            }
            LiveDatabase live = new LiveDatabase(dialect, connection);
            Diff difference = difference(each, each.scope(), dialect, live);
            CaseResult verdict = CaseResult.of(
                    each,
                    TrellisFacts.of(difference, dialect, each.model(), earlier(each.model(), live)),
                    reportedTables(difference));
            boolean deviates = verdict.by() == null && each.quirk() && deviations.containsKey(each.id());
            if (verdict.by() == null && !deviates) {
                fail(verdict.why());
            }
            Schema before = live.inspect(each.model());
            List<Operation> back = difference.reversed(dialect.quoting());
            live.run(difference.operations());
            assertEquals(
                    List.of(),
                    difference(each, each.scope(), dialect, live).operations(),
                    "left after " + difference.operations());
            count(family, deviates ? "deviating" : "by " + verdict.by());
            count(family, "passed");
            live.run(back);
            RoundTripAssert.assertSame(before, live.inspect(each.model()), "not undone by " + back);
            count(family, "undone");
        }
    }

    private static Schema earlier(Schema model, LiveDatabase live) throws SQLException {
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

    /** Returns the reported differences of tables; Alembic knows no views and functions, which Trellis reports as unknown. */
    private static List<UnmanagedDifference> reportedTables(Diff difference) {
        return difference.reported().stream()
                .filter(each -> !each.what().matches("\\d+ .* (has|have) no owner: .*"))
                .toList();
    }

    private static Diff difference(AutogenerateCase each, Scope scope, Dialect dialect, LiveDatabase live)
            throws SQLException {
        Schema actual = live.inspect(each.model());
        return SchemaDiff.of(each.model(), actual, scope, AutogenerateCase.naming(dialect), dialect, live::canonical);
    }
}
