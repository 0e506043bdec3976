package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.error.TrellisException;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A password is in no output, log, exception, history row or process list, wherever it was written. */
@SuppressWarnings("NullAway.Init")
class SecretsTest {
    private static final String SECRET = "s3cr3t";

    @TempDir
    Path folder;

    /** The log of the drivers, which goes to the error stream of the process. */
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    private final Handler handler = new StreamHandler(log, new SimpleFormatter()) {
        @Override
        public synchronized void publish(LogRecord entry) {
            super.publish(entry);
            flush();
        }
    };

    @BeforeEach
    void captureLog() {
        handler.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(handler);
    }

    @AfterEach
    void releaseLog() {
        Logger.getLogger("").removeHandler(handler);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://joe:s3cr3t-word@127.0.0.1:1/x",
                "jdbc:postgresql://joe:s3cr3t-w/o@rd@127.0.0.1:1/x",
                "jdbc:postgresql://127.0.0.1:1/x?user=joe&password=s3cr3t-word",
                "jdbc:postgresql://127.0.0.1:1/x?user=joe&password=s3cr3t%21w%C3%B6rd",
                "jdbc:postgresql://127.0.0.1:1/x?sslpassword=s3cr3t-word&user=joe",
                "jdbc:postgresql:///x?password=s3cr3t-word&socketFactory=no.such.Factory",
                "jdbc:mariadb://127.0.0.1:1/x?user=joe&password=s3cr3t-word",
                "jdbc:mariadb://127.0.0.1:1/x?keyStorePassword=s3cr3t-word",
                "jdbc:postgresql://127.0.0.1:1/x?user=joe&pass%77ord=s3cr3t-word",
                "jdbc:mariadb://127.0.0.1:nonsense/x?password=s3cr3t-word",
                "jdbc:nonsense://joe:s3cr3t-word@127.0.0.1:1/x",
                "jdbc:oracle:thin:joe/s3cr3t-word@127.0.0.1:1:x",
                "jdbc:postgresql:/joe:s3cr3t-word@127.0.0.1/x",
                "jdbc:postgresql:joe:s3cr3t-word@127.0.0.1",
                "jdbc:mariadb:/joe:s3cr3t-w/o@rd@127.0.0.1/x",
                "jdbc:mariadb:joe:s3cr3t-word@127.0.0.1",
                "jdbc:h2:tcp:/joe:s3cr3t-word@127.0.0.1:1/x",
                "jdbc:sqlite:/nowhere/at/all.db?password=s3cr3t-word",
                "jdbc:h2:/nowhere/at/all;IFEXISTS=TRUE;PASSWORD=s3cr3t-word",
                "jdbc:h2:mem:a;NO_SUCH_SETTING=1;PASSWORD=s3cr3t-word"
            })
    void a_password_in_the_url_is_hidden(String url) {
        configure("database: {url: \"" + url + "\"}\n");
        assertSecretIsHidden();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://127.0.0.1:1/x",
                "jdbc:mariadb://127.0.0.1:1/x",
                "jdbc:mysql://127.0.0.1:1/x",
                "jdbc:h2:/nowhere/at/all;IFEXISTS=TRUE",
                "jdbc:sqlite:/nowhere/at/all.db"
            })
    void a_password_with_its_own_key_is_hidden(String url) {
        configure("database: {url: \"" + url + "\", user: joe, password: \"s3cr3t-word\"}\n");
        assertSecretIsHidden();
    }

    /** The Maven plugin passes its parameter {@code variables} as such options. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "url: \"jdbc:postgresql://joe:${WORD}@127.0.0.1:1/x\"",
                "url: \"jdbc:postgresql://127.0.0.1:1/x?user=joe&password=${WORD}\"",
                "url: \"jdbc:mariadb:(host=127.0.0.1,port=1,user=joe,password=${WORD})/x\"",
                "url: \"jdbc:mariadb://127.0.0.1:1/x\", user: joe, password: \"${WORD}\""
            })
    void a_password_in_a_variable_is_hidden(String database) {
        configure("database: {" + database + "}\n");
        for (String flag : List.of("-v", "-q", "--json", "--log-sql")) {
            for (String command : List.of("upgrade heads", "current", "check", "upgrade heads --dry-run", "nonsense")) {
                CommandLineRun run =
                        CommandLineRun.of(folder, ("-x WORD=s3cr3t-word " + flag + " " + command).split(" "));
                assertFalse((run.out() + run.err()).contains(SECRET), run.out() + run.err());
                assertTrue(run.code() != Main.EXIT_OK, run.out() + run.err());
            }
        }
        assertFalse(log.toString(StandardCharsets.UTF_8).contains(SECRET), log.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"POSTGRESQL", "MARIADB", "MYSQL"})
    void a_password_that_the_server_rejects_is_hidden(Kind kind) {
        try (TestDatabase database = TestDatabase.open(kind)) {
            configure("database: {url: \"" + database.url() + "\", user: joe, password: \"s3cr3t-word\"}\n");
            assertSecretIsHidden();
        }
    }

    /** Errors quote messages of drivers and statements of scripts; here a statement contains the password. */
    @Test
    void a_password_in_a_quoted_statement_is_hidden() throws Exception {
        try (TestDatabase database = TestDatabase.open(Kind.H2)) {
            try (Connection connection =
                    DriverManager.getConnection(database.url(), database.user(), database.password())) {
                connection.createStatement().execute("alter user sa set password 's3cr3tword'");
            }
            configure("database: {url: \"" + database.url() + "\", user: sa, password: \"s3cr3tword\"}\n");
            assertEquals(
                    Main.EXIT_OK, CommandLineRun.of(folder, "upgrade", "heads").code());
            for (String command : List.of("history", "plugins", "current", "heads", "branches", "check", "verify")) {
                CommandLineRun run = CommandLineRun.of(folder, "-v", "--json", command);
                assertFalse((run.out() + run.err()).contains(SECRET), run.out() + run.err());
            }
            CommandLineRun applied = CommandLineRun.of(folder, "--json", "history", "--applied");
            assertTrue(applied.out().contains("a0000000000a"), applied.out());
            assertFalse(applied.out().contains(SECRET), applied.out());
            CommandLineRun.write(folder, "db/b.yaml", """
                    revision: b0000000000b
                    down_revision: a0000000000a
                    upgrade:
                      - execute: insert into s3cr3tword values (1)
                    """);
            CommandLineRun run = CommandLineRun.of(folder, "upgrade", "heads");
            assertEquals(Main.EXIT_FAILED, run.code());
            assertTrue(run.err().contains("insert into *** values (1)"), run.err());
            assertFalse((run.out() + run.err()).contains(SECRET), run.err());
            try (Connection connection = DriverManager.getConnection(database.url(), "sa", "s3cr3tword")) {
                connection.createStatement().execute("alter user sa set password ''");
            }
        }
    }

    /** A script may contain the configured password, for example to create the user of the application. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-v upgrade heads --dry-run",
                "--json upgrade heads --dry-run",
                "lint",
                "lint --sarif",
                "--json lint",
                "verify",
                "--json verify",
                "-v --log-sql upgrade heads",
                "--json --log-sql upgrade heads",
                "history --applied",
                "-v history --applied",
                "--json history --applied"
            })
    void a_password_in_a_script_is_in_no_output(String command) {
        configure("database: {url: \"jdbc:sqlite:a.db\", password: \"s3cr3t-word\"}\n");
        CommandLineRun.write(folder, "db/b.yaml", """
                revision: b0000000000b
                down_revision: a0000000000a
                upgrade:
                  - execute: create table t (x text)
                  - execute: insert into t values ('s3cr3t-word')
                  - execute: drop table "s3cr3t-word"
                downgrade: []
                """);
        if (command.contains("history")) {
            assertEquals(
                    Main.EXIT_FAILED,
                    CommandLineRun.of(folder, "upgrade", "heads").code());
        }
        CommandLineRun run = CommandLineRun.of(folder, command.split(" "));
        assertFalse((run.out() + run.err()).contains(SECRET), run.out() + run.err());
        assertTrue((run.out() + run.err()).contains("***"), run.out() + run.err());
    }

    /** A post_write command is the only child process. It receives the path of the script as its only argument. */
    @Test
    void a_child_process_does_not_receive_the_password() throws Exception {
        configure(
                "database: {url: \"jdbc:sqlite:a.db?password=s3cr3t-word\"}\n"
                        + "post_write: [\"sh -c 'tr \\\"\\\\\\\\0\\\" \\\" \\\" < /proc/$$/cmdline > arguments.txt' {file}\"]\n");
        CommandLineRun run = CommandLineRun.of(folder, "revision", "--head", "notes@head", "-m", "x");
        assertFalse((run.out() + run.err()).contains(SECRET), run.err());
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("trellis.yaml")) {
                    assertFalse(Files.readString(file).contains(SECRET), file.toString());
                }
            }
        }
    }

    private void configure(String database) {
        CommandLineRun.write(folder, "trellis.yaml", database + "branches: {notes: {directory: db}}\n");
        CommandLineRun.write(
                folder, "db/a.yaml", "revision: a0000000000a\nbranch_labels: [notes]\nupgrade: []\ndowngrade: []\n");
    }

    /** Produces errors through the command line and through the API. */
    private void assertSecretIsHidden() {
        for (String flag : List.of("-v", "--json")) {
            for (String command : List.of("upgrade", "current", "check", "verify", "db-create")) {
                CommandLineRun run = command.equals("upgrade")
                        ? CommandLineRun.of(folder, flag, "upgrade", "heads")
                        : CommandLineRun.of(folder, flag, command);
                assertFalse((run.out() + run.err()).contains(SECRET), run.out() + run.err());
                // The throwaway database of verify is in memory for SQLite and H2, so the URL does not matter.
                assertTrue(run.code() == Main.EXIT_FAILED || command.equals("verify"), run.out() + run.err());
            }
        }
        TrellisException e = Assertions.assertThrows(TrellisException.class, () -> {
            try (Trellis trellis = new Trellis(
                    ConfigurationReader.read(folder.resolve("trellis.yaml"), null, Map.of(), name -> null),
                    Extensions.NONE,
                    Listener.NONE)) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
        });
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace, true));
        assertFalse(trace.toString().contains(SECRET), trace.toString());
        assertFalse(log.toString(StandardCharsets.UTF_8).contains(SECRET), log.toString(StandardCharsets.UTF_8));
    }
}
