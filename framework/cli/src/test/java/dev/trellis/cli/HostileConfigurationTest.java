package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A malformed or malicious configuration or model. */
final class HostileConfigurationTest extends HostileInput {
    @Test
    void an_unknown_key() throws Exception {
        configure("version_tabel: x\n");
        refused("unknown_key", "trellis.yaml:3:", "version_table");
    }

    @Test
    void an_alias_in_the_configuration() throws Exception {
        configure("naming: &a {pk: x}\nenvironments: {test: *a}\n");
        refused("refused_yaml", "trellis.yaml:3:", "anchors");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    branches: []                           | 'branches'
                    branches: {x: {directory: [a]}}        | 'directory'
                    branches: {x: {directory: "\\0"}}      | 'directory'
                    branches: {x: {maintain: often}}       | 'maintain'
                    branches: {x: {directry: db}}          | directory
                    plugins: {paths: x}                    | path
                    plugins: 5                             | 'plugins'
                    log_sql: 5                             | 'log_sql'
                    lock_timeout: soon                     | 'lock_timeout'
                    lock_timeout: 99999999999s             | 'lock_timeout'
                    transactions: some                     | 'transactions'
                    naming: {primary: x}                   | 'primary'
                    version_table: {}                      | 'version_table'
                    version_table: ""                      | it is empty
                    history_table: "a\\0b"                 | NUL
                    history_table: trellis_version         | 'history_table'
                    environments: {test: {databse: {}}}    |
                    file_template: [a]                     | 'file_template'
                    """)
    void an_invalid_value(String line, String words) throws Exception {
        configure("");
        CommandLineRun.write(
                folder, "trellis.yaml", "database: {url: \"jdbc:sqlite:hostile.db\"}\n" + line.strip() + "\n");
        if (words == null) {
            CommandLineRun run = CommandLineRun.of(folder, "-n", "test", "heads");
            assertTrue(run.err().startsWith("error: unknown_key: ") && run.err().contains("'database'"), run.err());
            return;
        }
        refused("", "trellis.yaml:2:", words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trellis.yaml", "db/model.yaml"})
    void a_configuration_or_model_of_100_megabytes(String name) throws Exception {
        script(HEADER + "upgrade: []\n");
        CommandLineRun.write(folder, name, "");
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
            file.setLength(100L << 20);
        }
        CommandLineRun run = CommandLineRun.of(folder, "db-create", "--force-yes");
        assertEquals(Main.EXIT_FAILED, run.code(), run.err());
        assertOneError(run);
        assertTrue(run.err().contains(name + ": the file is larger than 16 MiB"), run.err());
    }

    @Test
    void a_model_that_is_not_utf_8() throws Exception {
        script(HEADER + "upgrade: []\n");
        Files.write(folder.resolve("db/model.yaml"), new byte[] {'a', ':', (byte) 0xc3, (byte) 0x28, '\n'});
        CommandLineRun run = CommandLineRun.of(folder, "db-create", "--force-yes");
        assertEquals(Main.EXIT_FAILED, run.code(), run.err());
        assertOneError(run);
        assertTrue(run.err().contains("model.yaml: the file is not UTF-8"), run.err());
    }

    @Test
    void a_configuration_that_is_not_utf_8() throws Exception {
        configure("");
        Files.write(folder.resolve("trellis.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        refused("", "trellis.yaml", "");
    }
}
