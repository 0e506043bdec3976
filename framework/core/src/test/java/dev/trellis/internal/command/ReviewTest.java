package dev.trellis.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Trellis;
import dev.trellis.error.TrellisException;
import dev.trellis.report.ReviewReport;
import dev.trellis.report.ReviewReport.ReviewedRevision;
import dev.trellis.report.ReviewReport.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The review of a change set in a working copy of git, whose program has to be installed. */
class ReviewTest {
    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void commit() throws IOException {
        git("init", "-q", "-b", "main");
        script("a1", "null", "create_table: {name: t, columns: {id: integer}, primary_key: [id]}", "drop_table: t");
        script("a2", "a1", "create_table: {name: u, columns: {id: integer}, primary_key: [id]}", "drop_table: u");
        commit("first");
        git("checkout", "-q", "-b", "work");
    }

    private void commit(String message) throws IOException {
        git("add", "-A");
        git("-c", "user.name=n", "-c", "user.email=n@example.com", "commit", "-q", "-m", message);
    }

    private void script(String id, String parent, String up, String down) throws IOException {
        String labels = parent.equals("null") ? "branch_labels: [app]\n" : "";
        Path file = folder.resolve("db/" + id + ".yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "revision: " + id + "\ndown_revision: " + parent + "\n" + labels + "message: step " + id
                        + "\nupgrade:\n  - " + up + "\ndowngrade:\n  - " + down + "\n");
    }

    private void git(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertEquals(0, process.waitFor(), output);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ReviewReport review(String base) {
        Path configuration = folder.resolve("trellis.yaml");
        try {
            Files.writeString(configuration, "branches:\n  app: {directory: db}\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        try (Trellis trellis = Trellis.builder()
                .findPlugins(false)
                .configuration(configuration)
                .build()) {
            return trellis.review(base);
        }
    }

    private static ReviewedRevision only(ReviewReport report) {
        assertEquals(1, report.revisions().size(), report::toString);
        return report.revisions().get(0);
    }

    @Test
    void nothing_is_reported_without_a_change() {
        ReviewReport report = review("main");
        assertEquals(List.of(), report.revisions());
        assertEquals(false, report.hasFindings());
    }

    @Test
    void a_new_revision_has_sql_for_each_database_before_and_after_its_commit() throws IOException {
        script("a3", "a2", "add_column: {table: t, name: c, type: integer}", "drop_column: {table: t, name: c}");
        ReviewedRevision untracked = only(review("main"));
        commit("second");
        ReviewedRevision committed = only(review("main"));
        assertEquals(untracked, committed);
        assertEquals(State.NEW, committed.state());
        assertEquals("db/a3.yaml", committed.path());
        assertEquals(
                Set.of("sqlite", "postgresql", "mariadb", "mysql", "h2"),
                committed.sql().keySet());
        assertEquals(
                List.of("ALTER TABLE \"t\" ADD COLUMN \"c\" integer"),
                committed.sql().get("postgresql"));
        assertEquals("app", committed.touches().get(0).owner());
    }

    @Test
    void lint_examines_the_new_revision_only() throws IOException {
        script("a3", "a2", "drop_table: t", "create_table: {name: t, columns: {id: integer}, primary_key: [id]}");
        assertEquals("data_loss", only(review("main")).findings().get(0).rule());
    }

    @Test
    void a_changed_and_a_removed_script_are_reported() throws IOException {
        script("a2", "a1", "create_table: {name: v, columns: {id: integer}, primary_key: [id]}", "drop_table: v");
        assertEquals(State.CHANGED, only(review("main")).state());
        Files.delete(folder.resolve("db/a2.yaml"));
        ReviewReport report = review("main");
        assertEquals(State.REMOVED, only(report).state());
        assertTrue(report.hasFindings());
    }

    @Test
    void revisions_that_the_base_has_received_meet_those_on_the_same_tables() throws IOException {
        git("checkout", "-q", "main");
        script("a4", "a2", "add_column: {table: t, name: d, type: integer}", "drop_column: {table: t, name: d}");
        commit("received");
        git("checkout", "-q", "work");
        script("a3", "a2", "add_column: {table: t, name: c, type: integer}", "drop_column: {table: t, name: c}");
        ReviewReport report = review("main");
        assertEquals("a4", report.received().get(0).revision());
        assertEquals(List.of("t"), only(report).meets().get(0).tables());
        script("a3", "a2", "add_column: {table: u, name: c, type: integer}", "drop_column: {table: u, name: c}");
        assertEquals(List.of(), only(review("main")).meets());
        script("a3", "a2", "execute: update u set id = 1", "execute: update u set id = 1");
        assertEquals(List.of(), only(review("main")).meets().get(0).tables());
    }

    @Test
    void an_unknown_base_and_an_option_in_its_place_are_refused() {
        TrellisException unknown = assertThrows(TrellisException.class, () -> review("nix"));
        assertEquals("git_failed", unknown.problem().name());
        TrellisException option = assertThrows(TrellisException.class, () -> review("--output=x"));
        assertEquals("git_failed", option.problem().name());
    }
}
