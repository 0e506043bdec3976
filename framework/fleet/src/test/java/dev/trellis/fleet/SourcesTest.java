package dev.trellis.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sources of targets, and what they may contain. */
@SuppressWarnings("NullAway.Init")
class SourcesTest {
    private static final FleetTask UPGRADE = new FleetTask.Upgrade("heads", UpgradeOptions.NONE);

    @TempDir
    Path folder;

    private FleetProject project(String targets) {
        FleetProject project = FleetProject.create(folder, Kind.SQLITE, 0).addRevisions(1);
        project.file("trellis.yaml", "branches: {app: {directory: db}}\nfleet:\n  targets:\n" + targets);
        return project;
    }

    private static List<String> ids(FleetProject project) {
        return project.fleet().targets(Selection.ALL).stream().map(Target::id).toList();
    }

    @Test
    void targets_come_from_files_commands_and_queries() {
        try (FleetProject project = project("""
                    - {id: host, url: "jdbc:sqlite:host.db", labels: {role: host}}
                    - {file: stores.jsonl, url: "jdbc:sqlite:store_{id}.db", labels: [store]}
                    - {file: more.yaml}
                    - {command: [cat, stores2.jsonl], url: "jdbc:sqlite:store_{id}.db", wave: late}
                    - query: "select code as id, region, 'a, b' as labels from store"
                      database: {url: "jdbc:sqlite:control.db"}
                      url: "jdbc:sqlite:{region}_{id}.db"
                """)) {
            project.file("stores.jsonl", "{\"id\": \"s1\", \"labels\": [\"big\"]}\n\n{\"id\": \"s2\"}\n");
            project.file("more.yaml", "- {id: m1, url: \"jdbc:sqlite:m1.db\"}\n");
            project.file("stores2.jsonl", "{\"id\": \"c1\"}\n");
            execute("jdbc:sqlite:" + folder.resolve("control.db"), "create table store (code text, region text)");
            execute(
                    "jdbc:sqlite:" + folder.resolve("control.db"),
                    "insert into store values ('q1', 'eu'), ('q2', 'us')");

            assertEquals(List.of("host", "s1", "s2", "m1", "q1", "q2", "c1"), ids(project));
            List<Target> targets = project.fleet().targets(Selection.ALL);
            assertEquals(Set.of("role=host"), targets.get(0).labels());
            assertEquals(Set.of("store", "big"), targets.get(1).labels());
            assertEquals("jdbc:sqlite:eu_q1.db", targets.get(4).database().url());
            assertEquals(Set.of("a", "b"), targets.get(4).labels());
            assertEquals("late", targets.get(6).wave());
            assertEquals(7, project.run(UPGRADE).count(TargetStatus.CHANGED));
        }
    }

    private static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All schemas that a query returns are targets, whatever their names contain. */
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"POSTGRESQL", "MARIADB", "MYSQL"})
    void schemas_with_hostile_names_are_targets(Kind kind) {
        try (FleetProject project = FleetProject.create(folder, kind, 1)) {
            String prefix = project.schemas().get(0);
            List<String> hostile = List.of(
                    "a; drop table x", "quote\"quote", "back`tick", "it's", "UPPER", "<b>&amp;", "%s {id} ${x}");
            hostile.forEach(name -> project.addSchema(prefix + " " + name));
            project.addRevisions(2);
            String catalog = kind == Kind.POSTGRESQL
                    ? "nspname from pg_namespace where nspname"
                    : "schema_name from information_schema.schemata where schema_name";
            project.file("trellis.yaml", """
                    branches: {app: {directory: db}}
                    fleet:
                      max_parallel: 2
                      targets:
                        - schemas: "select %s like '%s%%' order by 1"
                          %s
                    """.formatted(
                            catalog, prefix, project.connection().replace(", ", "\n      ")));

            FleetProject.Results results = project.run(UPGRADE);
            assertEquals(List.of(), results.errors());
            assertEquals(hostile.size() + 1, results.count(TargetStatus.CHANGED));
            assertEquals(hostile.size() + 1, project.run(UPGRADE).count(TargetStatus.UNCHANGED));
            for (String schema : project.schemas()) {
                assertEquals(List.of("0"), project.query(schema, "select count(*) from %s.t1"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- {id: a, url: \"jdbc:sqlite:a.db\"}\n    - {id: a, url: \"jdbc:sqlite:b.db\"} -> duplicate_target",
                "- {id: a} -> missing_key",
                "- {url: \"jdbc:sqlite:a.db\"} -> missing_key",
                "- {id: a, ulr: x} -> unknown_key",
                "- {file: missing.yaml} -> source_failed",
                "- {command: [\"false\"]} -> source_failed",
                "- {command: [no-such-program]} -> source_failed",
                "- {command: [echo, \"{\"], url: x} -> malformed_yaml",
                "- {command: [echo, '{\"id\": \"../../etc\"}'], url: \"jdbc:sqlite:{id}.db\"} -> illegal_identifier",
                "- {command: [echo, '{\"id\": \"x?user=evil\"}'], url: \"jdbc:sqlite:{id}.db\"} -> illegal_identifier",
                "- {command: [echo, '{\"id\": \"a\\tb\"}'], url: \"jdbc:sqlite:a.db\"} -> illegal_identifier",
                "- {id: a, url: \"jdbc:sqlite:a.db\", password: secret-word} -> unexpected_value",
                "- {id: a, url: \"jdbc:sqlite:a.db\", password: {env: A, file: b}} -> unexpected_value",
                "- {query: \"select 1 as password\", database: {url: \"jdbc:sqlite::memory:\"}} -> unexpected_value",
                "- {query: \"select nonsense\", database: {url: \"jdbc:sqlite::memory:\"}} -> source_failed",
                "- {query: q, schemas: s} -> unexpected_value",
                "- {id: a, database: {url: x}} -> unexpected_value"
            })
    void a_wrong_target_is_one_clear_error(String line) {
        String[] parts = line.split(" -> ");
        try (FleetProject project = project("    " + parts[0] + "\n")) {
            TrellisException error = assertThrows(TrellisException.class, () -> ids(project));
            assertEquals(parts[1], error.name(), error.getMessage());
            assertFalse(String.valueOf(error.getMessage()).contains("secret-word"), error.getMessage());
            assertTrue(error.problem().message().toLowerCase(Locale.ROOT).length() > 10);
        }
    }

    @Test
    void ten_thousand_targets_are_read() {
        StringBuilder lines = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            lines.append("{\"id\": \"t").append(i).append("\"}\n");
            expected.add("t" + i);
        }
        try (FleetProject project = project("    - {file: all.jsonl, url: \"jdbc:sqlite:{id}.db\"}\n")) {
            project.file("all.jsonl", lines.toString());
            assertEquals(expected, ids(project));
        }
    }
}
