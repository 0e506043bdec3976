package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The revisions that {@code lint} checks, its output and its exit codes, as build pipelines use them. */
@SuppressWarnings("NullAway.Init")
class LintCommandTest {
    /** A folder within the working directory, so that paths are relative, with a blank in its name. */
    @TempDir(factory = Below.class)
    Path folder;

    static final class Below implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "lint ");
        }
    }

    @BeforeEach
    void write() {
        CommandLineRun.write(
                folder,
                "trellis.yaml",
                "database: {url: \"jdbc:sqlite:a.db\"}\nbranches: {notes: {directory: my db}}\n");
        CommandLineRun.write(folder, "my db/a.yaml", """
                revision: a0000000000a
                branch_labels: [notes]
                upgrade:
                  - create_table: {name: note, columns: {id: bigint, text: string(20)}, primary_key: [id]}
                downgrade: [{drop_table: note}]
                """);
    }

    private void loses(String header) {
        CommandLineRun.write(
                folder,
                "my db/b.yaml",
                "revision: b0000000000b\ndown_revision: a0000000000a\n" + header
                        + "upgrade:\n  - drop_column: {table: note, name: text}\n"
                        + "downgrade:\n  - add_column: {table: note, name: text, type: string(20)}\n");
    }

    @Test
    void the_exit_code_is_0_without_findings_3_with_findings_1_on_failure_and_2_on_wrong_usage() {
        CommandLineRun none = CommandLineRun.of(folder, "lint");
        assertEquals(Main.EXIT_OK, none.code(), none.out() + none.err());
        assertEquals("", none.out());
        assertEquals("0 findings in 1 revision\n", none.err());

        loses("");
        CommandLineRun found = CommandLineRun.of(folder, "lint");
        assertEquals(Main.EXIT_FINDINGS, found.code(), found.err());
        assertTrue(found.out().contains("b.yaml:4:5: data_loss: "), found.out());
        assertTrue(found.out().contains("lint: {ignore: {data_loss:"), found.out());
        assertEquals("1 finding in 2 revisions\n", found.err());
        assertFalse(Files.exists(folder.resolve("a.db.lock")));

        CommandLineRun wrong = CommandLineRun.of(folder, "lint", "--serif");
        assertEquals(Main.EXIT_USAGE, wrong.code());
        assertTrue(wrong.err().contains("Did you mean '--sarif'?"), wrong.err());

        CommandLineRun.write(folder, "my db/b.yaml", "revision: b0000000000b\ndown_revision: nowhere\n");
        CommandLineRun broken = CommandLineRun.of(folder, "lint");
        assertEquals(Main.EXIT_FAILED, broken.code());
        assertTrue(broken.err().startsWith("error: missing_revision: "), broken.err());
    }

    @Test
    void a_suppression_requires_a_reason() {
        loses("lint: {ignore: {data_loss: it is no longer used}}\n");
        assertEquals(Main.EXIT_OK, CommandLineRun.of(folder, "lint").code());
        for (String withoutReason :
                List.of("{ignore: {data_loss: ''}}", "{ignore: {data_loss: }}", "{ignore: [data_loss]}")) {
            loses("lint: " + withoutReason + "\n");
            CommandLineRun run = CommandLineRun.of(folder, "lint");
            assertEquals(Main.EXIT_FAILED, run.code(), withoutReason + run.out() + run.err());
            assertTrue(
                    run.err().startsWith("error: unexpected_value: ")
                            && run.err().contains("b.yaml:3:"),
                    run.err());
        }
    }

    @Test
    void a_range_selects_revisions_and_applied_ones_are_not_checked() {
        loses("");
        assertEquals(
                Main.EXIT_OK,
                CommandLineRun.of(folder, "lint", "-r", ":a0000000000a").code());
        assertEquals(
                Main.EXIT_FINDINGS,
                CommandLineRun.of(folder, "lint", "-r", "a0000000000a:heads").code());
        assertEquals(Main.EXIT_OK, CommandLineRun.of(folder, "upgrade", "heads").code());
        CommandLineRun applied = CommandLineRun.of(folder, "lint");
        assertEquals(Main.EXIT_OK, applied.code(), applied.out());
        assertEquals("0 findings in 0 revisions\n", applied.err());
    }

    @Test
    void json_has_every_part_of_a_finding() {
        loses("");
        CommandLineRun run = CommandLineRun.of(folder, "--json", "lint");
        assertEquals(Main.EXIT_FINDINGS, run.code(), run.err());
        JsonNode finding =
                new ObjectMapper().readTree(run.out()).get("findings").get(0);
        assertEquals("data_loss", finding.get("rule").asString());
        assertEquals("notes", finding.get("branch").asString());
        assertEquals("b0000000000b", finding.get("revision").asString());
        for (String key : List.of("at", "message", "instead", "yaml")) {
            assertFalse(finding.get(key).isNull(), key);
        }
    }

    /** Checks the required properties (SARIF 2.1.0, sections 3.13 to 3.30), and those that code hosts need to show a result. */
    @Test
    void sarif_conforms_to_its_specification() {
        loses("");
        CommandLineRun run = CommandLineRun.of(folder, "lint", "--sarif");
        assertEquals(Main.EXIT_FINDINGS, run.code(), run.err());
        JsonNode document = new ObjectMapper().readTree(run.out());
        assertEquals("2.1.0", document.get("version").asString());
        assertEquals(
                "https://json.schemastore.org/sarif-2.1.0.json",
                document.get("$schema").asString());
        JsonNode first = document.get("runs").get(0);
        JsonNode driver = first.get("tool").get("driver");
        assertEquals("trellis", driver.get("name").asString());
        Set<String> rules = new HashSet<>();
        for (JsonNode rule : driver.get("rules")) {
            assertTrue(rules.add(rule.get("id").asString()), "a rule is listed twice");
            assertFalse(rule.get("shortDescription").get("text").asString().isBlank());
        }
        List<String> places = new ArrayList<>();
        for (JsonNode result : first.get("results")) {
            assertTrue(rules.contains(result.get("ruleId").asString()), result.toString());
            assertTrue(Set.of("none", "note", "warning", "error")
                    .contains(result.get("level").asString()));
            assertFalse(result.get("message").get("text").asString().isBlank());
            JsonNode place = result.get("locations").get(0).get("physicalLocation");
            URI uri = URI.create(place.get("artifactLocation").get("uri").asString());
            assertFalse(uri.isAbsolute(), uri.toString());
            assertTrue(Files.isRegularFile(Path.of(uri.getPath())), uri.toString());
            places.add(place.get("region").get("startLine").asInt() + ":"
                    + place.get("region").get("startColumn").asInt());
        }
        assertEquals(List.of("4:5"), places);
    }
}
