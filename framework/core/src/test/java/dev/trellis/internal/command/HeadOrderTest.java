package dev.trellis.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.trellis.MergeRequest;
import dev.trellis.Trellis;
import dev.trellis.fixture.TestProject;
import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.report.HeadOrderReport;
import dev.trellis.report.HeadOrderReport.Conflict;
import dev.trellis.report.HeadOrderReport.Side;
import dev.trellis.report.HeadOrderReport.Touch;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Runs the cases in {@code merge/heads.yaml}: two revisions and the objects at which they meet. */
class HeadOrderTest {
    private static final String BASE = """
            revision: a1
            down_revision: null
            branch_labels: [app]
            upgrade:
              - create_schema: {name: shop}
              - create_table: {name: shop.visit, columns: {id: integer}, primary_key: [id]}
              - create_table:
                  name: store
                  columns: {id: integer, name: string(20), mood: "enum(mood: sad, glad)"}
                  primary_key: [id]
              - create_table:
                  name: item
                  columns: {id: integer, store_id: integer, code: string(20)}
                  primary_key: [id]
                  foreign_keys: [{columns: [store_id], references: store(id), on_delete: cascade}]
                  indexes: [{name: ix_item_code, columns: [code]}]
              - create_table: {name: note, columns: {id: integer, text: string(20)}, primary_key: [id]}
              - create_table: {name: log, columns: {id: integer, text: string(20)}, primary_key: [id]}
              - create_view: {name: item_codes, sql: select code from item}
              - create_view: {name: store_codes, sql: "select name, code from store, item_codes"}
              - create_sequence: {name: numbers}
              - create_function: {name: twice, arguments: integer, sql: 'returns integer language sql as $$ select 2 * $1 $$'}
              - create_trigger:
                  name: note_log
                  table: note
                  sql: after insert on note begin insert into log values (new.id, new.text); end
            """;

    @TempDir
    Path folder = Path.of("");

    private record Case(
            String name, Node first, Node second, @Nullable Node touches, List<String> meet) {}

    @TestFactory
    Stream<DynamicTest> revisions_meet_at_the_objects_that_both_touch() throws IOException {
        return cases().stream().map(each -> dynamicTest(each.name(), () -> check(each)));
    }

    private static List<Case> cases() throws IOException {
        try (InputStream resource = HeadOrderTest.class.getResourceAsStream("/merge/heads.yaml")) {
            String text = new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
            return MappingReader.items(YamlReader.read("heads.yaml", text, 1), "the cases", HeadOrderTest::read);
        }
    }

    private static Case read(Node node) {
        MappingReader fields = MappingReader.of(node, "a case");
        Case read = new Case(
                fields.requireString("case"),
                fields.require("first"),
                fields.require("second"),
                fields.node("touches"),
                fields.strings("meet"));
        fields.done();
        return read;
    }

    private void check(Case each) throws IOException {
        Path project = Files.createTempDirectory(folder, "case");
        Files.createDirectory(project.resolve("db"));
        Files.writeString(project.resolve("trellis.yaml"), "branches: {app: {directory: db}}\n");
        Files.writeString(project.resolve("db/a1.yaml"), BASE);
        write(project, "a2", each.first(), touches(each, "first"));
        write(project, "a3", each.second(), touches(each, "second"));
        try (Trellis trellis = Trellis.builder()
                .findPlugins(false)
                .configuration(project.resolve("trellis.yaml"))
                .build()) {
            HeadOrderReport report =
                    trellis.judgeMerge(MergeRequest.of("heads")).get(0);
            assertEquals(
                    new TreeSet<>(each.meet()),
                    report.conflicts().stream().map(Conflict::object).collect(Collectors.toCollection(TreeSet::new)),
                    report::toString);
            assertTrue(report.conflicts().stream()
                    .allMatch(conflict -> Set.of("a2", "a3")
                            .equals(Set.of(
                                    conflict.first().revision(),
                                    conflict.second().revision()))));
        }
    }

    private static String touches(Case each, String side) {
        Node touches = each.touches();
        Node node =
                touches == null ? null : MappingReader.of(touches, "touches").node(side);
        return node == null ? "" : "touches: " + MappingReader.strings(node, "touches") + "\n";
    }

