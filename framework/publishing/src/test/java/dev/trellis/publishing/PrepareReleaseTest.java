package dev.trellis.publishing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commits and the tag that {@code prepare-release} creates. */
class PrepareReleaseTest {
    private final Release release = Release.get();
    private final Command git = Command.in(release.repository);

    @TempDir
    Path folder = Path.of("");

    @Test
    void the_tag_has_the_version_everywhere() {
        String tag = "v" + release.version;
        assertEquals(
                "",
                git.fail("git", "grep", "-nIF", release.version + "-SNAPSHOT", tag),
                "the version before the release");
        assertTrue(git.run("git", "show", tag + ":pom.xml").contains("<tag>" + tag + "</tag>"));
        assertTrue(git.run("git", "show", tag + ":README.md").contains("trellis-" + release.version + ".zip"));
        assertTrue(git.run("git", "show", tag + ":framework/docs/changelog.md")
                .contains("\n## " + release.version + " (20"));
    }

    @Test
    void the_commit_after_it_begins_the_next_version() {
        String next = "0.2.0-SNAPSHOT";
        assertEquals("0.1.0", release.version, "the version to which the next one belongs");
        String pom = git.run("git", "show", "HEAD:pom.xml");
        assertTrue(pom.contains("    <version>" + next + "</version>"), pom);
        assertTrue(pom.contains("<tag>HEAD</tag>"), pom);
        String changelog = git.run("git", "show", "HEAD:framework/docs/changelog.md");
        assertTrue(changelog.contains("\n## Unreleased (" + next + ")\n\n## " + release.version + " ("), changelog);
        assertEquals(
                "framework/docs/changelog.md\n",
                git.run("git", "grep", "-lF", "## " + release.version + " (20", "HEAD")
                        .replace("HEAD:", ""));
        assertEquals("", git.run("git", "status", "--porcelain"));
        assertEquals("3\n", git.run("git", "rev-list", "--count", "HEAD"));
    }

    @Test
    void an_invalid_call_changes_nothing() throws IOException {
        Path clone = folder.resolve("clone");
        git.run("git", "clone", "-q", release.repository, clone);
        Command command = Command.in(clone);
        assertEquals(
                "error: 0.2: not a version\n  Write three numbers: 0.1.0\n",
                command.fail("framework/publishing/prepare-release", "0.2"));
        assertEquals(
                "error: the tag v" + release.version + " exists\n  Choose the next version.\n",
                command.fail("framework/publishing/prepare-release", release.version));
        Files.writeString(clone.resolve("notes.txt"), "unfinished");
        assertEquals(
                "error: the clone has uncommitted changes\n  Commit or remove them: git status\n",
                command.fail("framework/publishing/prepare-release", "0.2.0"));
        assertEquals("?? notes.txt\n", command.run("git", "status", "--porcelain"));
        assertEquals("3\n", command.run("git", "rev-list", "--count", "HEAD"));
    }
}
