package dev.trellis.internal.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.branch.Branch;
import dev.trellis.branch.Branch.ScriptLocation;
import dev.trellis.config.Configuration;
import dev.trellis.config.Configuration.BranchSettings;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.script.ScriptFolder;
import dev.trellis.internal.script.YamlFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts of an app's configuration and scripts to take over a protected branch that a plugin contributes. */
class ProtectedBranchTest {
    @TempDir
    Path folder = Path.of("");

    private Branch retail() {
        return Branch.builder("retail", "retail.jar")
                .isProtected(true)
                .plugin("a.Plugin")
                .scripts(ScriptLocation.folder(folder.resolve("retail")))
                .build();
    }

    private Branch app() {
        return Branch.builder("app", "trellis.yaml")
                .scripts(ScriptLocation.folder(folder.resolve("app")))
                .build();
    }

    @BeforeEach
    void write_the_base() throws IOException {
        script("retail", "b1", "branch_labels: [retail]\n");
        script("retail", "b2", "down_revision: b1\n");
    }

    private void script(String branch, String id, String header) throws IOException {
        Files.createDirectories(folder.resolve(branch));
        String parent = header.contains("down_revision") ? "" : "down_revision: null\n";
        Files.writeString(
                folder.resolve(branch).resolve(id + ".yaml"),
                "revision: " + id + "\n" + parent + header + "upgrade: []\n");
    }

    private Branch configured(BranchSettings settings) {
        Configuration configuration = Configuration.builder(folder.resolve("trellis.yaml"))
                .branches(Map.of("retail", settings))
                .build();
        return BranchConfiguration.of(configuration, List.of(retail())).get(0);
    }

    private void refused(@Nullable Path directory, @Nullable Path model, @Nullable Boolean isProtected, String key) {
        TrellisException e = assertThrows(
                TrellisException.class,
                () -> configured(new BranchSettings(directory, model, null, isProtected, false)));
        assertEquals("protected_branch", e.name());
        String text = e.problem().toString();
        assertTrue(text.contains("may not set '" + key + "': retail.jar"), text);
        assertTrue(String.valueOf(e.problem().advice()).contains("maintain: true"));
    }

    @Test
    void the_configuration_cannot_switch_the_protection_off() {
        refused(null, null, false, "protected");
    }

    @Test
    void the_configuration_cannot_replace_the_scripts_or_the_model() {
        refused(folder.resolve("mine"), null, null, "directory");
        refused(null, folder.resolve("mine.yaml"), null, "model");
    }

    @Test
    void the_project_that_maintains_the_branch_may_do_both() {
        Branch branch = configured(new BranchSettings(folder.resolve("mine"), null, null, null, true));
        assertEquals(folder.resolve("mine"), branch.directory());
        assertTrue(branch.isProtected());
        assertFalse(
                configured(new BranchSettings(null, null, null, false, true)).isProtected());
    }

    private TrellisException refused() {
        return assertThrows(TrellisException.class, this::read);
    }

    private Branches read() {
        return Branches.read(
                List.of(retail(), app()), new ScriptFolder(List.of(new YamlFormat())), Map.of(), script -> {}, false);
    }

    @Test
    void a_script_of_an_app_does_not_continue_the_base() throws IOException {
        script("app", "a1", "branch_labels: [app]\ndown_revision: b2\n");
        TrellisException e = refused();
        assertEquals("protected_branch", e.name());
        assertTrue(e.problem().toString().contains("app/a1.yaml"), e.problem().toString());
        assertTrue(String.valueOf(e.problem().advice()).startsWith("Write depends_on: [b2]"));
    }

    @Test
    void a_merge_point_of_an_app_does_not_join_the_base() throws IOException {
        script("app", "a1", "branch_labels: [app]\n");
        script("app", "a2", "down_revision: [a1, b2]\n");
        assertEquals("protected_branch", refused().name());
    }

    @Test
    void the_base_does_not_continue_an_app() throws IOException {
        script("app", "a1", "branch_labels: [app]\n");
        script("retail", "b3", "down_revision: [b2, a1]\n");
        assertEquals("protected_branch", refused().name());
    }

    @Test
    void a_script_of_an_app_does_not_take_the_label_of_the_base() throws IOException {
        script("retail", "b1", "");
        script("app", "a1", "branch_labels: [retail]\n");
        String text = refused().problem().toString();
        assertTrue(text.contains("declares the label 'retail'"), text);
    }

    @Test
    void a_script_of_an_app_may_depend_on_the_base() throws IOException {
        script("app", "a1", "branch_labels: [app]\ndepends_on: [b1]\n");
        assertEquals(2, read().graph().heads().size());
    }
}
