package dev.trellis.fuzz;

import dev.trellis.config.ConfigurationReader;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.h2.H2Dialect;
import dev.trellis.dialect.mariadb.MariadbDialect;
import dev.trellis.dialect.mysql.MysqlDialect;
import dev.trellis.dialect.postgresql.PostgresqlDialect;
import dev.trellis.dialect.sqlite.SqliteDialect;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.script.FileTemplate;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.script.ScriptFile;
import dev.trellis.internal.script.ScriptFormat;
import dev.trellis.internal.script.SqlFormat;
import dev.trellis.internal.script.YamlFormat;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.internal.sql.SqlStatement;
import dev.trellis.model.YamlModel;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Identifier;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import dev.trellis.schema.Naming;
import dev.trellis.script.Header;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The parsers under test, each with the properties that hold for every input. */
enum Parser {
    /** The header of a script: the fast and the strict reader agree. */
    HEADER {
        @Override
        void read(byte[] input) {
            Header fast = script(YAML, input).header();
            byte[] notPlain = ("lint: {}\n" + text(input)).getBytes(StandardCharsets.UTF_8);
            outcome(input, () -> script(YAML, notPlain).header())
                    .ifPresent(strict -> require(fast.equals(strict), () -> fast + " is not " + strict));
        }
    },

    /** A script in YAML, for each database. */
    YAML_SCRIPT {
        @Override
        void read(byte[] input) {
            bodies(YAML, input);
        }
    },

    /** A script in SQL, for each database. */
    SQL_SCRIPT {
        @Override
        void read(byte[] input) {
            bodies(SQL, input);
        }
    },

    /** A model in YAML. */
    MODEL {
        @Override
        void read(byte[] input) {
            YamlModel.file(file(input)).read(Naming.DEFAULT, name -> Optional.empty());
        }
    },

    /** The configuration. */
    CONFIGURATION {
        @Override
        void read(byte[] input) {
            ConfigurationReader.read(file(input), null, Map.of("A", "b"), UnaryOperator.identity());
        }
    },

    /** SQL, split by the rules of each database's shell. */
    STATEMENTS {
        @Override
        void read(byte[] input) {
            String text = text(input);
            for (Dialect dialect : DIALECTS) {
                outcome(input, () -> SqlSplitter.split(text, dialect.syntax(), "a.sql", 1))
                        .ifPresent(statements -> inOrder(statements, text));
            }
        }

        /** Requires that each statement is at its location, after the previous statement. */
        private void inOrder(List<SqlStatement> statements, String text) {
            String[] lines = text.split("\n", -1);
            int from = 0;
            for (SqlStatement statement : statements) {
                require(!statement.text().isBlank(), () -> "an empty statement");
                int start = text.indexOf(statement.text(), from);
                require(start >= 0, () -> "not in the text: " + statement);
                String line = lines[statement.line() - 1];
                require(
                        (line.substring(statement.column() - 1) + "\n")
                                .startsWith(statement.text().lines().findFirst().orElse("")),
                        () -> "not at its location: " + statement);
                from = start + statement.text().length();
            }
        }
    },

    /** Names of revisions on the command line, and texts that become file names. */
    NAMES {
        @Override
        void read(byte[] input) {
            String text = text(input);
            outcome(input, () -> GRAPH.upgrade(Heads.of("a001"), text));
            outcome(input, () -> GRAPH.downgrade(Heads.of("b003"), text));
            outcome(input, () -> GRAPH.upgradeOffline(text));
            outcome(input, () -> GRAPH.downgradeOffline(text));
            outcome(input, () -> GRAPH.history(text, Heads.of("b001")));
            outcome(input, () -> GRAPH.resolve(text));
            outcome(input, () -> GRAPH.stamp(Heads.none(), List.of(text), false));
            int line = text.indexOf('\n');
            String first = line < 0 ? text : text.substring(0, line);
            String rest = text.substring(line + 1);
            Identifier.problemOfLabel(first);
            if (Identifier.problemOfRevision(first).isEmpty()) {
                inFolder(input, "{revision}_{slug}", first, rest);
            }
            inFolder(input, first, "a001", rest);
        }

        private void inFolder(byte[] input, String template, String id, String message) {
            outcome(input, () -> new FileTemplate(template).name(id, message, message, OffsetDateTime.MAX))
                    .ifPresent(name -> {
                        Path file = Path.of("db").resolve(name + ".yaml");
                        require(
                                Path.of("db").equals(file.normalize().getParent()) && !name.startsWith("-"),
                                () -> "outside the folder: " + file);
                    });
        }
    };

    private static final List<Dialect> DIALECTS = List.of(
            new SqliteDialect(), new PostgresqlDialect(), new MariadbDialect(), new MysqlDialect(), new H2Dialect());
    private static final Set<String> DIALECT_NAMES =
            DIALECTS.stream().map(Dialect::name).collect(Collectors.toSet());
    private static final ScriptFormat YAML = new YamlFormat();
    private static final ScriptFormat SQL = new SqlFormat();
    private static final RevisionGraph GRAPH = RevisionGraph.of(List.of(
            new Revision("a001", List.of(), Set.of("base_shop"), List.of()),
            new Revision("a002", List.of("a001"), Set.of(), List.of()),
            new Revision("b001", List.of(), Set.of("my-app"), List.of("a001")),
            new Revision("b002", List.of("b001"), Set.of(), List.of()),
            new Revision("b003", List.of("b001", "b002"), Set.of(), List.of("a002"))));

    /** Reads one input. Any exception but a TrellisException with a readable error is a finding. */
    abstract void read(byte[] input);

    /**
     * Checks one input.
     *
     * @throws AssertionError when reading gives neither a value nor a readable error
     */
    void check(byte[] input) {
        outcome(input, () -> {
            read(input);
            return this;
        });
    }

    private static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }

    private static MigrationScript script(ScriptFormat format, byte[] input) {
        return format.read(new ScriptFile("a", "a", null, input));
    }

    private static void bodies(ScriptFormat format, byte[] input) {
        MigrationScript script = script(format, input);
        for (Dialect dialect : DIALECTS) {
            outcome(input, () -> script.body(ParseContext.of(dialect, DIALECT_NAMES, Naming.DEFAULT)));
        }
    }

    private static Path file(byte[] input) {
        try {
            return Files.write(Scratch.FILE, input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void require(boolean holds, Supplier<String> message) {
        if (!holds) {
            throw new AssertionError(message.get());
        }
    }

    /** A temporary file, created on first use because most parsers read no files. */
    private static final class Scratch {
        static final Path FILE = file();

        private static Path file() {
            try {
                Path file = Files.createTempFile("trellis_fuzz_", ".yaml");
                file.toFile().deleteOnExit();
                return file;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Returns the value that was read; empty after a readable error. */
    private static <T> Optional<T> outcome(byte[] input, Supplier<T> reader) {
        try {
            return Optional.of(reader.get());
        } catch (TrellisException e) {
            ReadableErrors.require(e, text(input));
            return Optional.empty();
        }
    }
}
