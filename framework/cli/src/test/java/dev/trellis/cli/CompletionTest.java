package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The candidates for the last word of a command line, and their way into the shells. */
@SuppressWarnings("NullAway.Init")
class CompletionTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void project() {
        CommandLineRun.write(folder, "trellis.yaml", """
                database: {url: "jdbc:sqlite:app.db"}
                branches: {shop: {directory: db}}
                environments: {test: {log_sql: true}, production: {}}
                """);
        CommandLineRun.write(folder, "db/a1b2c3d4e5f6.yaml", """
                revision: a1b2c3d4e5f6
                branch_labels: [shop]
                message: create pets
                upgrade: [{create_table: {name: pet, columns: {id: integer, title: text}, primary_key: [id]}}]
                """);
    }

    private List<String> candidates(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> args = new ArrayList<>(List.of("__complete"));
        args.addAll(Arrays.asList(words));
        CommandEnvironment environment = new CommandEnvironment(folder, name -> null);
        int code = Main.run(
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                args.toArray(String[]::new));
        assertEquals(Main.EXIT_OK, code);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** The last word of a command line is incomplete; it may be empty. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            upg                          | upgrade
            down                         | downgrade
            -n pro                       | production
            --name=te                    | --name=test
            upgrade shop@h               | shop@head
            upgrade a1                   | a1b2c3d4e5f6
            -q show a1                   | a1b2c3d4e5f6
            upgrade --dry                | --dry-run
            revision --head sho          | shop@head shop@base
            check --branch s             | shop
            check --branch=s             | --branch=shop
            history -r a1                | a1b2c3d4e5f6:
            history -r base:a1           | base:a1b2c3d4e5f6
            diff mod                     | model
            diff heads prod              | production
            blame pet                    | pet
            blame pet.                   | pet.id pet.title
            completion f                 | fish
            json-schema ''               | config model revision
            schema --format ''           | yaml sql json
            init --template pl           | plugin
            inspect --output ''          | :files
            upgrade nowhere ''           |
            -c none.yaml upgrade a1      |
            show nothing                 |
            """)
    void a_word_has_the_candidates(String line, @Nullable String expected) {
        String[] words = Arrays.stream(line.split(" +"))
                .map(word -> word.equals("''") ? "" : word)
                .toArray(String[]::new);
        assertEquals(
                Objects.requireNonNullElse(expected, ""),
                String.join(
                        " ",
                        candidates(words).stream()
                                .map(candidate -> candidate.replaceFirst("\t.*", ""))
                                .toList()));
    }

    @Test
    void a_candidate_has_a_description() {
        assertEquals(List.of("a1b2c3d4e5f6\tcreate pets"), candidates("upgrade", "a1"));
    }

    @Test
    void every_command_is_a_candidate() {
        assertEquals(Commands.ALL.size(), candidates("").size());
    }

    /** Bash replaces only the part behind the last {@code @} or {@code =}. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            trellis upgrade shop@h       ; head
            trellis upgr                 ; upgrade
            trellis --name=te            ; test
            trellis show a1              ; a1b2c3d4e5f6
            """)
    void bash_receives_the_candidates(String line, String expected) throws Exception {
        Path script =
                Files.writeString(folder.resolve("complete.bash"), Resources.text("completion/trellis.bash") + """
                trellis() { "$JAVA" -cp "$CLASS_PATH" dev.trellis.cli.Main "$@"; }
                COMP_LINE=$1 COMP_POINT=${#1}
                _trellis
                printf '%s\\n' "${COMPREPLY[@]}"
                """);
        Process bash = shell("bash", script.toString(), line);
        assertEquals(expected, output(bash).strip());
    }

    private Process shell(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment()
                .put(
                        "JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.environment().put("CLASS_PATH", System.getProperty("java.class.path"));
        return builder.redirectErrorStream(true).start();
    }

    private static String output(Process process) throws Exception {
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), text);
        return text;
    }
}
