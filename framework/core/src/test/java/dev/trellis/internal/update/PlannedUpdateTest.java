package dev.trellis.internal.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Trellis;
import dev.trellis.branch.Branch;
import dev.trellis.branch.Branch.ScriptLocation;
import dev.trellis.error.TrellisException;
import dev.trellis.report.CompatReport;
import dev.trellis.report.Impact;
import dev.trellis.report.UpdateReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The findings of {@code plan} and {@code compat} for single changes, on every database at once. */
class PlannedUpdateTest {
    private static final String BASE = """
            revision: v1
            branch_labels: [vendor]
            upgrade:
              - create_table:
                  name: item
                  columns: {id: integer, code: {type: string(10), nullable: false}, name: string(20), spare: integer}
                  primary_key: [id]
                  unique: [{name: uq_item_code, columns: [code]}]
              - create_view: {name: item_names, sql: "select id, name from item"}
            """;
    private static final String APP = """
            revision: a1
            branch_labels: [app]
            depends_on: v1
            upgrade:
              - create_table:
                  name: app_item
                  columns: {id: integer, code: string(10)}
                  primary_key: [id]
                  foreign_keys: [{name: fk_app_code, columns: [code], references: "item(code)"}]
              - create_view: {name: app_view, sql: "select name from item_names"}
              - execute: "insert into item (id, code) values (1, 'a')"
            """;

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void write() throws IOException {
        for (String release : List.of("vendor-1.0", "vendor-2.0")) {
            file(release + "/" + PluginDescriptor.FILE, """
                    branches:
                      vendor: {plugin: test.Vendor, scripts: db, protected: true}
                    """);
            file(release + "/db/v1.yaml", BASE);
        }
        file("db/a1.yaml", APP);
    }

    private void file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Trellis trellis(String release) {
        return Trellis.builder()
                .findPlugins(false)
                .extensions(extensions -> extensions.branch(Branch.builder("vendor", release)
                        .plugin("test.Vendor")
                        .isProtected(true)
                        .scripts(ScriptLocation.jar(folder.resolve(release), "db"))
                        .build()))
                .branch("app", folder.resolve("db").toString())
                .build();
    }

    private UpdateReport plan() {
        try (Trellis trellis = trellis("vendor-1.0")) {
            return trellis.planUpdate(List.of(folder.resolve("vendor-2.0")), List.of());
        }
    }

    private CompatReport compat() {
        try (Trellis trellis = trellis("vendor-2.0")) {
            return trellis.compat(folder.resolve("vendor-1.0"));
        }
    }

    /** A change of the base, with the expected effects on the app and on any app. */
    private record Case(String operation, String onApp, String onAnyApp) {}

    private static final List<Case> CASES = List.of(
            new Case("add_column: {table: item, name: more, type: integer}", "", ""),
            new Case("create_index: {name: ix_more, table: item, columns: [name]}", "", ""),
            new Case("create_table: {name: fresh, columns: {id: integer}, primary_key: [id]}", "", ""),
            new Case("create_table_comment: {table: item, comment: things}", "", ""),
            new Case("alter_column: {table: item, name: spare, type: bigint}", "", "attention type_widened"),
            new Case(
                    "alter_column: {table: item, name: code, type: string(30)}",
                    "breaking type_widened",
                    "breaking type_widened"),
            new Case(
                    "alter_column: {table: item, name: code, type: string(5)}",
                    "breaking type_changed",
                    "breaking type_changed"),
            new Case(
                    "alter_column: {table: item, name: spare, rename: other}",
                    "attention column_gone",
                    "breaking column_gone"),
            new Case("drop_column: {table: item, name: spare}", "attention column_gone", "breaking column_gone"),
            new Case("drop_view: item_names", "breaking definition_gone", "breaking definition_gone"),
            new Case(
                    "alter_column: {table: item, name: spare, nullable: false}",
                    "breaking value_required",
                    "breaking value_required"),
            new Case(
                    "add_column: {table: item, name: must, type: integer, nullable: false}",
                    "breaking value_required",
                    "breaking value_required"),
            new Case(
                    "create_check_constraint: {name: ck_x, table: item, sql: \"spare > 1\"}",
                    "breaking stricter",
                    "breaking stricter"),
            new Case(
                    "drop_constraint: {name: uq_item_code, table: item, type: unique}",
                    "breaking key_gone",
                    "breaking key_gone"),
            new Case("drop_table: item", "breaking table_gone", "breaking table_gone"),
            new Case("execute: \"delete from item where id = 1\"", "attention rows_changed", "attention rows_changed"),
            new Case(
                    "execute: \"alter table item drop column spare\"", "attention column_gone", "breaking column_gone"),
            new Case(
                    "execute: \"alter table item drop column spare, drop column name\"",
                    "breaking unknown_effect, attention column_gone",
                    "breaking column_gone, attention unknown_effect"),
            new Case("execute: \"vacuum\"", "", ""),
            new Case(
                    "create_table: {name: app_item, columns: {id: integer}, primary_key: [id]}",
                    "breaking name_taken",
                    "breaking name_taken"));

