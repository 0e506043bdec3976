package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Hostile scripts, and hostile folders of scripts. */
final class HostileScriptTest extends HostileInput {
    @Test
    void a_bomb_of_aliases_in_a_header() throws Exception {
        script("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n" + HEADER);
        refused("refused_yaml", "db/a.yaml:1:", "anchors");
    }

    @Test
    void a_bomb_of_aliases_in_a_body() throws Exception {
        script(HEADER + "upgrade:\n  - execute: &a [x, x]\n  - execute: [*a, *a, *a]\n");
        refused("refused_yaml", "db/a.yaml:4:", "anchors");
    }

    @Test
    void extreme_nesting() throws Exception {
        script(HEADER + "upgrade: " + "[".repeat(100_000) + "]".repeat(100_000) + "\n");
        refused("", "db/a.yaml", "nest");
    }

    @Test
    void extreme_nesting_in_a_header() throws Exception {
        script("revision: " + "{a: ".repeat(100_000) + "\n");
        refused("", "db/a.yaml", "nest");
    }

    @Test
    void a_file_of_100_megabytes() throws Exception {
        script(HEADER);
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("db/a.yaml").toFile(), "rw")) {
            file.setLength(100L << 20);
        }
        refused("malformed_script", "db/a.yaml", "larger than 16 MiB");
    }

    @Test
    void a_NUL_in_yaml() throws Exception {
        script(HEADER + "message: a\0b\n");
        refused("", "db/a.yaml", "NUL");
    }

    @Test
    void a_NUL_in_a_name() throws Exception {
        script(HEADER + "upgrade:\n  - drop_table: \"a\\0b\"\n");
        refused("illegal_identifier", "db/a.yaml:4:", "NUL");
    }

    @Test
    void bytes_that_are_not_utf_8() throws Exception {
        script(HEADER);
        Files.write(folder.resolve("db/a.yaml"), new byte[] {'r', 'e', (byte) 0xc3, (byte) 0x28, '\n'});
        refused("malformed_script", "db/a.yaml", "not UTF-8");
    }

    @Test
    void a_link_out_of_the_folder() throws Exception {
        configure("");
        Files.createDirectories(folder.resolve("db"));
        Path secret = Files.writeString(folder.resolve("secret.yaml"), HEADER + "message: top secret\n");
        Files.createSymbolicLink(folder.resolve("db/a.yaml"), secret);
        CommandLineRun run = refused("outside_folder", "db/a.yaml", "leads out of the folder");
        assertFalse(run.err().contains("top secret"), run.err());
    }

    @Test
    void a_loop_of_links() throws Exception {
        configure("");
        Files.createDirectories(folder.resolve("db"));
        Files.createSymbolicLink(folder.resolve("db/a.yaml"), folder.resolve("db/b.yaml"));
        Files.createSymbolicLink(folder.resolve("db/b.yaml"), folder.resolve("db/a.yaml"));
        CommandLineRun run = CommandLineRun.of(folder, "upgrade", "heads");
        assertEquals(Main.EXIT_FAILED, run.code(), run.out() + run.err());
        assertEquals(
                2,
                run.err()
                        .lines()
                        .filter(line -> line.startsWith("error: unreadable_file: "))
                        .count(),
                run.err());
        assertUntouched();
    }

    @Test
    void a_folder_that_is_a_loop_of_links() throws Exception {
        configure("");
        Files.createSymbolicLink(folder.resolve("db"), folder.resolve("db"));
        refused("unreadable_file", "db", "not a folder");
    }

    @Test
    void a_folder_that_is_a_file() throws Exception {
        configure("");
        CommandLineRun.write(folder, "db", "x");
        refused("unreadable_file", "db", "not a folder");
    }

    @Test
    void a_pipe_without_a_writer() throws Exception {
        configure("");
        Files.createDirectories(folder.resolve("db"));
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", folder.resolve("db/a.yaml").toString())
                        .start()
                        .waitFor());
        assertTimeoutPreemptively(
                Duration.ofSeconds(30), () -> refused("unreadable_file", "db/a.yaml", "not a regular file"));
    }

    @Test
    void a_link_within_the_folder_is_a_script() throws Exception {
        script(HEADER + "upgrade: []\n");
        Files.move(folder.resolve("db/a.yaml"), folder.resolve("db/a.txt"));
        Files.createSymbolicLink(folder.resolve("db/a.yaml"), Path.of("a.txt"));
        CommandLineRun run = CommandLineRun.of(folder, "upgrade", "heads");
        assertEquals(Main.EXIT_OK, run.code(), run.err());
    }

    @Test
    void a_byte_order_mark_is_ignored() throws Exception {
        script("\uFEFF" + HEADER + "upgrade: []\n");
        configure("");
        CommandLineRun.write(
                folder,
                "trellis.yaml",
                "\uFEFF" + Files.readString(folder.resolve("trellis.yaml")) + "log_sql: false\n");
        CommandLineRun.write(folder, "db/b.sql", "\uFEFF-- revision: b1\n-- down_revision: a0000000000a\n-- upgrade\n");
        CommandLineRun.write(folder, "db/model.yaml", "\uFEFFtables: {}\n");
        CommandLineRun run = CommandLineRun.of(folder, "upgrade", "heads");
        assertEquals(Main.EXIT_OK, run.code(), run.err());
        CommandLineRun check = CommandLineRun.of(folder, "check");
        assertEquals(Main.EXIT_OK, check.code(), check.err());
    }

    @Test
    void control_characters_of_a_name_do_not_reach_the_terminal() throws Exception {
        script(HEADER + "upgrade:\n  - \"\\e[2J\\e]0;x\\a\": {}\n");
        CommandLineRun run = refused("unknown_operation", "db/a.yaml:4:", "\\u001b[2J");
        assertFalse(run.err().contains("\u001b"), run.err());
    }
}
