package dev.trellis.testbed;

import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.h2.tools.RunScript;
import org.jspecify.annotations.Nullable;

/**
 * Runs a script in the database's own shell. H2's shell is a class of its jar; the shells of MariaDB and MySQL come with
 * their servers; {@code sqlite3} and {@code psql} are used if the path contains them. Without a shell, the driver executes
 * the statements one by one and stops at the first error.
 */
public final class DatabaseShell {
    private static final Pattern SERVER = Pattern.compile("jdbc:[a-z]+://([^:/]+):(\\d+)/([^?]+).*");
    private static final int TIMEOUT_SECONDS = 120;

    private final TestDatabase database;
    private final Function<String, List<String>> splitter;

    /**
     * The result of a script.
     *
     * @param program the program that ran the script, for the output of a test
     * @param failure the output of a script that stopped at an error; null on success
     */
    public record Outcome(String program, @Nullable String failure) {}

    /**
     * Creates the shell of a database.
     *
     * @param splitter splits a script into statements; used if there is no shell
     */
    public DatabaseShell(TestDatabase database, Function<String, List<String>> splitter) {
        this.database = database;
        this.splitter = splitter;
    }

    /** Runs a script to its end or to the first error. */
    public Outcome run(String script) {
        return switch (database.kind()) {
            case H2 -> h2(script);
            case SQLITE -> {
                String program = onPath("sqlite3");
                String file = database.url().replaceFirst("^jdbc:sqlite:", "");
                yield program == null ? driver(script) : shell(script, List.of(program, "-batch", file));
            }
            case POSTGRESQL -> {
                String program = onPath("psql");
                yield program == null ? driver(script) : shell(script, psql(program));
            }
            case MARIADB -> {
                String program = clientProgram(MariadbServer.client(), "mariadb");
                yield program == null ? driver(script) : shell(script, client(program, "--skip-ssl"));
            }
            case MYSQL -> {
                String program = clientProgram(MysqlServer.client(), "mysql");
                yield program == null ? driver(script) : shell(script, client(program, "--ssl-mode=DISABLED"));
            }
        };
    }

    private Outcome h2(String script) {
        try (Connection connection = database.connect()) {
            RunScript.execute(connection, new StringReader(script));
            return new Outcome("org.h2.tools.RunScript", null);
        } catch (SQLException e) {
            return new Outcome("org.h2.tools.RunScript", e.getMessage());
        }
    }

    private static @Nullable String onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String clientProgram(@Nullable Path server, String program) {
        return server == null ? onPath(program) : server.toString();
    }

    private Matcher server() {
        Matcher server = SERVER.matcher(database.url());
        if (!server.matches()) {
            throw new IllegalStateException("not the URL of a server: " + database.url());
        }
        return server;
    }

    private List<String> psql(String program) {
        Matcher server = server();
        return List.of(
                program,
                "--no-psqlrc",
                "--quiet",
                "--host=" + server.group(1),
                "--port=" + server.group(2),
                "--username=" + database.user(),
                "--dbname=" + server.group(3));
    }

    private List<String> client(String program, String withoutTls) {
        Matcher server = server();
        return List.of(
                program,
                "--no-defaults",
                "--protocol=tcp",
                withoutTls,
                "--default-character-set=latin1",
                "--host=" + server.group(1),
                "--port=" + server.group(2),
                "--user=" + database.user(),
                server.group(3));
    }

    private Outcome shell(String script, List<String> command) {
        try {
            Path input = Files.createTempFile("trellis-script-", ".sql");
            try {
                Files.writeString(input, script);
                ProcessBuilder builder =
                        new ProcessBuilder(command).redirectErrorStream(true).redirectInput(input.toFile());
                // The environment sets a wrong character set, so that a
                // script which does not set its own character set fails.
                builder.environment().put("PGCLIENTENCODING", "LATIN1");
                builder.environment().put("LC_ALL", "C");
                if (database.password() != null) {
                    builder.environment().put("PGPASSWORD", database.password());
                    builder.environment().put("MYSQL_PWD", database.password());
                }
                Process process = builder.start();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException("did not end within the time limit: " + command);
                }
                return new Outcome(
                        command.get(0), process.exitValue() == 0 ? null : process.exitValue() + ": " + output);
            } finally {
                Files.delete(input);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Outcome driver(String script) {
        List<String> lines = new ArrayList<>();
        for (String line : script.split("\n", -1)) {
            // The driver does not know these commands of the shell; it stops at an error anyway.
            lines.add(line.equals(".bail on") || line.startsWith("\\set ON_ERROR_STOP ") ? "" : line);
        }
        String program = "the driver, statement by statement (no shell on the path)";
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : splitter.apply(String.join("\n", lines))) {
                statement.execute(sql);
            }
            return new Outcome(program, null);
        } catch (SQLException e) {
            return new Outcome(program, e.getMessage());
        }
    }
}
