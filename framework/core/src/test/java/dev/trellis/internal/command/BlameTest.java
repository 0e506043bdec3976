package dev.trellis.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.report.BlameReport;
import dev.trellis.report.BlameReport.Change;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each part of an object is attributed to the operations that created and changed it. */
@SuppressWarnings("NullAway.Init")
class BlameTest {
    @TempDir
    private Path folder;

    private TestProject project;

    @BeforeEach
    void create() {
        project = new TestProject(Kind.SQLITE, folder);
    }

    @AfterEach
    void close() {
        project.close();
    }

    private BlameReport blame(String object, String target) {
        try (Trellis trellis = project.trellis()) {
            return trellis.blame(object, target);
        }
    }

    /** Writes a script with an upgrade only. */
    private void script(String id, String parent, String upgrade) {
        project.script(id, parent, "upgrade:\n" + upgrade.indent(2));
    }

    private void pets() {
        script("a1", "null", """
                - create_table:
                    name: pet
                    columns: {id: integer, name: string(20), born: date, owner: integer}
                    primary_key: [id]
                    checks: [{name: named, sql: "name <> ''"}]
                - create_table: {name: owner, columns: {id: integer}, primary_key: [id]}
                """);
        script("a2", "a1", """
                - alter_column: {table: pet, name: name, rename: title}
                - create_foreign_key: {name: fk_owner, table: pet, columns: [owner], references: owner(id)}
                - create_index: {name: ix_title, table: pet, columns: [title]}
                """);
        script("a3", "a2", """
                - rename_table: {table: pet, to: animal}
                - alter_column: {table: animal, name: title, type: string(40), nullable: false}
                - drop_column: {table: animal, name: born}
                """);
        script("a4", "a3", """
                - add_column: {table: animal, name: born, type: timestamp}
                - execute: create trigger animal_audit after insert on animal begin select 1; end
                - execute: update animal set born = null
                - create_table_comment: {table: animal, comment: beasts}
                """);
    }

    /** Returns one line for each part: its kind, its name, and its changes as effect and revision. */
    private static List<String> lines(BlameReport report) {
        List<String> lines = new ArrayList<>();
        report.parts().forEach(part -> lines.add(part.kind() + " " + part.name() + ": " + text(part.changes())));
        if (!report.possible().isEmpty()) {
            lines.add("possible: " + text(report.possible()));
        }
        return lines;
    }

    private static String text(List<Change> changes) {
        return String.join(
                ", ",
                changes.stream()
                        .map(change -> change.effect() + " " + change.revision())
                        .toList());
    }

    @Test
    void changes_follow_renames_and_a_column_that_was_added_again_is_new() {
        pets();
        assertEquals(
                List.of(
                        "table animal: created a1, renamed a3, changed a4",
                        "column id: created a1",
                        "column title: created a1, renamed a2, changed a3",
                        "column owner: created a1",
                        "column born: created a4",
                        "primary_key pk_pet: created a1",
                        "foreign_key fk_owner: created a2",
                        "check named: created a1",
                        "index ix_title: created a2",
                        "possible: may_have_changed a4"),
                lines(blame("animal", "heads")));
        assertEquals(
                List.of("table pet: created a1", "column name: created a1"),
                lines(blame("pet", "a1")).subList(0, 3).stream()
                        .filter(line -> !line.contains(" id"))
                        .toList());
    }

    @Test
    void a_change_names_its_operation_its_message_and_its_place() {
        pets();
        Change change = blame("animal.title", "heads").parts().get(0).changes().get(2);
        assertEquals("step a3", change.message());
        assertEquals("app", change.branch());
        assertEquals("alter column animal.title: type string(40), not null", change.operation());
        assertEquals(folder.resolve("db/a3.yaml") + ":6:5", change.location());
    }

