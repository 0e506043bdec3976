package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The completion in real shells, which Debian's packages {@code zsh} and {@code fish} install; the manual in {@code man}. */
@SuppressWarnings("NullAway.Init")
class ShellsToolIT {
    @TempDir
    private Path folder;

    /** Creates a project, and a command {@code trellis} on the path of the shells. */
    @BeforeEach
    void project() throws IOException {
        CommandLineRun.write(folder, "trellis.yaml", """
                database: {url: "jdbc:sqlite:app.db"}
                branches: {shop: {directory: db}}
                """);
        CommandLineRun.write(folder, "db/a1b2c3d4e5f6.yaml", """
                revision: a1b2c3d4e5f6
                branch_labels: [shop]
                message: create pets
                """);
        CommandLineRun.write(
                folder,
                "bin/trellis",
                "#!/bin/sh\nexec '" + System.getProperty("java.home") + "/bin/java' -cp '"
                        + System.getProperty("java.class.path") + "' dev.trellis.cli.Main \"$@\"\n");
        Files.setPosixFilePermissions(folder.resolve("bin/trellis"), PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String shell : List.of("zsh", "fish")) {
            CommandLineRun.write(folder, "trellis." + shell, Resources.text("completion/trellis." + shell));
        }
    }

    private String run(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("TERM", "xterm");
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), text);
        return text;
    }

    @Test
    void fish_completes_with_descriptions() throws Exception {
        assertEquals(
                "a1b2c3d4e5f6\tcreate pets",
                run("fish", "-c", "source trellis.fish; complete -C 'trellis upgrade a1'")
                        .strip());
        assertEquals(
                "shop@head\tthe head of the branch",
                run("fish", "-c", "source trellis.fish; complete -C 'trellis upgrade shop@h'")
                        .strip());
        assertTrue(run("fish", "-c", "source trellis.fish; complete -C 'trellis config-create tre'")
                .contains("trellis.yaml"));
    }

    /** Zsh accepts {@code compadd} only in an interactive shell, so a function of this name prints the candidates. */
    @Test
    void zsh_completes_the_word_at_the_cursor() throws Exception {
        CommandLineRun.write(folder, "capture.zsh", """
                autoload -U compinit
                compinit -u
                source ./trellis.zsh
                # Collects what the function passes to compadd.
                compadd() {
                    while [[ $1 == -* ]]; do
                        [[ $1 == -[Vd] ]] && shift
                        [[ $1 == -a ]] && { print -l -- ${(P)2}; return }
                        shift
                    done
                }
                words=(trellis "${@[1,-1]}")
                CURRENT=$#words
                _trellis
                """);
        assertEquals(
                "a1b2c3d4e5f6", run("zsh", "-f", "capture.zsh", "upgrade", "a1").strip());
        assertEquals(
                "shop@head",
                run("zsh", "-f", "capture.zsh", "upgrade", "shop@h").strip());
    }

    @Test
    void man_shows_the_pages_without_a_warning() throws Exception {
        Path pages = Path.of("src", "main", "dist", "share", "man", "man1").toAbsolutePath();
        for (String page : List.of("trellis.1", "trellis-upgrade.1", "trellis-init.1")) {
            assertEquals("", run("sh", "-c", "man --warnings -l " + pages.resolve(page) + " 2>&1 >/dev/null"));
        }
        assertTrue(run("sh", "-c", "man -P cat -l " + pages.resolve("trellis-upgrade.1"))
                .contains("TARGET"));
    }
}
