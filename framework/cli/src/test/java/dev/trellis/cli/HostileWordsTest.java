package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.internal.yaml.YamlWriter;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Identifiers, labels, messages, templates, tables and targets that look like paths, SQL or options. */
final class HostileWordsTest extends HostileInput {
    @ParameterizedTest
    @ValueSource(strings = {"../../out", "/etc/out", "a/b", "a'; drop table note; --", "a b", "a\\nb", ""})
    void an_illegal_identifier_in_a_script(String id) throws Exception {
        script("revision: \"" + id + "\"\nbranch_labels: [notes]\n");
        refused("illegal_identifier", "db/a.yaml:1:11: ", "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b", "a:b", "head", "../out", "/etc", "a/b", "..", ".hidden", "-x", "+1", " ", "", "a\\b", "a'b",
                "a\nb"
            })
    void an_illegal_label(String label) throws Exception {
        String written = YamlWriter.line(label);
        script("message: x\nrevision: a0000000000a\nbranch_labels: [" + written + "]\n");
        refused("illegal_identifier", "db/a.yaml:3:17: ", "Use letters, digits and underscores");

        script(HEADER);
        CommandLineRun.write(
                folder,
                "trellis.yaml",
                "database: {url: \"jdbc:sqlite:hostile.db\"}\nbranches: {" + written + ": {directory: other}}\n");
        refused("illegal_identifier", "trellis.yaml", "Use letters, digits and underscores");

        configure("");
        CommandLineRun run =
                CommandLineRun.of(folder, "revision", "--head", "base", "--branch-label", label, "-m", "x");
        assertEquals(label.startsWith("-") ? Main.EXIT_USAGE : Main.EXIT_FAILED, run.code(), run.out() + run.err());
        assertEquals(List.of("a.yaml"), files("db"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/b", "/etc/x", "..", "x-", "a b", ""})
    void an_illegal_identifier_of_a_new_revision(String id) throws Exception {
        script(HEADER);
        CommandLineRun run = CommandLineRun.of(folder, "revision", "--head", "notes@head", "--rev-id", id, "-m", "x");
        assertEquals(Main.EXIT_FAILED, run.code(), run.out() + run.err());
        assertTrue(run.err().startsWith("error: illegal_identifier: "), run.err());
        assertEquals(List.of("a.yaml"), files("db"));
    }

    @Test
    void an_identifier_that_differs_from_another_one_only_in_case() throws Exception {
        script("revision: ab12\nbranch_labels: [notes]\n");
        CommandLineRun run =
                CommandLineRun.of(folder, "revision", "--head", "notes@head", "--rev-id", "AB12", "-m", "x");
        assertEquals(Main.EXIT_FAILED, run.code(), run.out() + run.err());
        assertTrue(run.err().startsWith("error: duplicate_revision: revision 'AB12' differs from"), run.err());
        assertEquals(List.of("a.yaml"), files("db"));
        CommandLineRun.write(folder, "db/b.yaml", "revision: AB12\ndown_revision: ab12\nupgrade: []\n");
        refused("duplicate_revision", "", "Give one of them another identifier");
    }

    @Test
    void a_message_does_not_become_a_path() throws Exception {
        script(HEADER);
        CommandLineRun run = CommandLineRun.of(
                folder, "revision", "--head", "notes@head", "--rev-id", "b1", "-m", "../../x/\\ \0 \u001b[2J: 'y'");
        assertEquals(Main.EXIT_OK, run.code(), run.out() + run.err());
        assertEquals(List.of("a.yaml", "b1_x_2j_y.yaml"), files("db"));
        assertEquals(Main.EXIT_OK, CommandLineRun.of(folder, "history").code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../{revision}",
                "/tmp/{revision}",
                "a/{slug}",
                ".{slug}",
                "-{slug}",
                "..",
                "",
                "{nothing}",
                "{",
                "a\\{slug}"
            })
    void a_file_template_that_leaves_the_folder(String template) throws Exception {
        script(HEADER);
        configure("");
        CommandLineRun.write(
                folder,
                "trellis.yaml",
                Files.readString(folder.resolve("trellis.yaml")) + "file_template: " + YamlWriter.line(template)
                        + "\n");
        List<String> before = files(".");
        CommandLineRun run = CommandLineRun.of(folder, "revision", "--head", "notes@head", "--rev-id", "b1", "-m", "x");
        if (template.equals("{")) {
            assertEquals(Main.EXIT_OK, run.code(), run.err());
            return;
        }
        assertEquals(Main.EXIT_FAILED, run.code(), run.out() + run.err());
        assertTrue(run.err().contains("'file_template'"), run.err());
        assertEquals(List.of("a.yaml"), files("db"));
        assertEquals(before, files("."));
    }

    @Test
    void names_that_contain_sql_are_quoted() throws Exception {
        String table = "x\\\"; drop table note; --";
        String column = "c\\\"] ' ` ; --";
        script(HEADER + """
                upgrade:
                  - create_table: {name: note, columns: {id: integer}, primary_key: [id]}
                  - create_table: {name: "%s", columns: {"%s": integer, v: {type: text, default: "'); drop table note; --"}}}
                """.formatted(table, column));
        CommandLineRun run = CommandLineRun.of(folder, "upgrade", "heads");
        assertEquals(Main.EXIT_OK, run.code(), run.err());
        assertEquals(
                List.of("note", "trellis_history", "trellis_version", "x\"; drop table note; --"),
                query("select name from sqlite_master where type = 'table' and name not like 'sqlite%' order by 1"));
        assertEquals(
                List.of("c\"] ' ` ; --", "v"),
                query("select name from pragma_table_info('x\"; drop table note; --') order by cid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'; drop table trellis_version; --", "../../etc", "notes@'", "%", "\0", "+", "a:b:c"})
    void an_illegal_target(String target) throws Exception {
        script(HEADER + "upgrade: []\n");
        CommandLineRun run = CommandLineRun.of(folder, "upgrade", target);
        assertEquals(Main.EXIT_FAILED, run.code(), run.out() + run.err());
        assertOneError(run);
        assertUntouched();
    }
}