    @Test
    void a_column_is_explained_with_its_keys_and_constraints() {
        pets();
        assertEquals(
                List.of(
                        "column title: created a1, renamed a2, changed a3",
                        "check named: created a1",
                        "index ix_title: created a2",
                        "possible: may_have_changed a4"),
                lines(blame("animal.title", "heads")));
    }

    @Test
    void all_objects_are_explained_at_once() {
        pets();
        try (Trellis trellis = project.trellis()) {
            assertEquals(
                    List.of("animal", "owner"),
                    trellis.blameAll("heads").stream().map(BlameReport::name).toList());
        }
    }

    @Test
    void an_object_that_only_raw_sql_creates_is_explained_by_the_sql() {
        script("b1", "null", """
                - execute: CREATE TABLE "Old" (id integer)
                - add_column: {table: Old, name: kind, type: text}
                """);
        BlameReport report = blame("Old", "heads");
        assertEquals(List.of("possible: may_have_changed b1, may_have_changed b1"), lines(report));
        assertEquals("add column Old.kind", report.possible().get(1).operation());
    }

    @TestFactory
    Stream<DynamicTest> a_view_and_its_triggers_are_explained() {
        script("c1", "null", """
                - create_table: {name: t, columns: {id: integer}, primary_key: [id]}
                - create_view: {name: v, sql: select id from t}
                - create_trigger: {name: r, table: t, sql: "after insert on t begin select 1; end"}
                """);
        script("c2", "c1", """
                - replace_view: {name: v, sql: select id as number from t}
                - rename_table: {table: t, to: u}
                """);
        return Stream.of(
                DynamicTest.dynamicTest(
                        "view",
                        () -> assertEquals(List.of("view v: created c1, changed c2"), lines(blame("v", "heads")))),
                DynamicTest.dynamicTest(
                        "trigger",
                        () -> assertEquals(
                                "trigger r: created c1",
                                lines(blame("u", "heads")).get(3))));
    }

    @Test
    void a_dropped_table_names_the_revision_that_dropped_it() {
        pets();
        script("a5", "a4", "- drop_table: animal");
        TrellisException e = assertThrows(TrellisException.class, () -> blame("animal", "heads"));
        assertEquals("no_such_table", e.name());
        assertEquals(
                "table 'animal' does not exist at 'heads': revision a5 dropped it",
                e.problem().message());
        assertEquals(
                "Ask for an earlier revision: trellis blame animal --at a5-1",
                e.problem().advice());
        assertEquals("animal", blame("animal", "a5-1").name());
    }

    @Test
    void the_former_name_of_a_table_names_the_present_one() {
        pets();
        TrellisException e = assertThrows(TrellisException.class, () -> blame("pet", "heads"));
        assertEquals("table 'pet' has the name 'animal' at 'heads'", e.problem().message());
        assertEquals("Use the new name: trellis blame animal", e.problem().advice());
    }

    @Test
    void an_unknown_name_suggests_a_similar_one() {
        pets();
        TrellisException table = assertThrows(TrellisException.class, () -> blame("animals", "heads"));
        assertEquals("Did you mean: trellis blame animal", table.problem().advice());
        TrellisException column = assertThrows(TrellisException.class, () -> blame("animal.titel", "heads"));
        assertEquals("no_such_column", column.name());
        assertEquals(
                "Did you mean: trellis blame animal.title", column.problem().advice());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void no_database_is_needed(Kind kind) throws Exception {
        pets();
        Path file = project.write(
                "none.yaml", "database: {url: \"" + url(kind) + "\"}\nbranches:\n  app: {directory: db}\n");
        try (Trellis trellis = new Trellis(
                ConfigurationReader.read(file, null, Map.of(), name -> null), Extensions.NONE, Listener.NONE)) {
            assertEquals(9, trellis.blame("animal", "heads").parts().size());
        }
    }

    private static String url(Kind kind) {
        return "jdbc:" + TestProject.dialect(kind).name() + "://127.0.0.1:1/none";
    }
}
