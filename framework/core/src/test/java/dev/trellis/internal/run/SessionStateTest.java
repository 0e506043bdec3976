package dev.trellis.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.report.HistoryEntry;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows that changes of a script to its session reach neither the next revision nor Trellis's own tables. The last test
 * combines settings at random; a failure names its seed. More combinations: {@code -Dtrellis.sessions.tries=100}.
 */
class SessionStateTest {
    private static final String MESSAGE = "größe";

    @TempDir
    Path folder = Path.of("");

    @TestFactory
    Stream<DynamicTest> a_setting_does_not_reach_the_next_revision() {
        return Stream.of(Kind.values())
                .flatMap(kind -> SessionSetting.of(kind, "other").stream()
                        .map(setting -> DynamicTest.dynamicTest(
                                kind + ": " + setting.statement(),
                                () -> assertUnchanged(kind, List.of(setting.statement())))));
    }

    @TestFactory
    Stream<DynamicTest> random_settings_do_not_reach_the_next_revision() {
        return Stream.of(Kind.values())
                .flatMap(kind -> IntStream.range(0, Integer.getInteger("trellis.sessions.tries", 4))
                        .mapToObj(seed -> DynamicTest.dynamicTest(
                                kind + ", seed " + seed, () -> assertUnchanged(kind, random(kind, seed)))));
    }

    /** Returns some statements that change the session, in random order. */
    private static List<String> random(Kind kind, int seed) {
        Random random = new Random(seed);
        List<String> statements = new ArrayList<>(SessionSetting.of(kind, "other").stream()
                .map(SessionSetting::statement)
                .filter(statement -> !endsScript(statement))
                .toList());
        Collections.shuffle(statements, random);
        return statements.subList(0, 2 + random.nextInt(Math.min(8, statements.size() - 2)));
    }

    /** Whether statements after this one may fail in the script itself. */
    private static boolean endsScript(String statement) {
        return Stream.of(
                        "read only",
                        "lock tables",
                        "query_only",
                        "role",
                        "authorization",
                        "require_primary_key",
                        "handler")
                .anyMatch(statement::contains);
    }

    /** On H2 this setting belongs to the database and not to the session. */
    @Test
    void referential_integrity_is_switched_on_again_after_a_revision_on_h2() {
        try (TestProject project = new TestProject(Kind.H2, folder)) {
            project.script("a1", "null", """
                    upgrade:
                      - create_table: {name: p, columns: {id: integer}, primary_key: [id]}
                      - create_table:
                          name: c
                          columns: {id: integer}
                          foreign_keys: [{columns: [id], references: p(id)}]
                      - execute: set referential_integrity false
                      - execute: insert into c values (1)
                    """);
            project.upgrade();
            project.script("a2", "a1", "upgrade:\n  - execute: insert into c values (2)\n");
            TrellisException e = assertThrows(TrellisException.class, project::upgrade);
            assertEquals("statement_failed", e.name());
            assertEquals(List.of("1"), project.database().query("select id from c"));
        }
    }

    private void assertUnchanged(Kind kind, List<String> statements) {
        assertEquals(seen(kind, List.of("select 1")), seen(kind, statements), String.join("; ", statements));
    }

    /** Runs the statements in one revision and returns what the next one sees; {@code @} is the name of another schema. */
    private Map<String, String> seen(Kind kind, List<String> statements) {
        try (TestDatabase database = TestDatabase.open(kind);
                TestProject project = new TestProject(database, folder.resolve("p" + System.nanoTime()))) {
            String other = kind == Kind.H2 || kind == Kind.SQLITE
                    ? "other"
                    : "o" + database.url().replaceAll("\\?.*|.*/", "");
            try {
                prepare(database, other);
                return upgrade(
                        project,
                        statements.stream()
                                .map(statement -> statement.replaceAll("\\bother\\b", other))
                                .toList(),
                        other);
            } finally {
                cleanUp(database, other);
            }
        }
    }

    private static Map<String, String> upgrade(TestProject project, List<String> statements, String other) {
        TestDatabase database = project.database();
        project.script(
                "a0", "null", "upgrade:\n  - create_table: {name: t, columns: {id: integer}, primary_key: [id]}\n");
        project.write(
                "db/a1.sql",
                "-- revision: a1\n-- down_revision: a0\n-- message: " + MESSAGE
                        + "\n\n-- upgrade\ninsert into t values (1);\n" + String.join(";\n", statements) + ";\n");
        StringBuilder probes = new StringBuilder("-- revision: a2\n-- down_revision: a1\n-- message: " + MESSAGE
                + "\n\n-- upgrade\ncreate table seen (k varchar(300), v varchar(300));\n");
        for (SessionSetting setting : SessionSetting.of(database.kind(), other)) {
            String name = setting.statement().replace("'", "''").replace("\\", "/");
            probes.append("insert into seen values ('" + name + "', concat('', " + setting.probe() + "));\n");
        }
        project.write("db/a2.sql", probes.toString());
        project.upgrade();

        assertEquals(List.of("a2"), database.query("select version_num from trellis_version"));
        assertEquals(List.of("1"), database.query("select id from t"));
        List<HistoryEntry> entries = project.attempts();
        assertEquals(
                List.of("a0", "a1", "a2"),
                project.attempts().stream().map(HistoryEntry::revision).toList());
        assertEquals(
                List.of(MESSAGE, MESSAGE),
                entries.stream().skip(1).map(HistoryEntry::message).toList());
        assertEquals(
                List.of(HistoryEntry.Outcome.APPLIED),
                entries.stream().map(HistoryEntry::outcome).distinct().toList());
        Map<String, String> seen = new LinkedHashMap<>();
        database.query("select k, v from seen")
                .forEach(row -> seen.put(
                        row.substring(0, row.indexOf('|')).replace(other, "other"),
                        row.substring(row.indexOf('|') + 1).replaceAll("t_[0-9a-f]{16}|trellis since .*", "...")));
        return seen;
    }

    static void prepare(TestDatabase database, String other) {
        switch (database.kind()) {
            case POSTGRESQL -> database.execute("create schema " + other, "create role " + other);
            case MARIADB, MYSQL -> database.execute("create database " + other);
            case H2 -> database.execute("create schema " + other);
            case SQLITE -> {}
        }
    }

    static void cleanUp(TestDatabase database, String other) {
        switch (database.kind()) {
            case POSTGRESQL -> database.execute("drop role " + other);
            case MARIADB, MYSQL -> database.execute("drop database " + other);
            case H2, SQLITE -> {}
        }
    }
}
