package dev.trellis.fuzz;

import dev.trellis.config.ConfigurationReader;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.h2.H2Dialect;
import dev.trellis.dialect.mariadb.MariadbDialect;
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

/** What is fuzzed, and what is true of everything that it reads. */
enum Parser {
    /** A script's header, by the quick reader and by the strict one. */
    HEADER {
        @Override
        void read(byte[] input) {
            Header quick = script(YAML, input).header();
            byte[] noted = ("lint: {}\n" + text(input)).getBytes(StandardCharsets.UTF_8);
            outcome(input, () -> script(YAML, noted).header())
                    .ifPresent(strict -> require(quick.equals(strict), () -> quick + " is not " + strict));
        }
    },

    /** A whole script in YAML, for each database. */
    YAML_SCRIPT {
        @Override
        void read(byte[] input) {
            bodies(YAML, input);
        }
    },

    /** A whole script in SQL, for each database. */
    SQL_SCRIPT {
        @Override
        void read(byte[] input) {
            bodies(SQL, input);
        }
    },

    MODEL {
        @Override
        void read(byte[] input) {
            YamlModel.file(written(input)).read(Naming.DEFAULT, name -> Optional.empty());
        }
    },

    CONFIGURATION {
        @Override
        void read(byte[] input) {
            ConfigurationReader.read(written(input), null, Map.of("A", "b"), UnaryOperator.identity());
        }
    },

    /** SQL, split as each database's shell would. */
    STATEMENTS {
        @Override
        void read(byte[] input) {
            String text = text(input);
            for (Dialect dialect : DIALECTS) {
                outcome(input, () -> SqlSplitter.split(text, dialect.syntax(), "a.sql", 1))
                        .ifPresent(statements -> inOrder(statements, text));
            }
        }

        /** Each statement stands where it says, behind the one before it. */
        private void inOrder(List<SqlStatement> statements, String text) {
            String[] lines = text.split("\n", -1);
            int from = 0;
            for (SqlStatement statement : statements) {
                require(!statement.text().isBlank(), () -> "an empty statement");
                int start = text.indexOf(statement.text(), from);
                require(start >= 0, () -> "no such text in what was split: " + statement);
                String line = lines[statement.line() - 1];
                require(
                        (line.substring(statement.column() - 1) + "\n")
                                .startsWith(statement.text().lines().findFirst().orElse("")),
                        () -> "it does not stand there: " + statement);
                from = start + statement.text().length();
            }
        }
    },

    /** What names revisions on the command line, and what becomes the name of a file. */
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
                                () -> "not a file of the folder: " + file);
                    });
        }
    };

    private static final List<Dialect> DIALECTS =
            List.of(new SqliteDialect(), new PostgresqlDialect(), new MariadbDialect(), new H2Dialect());
    private static final Set<String> NAMES_OF_DIALECTS =
            DIALECTS.stream().map(Dialect::name).collect(Collectors.toSet());
    private static final ScriptFormat YAML = new YamlFormat();
    private static final ScriptFormat SQL = new SqlFormat();
    private static final RevisionGraph GRAPH = RevisionGraph.of(List.of(
            new Revision("a001", List.of(), Set.of("base_shop"), List.of()),
            new Revision("a002", List.of("a001"), Set.of(), List.of()),
            new Revision("b001", List.of(), Set.of("my-app"), List.of("a001")),
            new Revision("b002", List.of("b001"), Set.of(), List.of()),
            new Revision("b003", List.of("b001", "b002"), Set.of(), List.of("a002"))));

    /** Reads one input; whatever is thrown but a clear error is a finding. */
    abstract void read(byte[] input);

    /** @throws AssertionError when the input is answered neither by a value nor by one clear error */
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
            outcome(input, () -> script.body(ParseContext.of(dialect, NAMES_OF_DIALECTS, Naming.DEFAULT)));
        }
    }

    private static Path written(byte[] input) {
        try {
            return Files.write(Scratch.FILE, input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void require(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise.get());
        }
    }

    /** Made when first needed; most parsers read no files. */
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

    private interface Reading<T> {
        T read();
    }

    /** What a reading gave; empty where it gave a clear error. */
    private static <T> Optional<T> outcome(byte[] input, Reading<T> reading) {
        try {
            return Optional.of(reading.read());
        } catch (TrellisException e) {
            ReadableErrors.require(e, text(input));
            return Optional.empty();
        }
    }
}