    private static void write(Path project, String id, Node body, String touches) throws IOException {
        String header = "revision: " + id + "\ndown_revision: a1\n" + touches;
        if (body instanceof Node.Scalar) {
            Files.writeString(
                    project.resolve("db/" + id + ".sql"),
                    header.lines().map(line -> "-- " + line + "\n").collect(Collectors.joining()) + "\n"
                            + MappingReader.text(body, "a script"));
            return;
        }
        Files.writeString(
                project.resolve("db/" + id + ".yaml"),
                header + "upgrade:\n"
                        + MappingReader.strings(body, "operations").stream()
                                .map(operation -> "  - " + operation + "\n")
                                .collect(Collectors.joining()));
    }

    @Test
    void commuting_heads_are_verified_in_both_orders() {
        try (TestProject project = new TestProject(Kind.SQLITE, folder)) {
            project.script("b1", "null", "upgrade:\n  - create_table: {name: t, columns: {id: integer}}\n");
            project.script("b2", "b1", "upgrade:\n  - create_table: {name: u, columns: {id: integer}}\n");
            project.script("b3", "b1", "upgrade:\n  - create_table: {name: v, columns: {id: integer}}\n");
            project.script("b4", "b1", "upgrade:\n  - add_column: {table: t, name: c, type: integer}\n");
            try (Trellis trellis = project.trellis()) {
                HeadOrderReport report =
                        trellis.verifyMerge(MergeRequest.of("heads")).get(0);
                assertEquals(List.of("b2", "b3", "b4"), report.heads());
                assertTrue(report.verified() && report.commute(), report::toString);
            }
        }
    }

    @Test
    void a_wrong_declaration_is_found_by_running_both_orders() {
        try (TestProject project = new TestProject(Kind.SQLITE, folder)) {
            project.script("b1", "null", "upgrade:\n  - create_table: {name: t, columns: {id: integer}}\n");
            project.script("b2", "b1", "touches: []\nupgrade:\n  - run: step\n");
            project.script("b3", "b1", "upgrade:\n  - add_column: {table: t, name: c, type: integer}\n");
            try (Trellis trellis =
                    project.trellis(context -> context.handle().execute("alter table t add column d integer"))) {
                HeadOrderReport report =
                        trellis.verifyMerge(MergeRequest.of("heads")).get(0);
                assertEquals(List.of(), report.conflicts());
                assertEquals(List.of("the columns of table t were id, d, c and are id, c, d"), report.differences());
                assertFalse(report.commute());
            }
        }
    }

    @Test
    void an_order_that_fails_is_a_difference() {
        try (TestProject project = new TestProject(Kind.SQLITE, folder)) {
            project.script("b1", "null", "upgrade:\n  - create_table: {name: t, columns: {id: integer}}\n");
            project.script("b2", "b1", "touches: []\nupgrade:\n  - run: step\n");
            project.script("b3", "b1", "upgrade:\n  - drop_table: t\n");
            try (Trellis trellis = project.trellis(context -> context.handle().execute("insert into t values (1)"))) {
                List<String> differences =
                        trellis.verifyMerge(MergeRequest.of("heads")).get(0).differences();
                assertEquals(1, differences.size());
                assertTrue(differences.get(0).startsWith("b3, then b2: "), differences::toString);
            }
        }
    }

    @Test
    void a_side_contains_the_revisions_of_other_branches_on_which_only_its_head_depends() {
        try (TestProject project = new TestProject(Kind.SQLITE, folder).with("  core: {directory: core}\n")) {
            project.write(
                    "core/c1.yaml",
                    "revision: c1\nbranch_labels: [core]\nupgrade:\n  - create_table: {name: u, columns: {id: integer}}\n");
            project.script("b1", "null", "upgrade:\n  - create_table: {name: t, columns: {id: integer}}\n");
            project.script("b2", "b1", "depends_on: c1\nupgrade: []\n");
            project.script("b3", "b1", "upgrade:\n  - create_table: {name: U, columns: {id: integer}}\n");
            try (Trellis trellis = project.trellis()) {
                HeadOrderReport report =
                        trellis.judgeMerge(MergeRequest.of("app@heads")).get(0);
                assertEquals(
                        List.of(new Side("b2", List.of("c1", "b2")), new Side("b3", List.of("b3"))), report.sides());
                assertEquals(
                        List.of(new Conflict(
                                "u", new Touch("c1", "create table u"), new Touch("b3", "create table U"))),
                        report.conflicts());
            }
        }
    }
}