    @TestFactory
    Stream<DynamicTest> a_change_has_an_effect_on_each_party() {
        return CASES.stream()
                .map(each -> DynamicTest.dynamicTest(each.operation(), () -> {
                    file(
                            "vendor-2.0/db/v2.yaml",
                            "revision: v2\ndown_revision: v1\nupgrade:\n  - " + each.operation() + "\n");
                    assertEquals(each.onApp(), effectsOnApp(plan()), "on the app");
                    CompatReport any = compat();
                    String onAnyApp = any.findings().stream()
                            .filter(finding -> finding.party().equals("any app"))
                            .map(finding -> finding.impact() + " " + finding.effect())
                            .distinct()
                            .collect(Collectors.joining(", "));
                    assertEquals(each.onAnyApp(), onAnyApp, "on any app");
                }));
    }

    private static String effectsOnApp(UpdateReport report) {
        return report.findings().stream()
                .filter(finding -> finding.party().equals("app"))
                .filter(finding -> !finding.effect().toString().startsWith("cannot_"))
                .map(finding -> finding.impact() + " " + finding.effect())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    @Test
    void the_plan_lists_the_revisions_of_a_fresh_database() throws IOException {
        file("vendor-2.0/db/v2.yaml", "revision: v2\ndown_revision: v1\nupgrade: []\n");
        UpdateReport report = plan();
        assertEquals(
                List.of("v1", "v2", "a1"),
                report.plan().steps().stream()
                        .map(step -> step.revision().revision())
                        .toList());
        assertEquals(Impact.HARMLESS, report.impact());
        assertEquals(List.of("v2"), report.candidates().get(0).newHeads());
    }

    @Test
    void released_revisions_must_stay_as_they_are() throws IOException {
        file("vendor-2.0/db/v1.yaml", BASE.replace("string(20)", "string(25)"));
        assertTrue(effects(plan()).contains("breaking script_changed vendor"), () -> effects(plan()));
        assertTrue(compat().undeclared());
        file("vendor-2.0/db/v1.yaml", BASE.replace("revision: v1", "revision: v9"));
        assertTrue(effects(plan()).contains("breaking cannot_load app"), () -> effects(plan()));
    }

    @Test
    void a_fork_and_a_duplicate_identifier_are_found() throws IOException {
        file("vendor-2.0/db/v2.yaml", "revision: v2\ndown_revision: v1\nupgrade: []\n");
        file("vendor-2.0/db/v3.yaml", "revision: v3\ndown_revision: v1\nupgrade: []\n");
        assertEquals("attention heads_forked app", effects(plan()));
        file("vendor-2.0/db/v3.yaml", "revision: a1\ndown_revision: v1\nupgrade: []\n");
        assertTrue(effects(plan()).startsWith("breaking cannot_load "), () -> effects(plan()));
    }

    @Test
    void another_plugin_with_the_same_label_clashes() throws IOException {
        file("vendor-2.0/" + PluginDescriptor.FILE, "branches:\n  vendor: {plugin: test.Other, scripts: db}\n");
        assertTrue(effects(plan()).startsWith("breaking cannot_load "), () -> effects(plan()));
    }

    @Test
    void a_removed_branch_breaks_the_branches_that_depend_on_it() {
        try (Trellis trellis = trellis("vendor-1.0")) {
            UpdateReport report = trellis.planUpdate(List.of(), List.of("vendor"));
            assertEquals("breaking cannot_load app", effects(report));
        }
    }

    @Test
    void a_declared_break_is_accepted_and_shown() throws IOException {
        file(
                "vendor-2.0/db/v2.yaml",
                "revision: v2\ndown_revision: v1\nbreaks: no one used it\nupgrade:\n"
                        + "  - drop_column: {table: item, name: spare}\n");
        CompatReport report = compat();
        assertEquals(Impact.BREAKING, report.impact());
        assertEquals(false, report.undeclared());
        assertEquals("no one used it", plan().findings().get(0).reason());
    }

    @Test
    void a_jar_without_a_descriptor_is_refused() throws IOException {
        Files.delete(folder.resolve("vendor-2.0/" + PluginDescriptor.FILE));
        TrellisException e = assertThrows(TrellisException.class, this::plan);
        assertEquals("no_descriptor", e.problem().name());
    }

    private static String effects(UpdateReport report) {
        return String.join(
                ", ",
                new TreeSet<>(report.findings().stream()
                        .map(finding -> finding.impact() + " " + finding.effect() + " " + finding.party())
                        .toList()));
    }
}
