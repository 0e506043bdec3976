package dev.trellis.dialect;

import dev.trellis.fixture.YamlCases;
import dev.trellis.internal.model.ModelReader;
import dev.trellis.internal.script.OperationReader;
import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A case of {@code ddl/<operation>.yaml}.
 *
 * @param before the tables that exist before the operations
 * @param setup operations run after the tables of {@code before} have been created; their SQL is not compared
 * @param reversible false if the operations have no reversal, as when SQL is executed
 * @param holds queries that return 1 afterwards, for effects that the schema does not show
 * @param expect the answers by dialect
 */
record DdlCase(
        String file,
        String name,
        Schema before,
        List<Operation> setup,
        List<Operation> operations,
        boolean reversible,
        List<String> holds,
        Map<String, Answer> expect) {

    /** A dialect without an answer of its own has the answer of this other dialect. */
    static final Map<String, String> SAME_AS = Map.of("mysql", "mariadb");

    private static final Path FOLDER = Path.of("src/test/resources/ddl");

    /**
     * The expected result of a dialect.
     *
     * @param unsupported part of the message with which the dialect refuses the operations; null when it compiles them
     * @param refused part of the error with which the database rejects the statements; null when it runs them
     */
    record Answer(
            List<String> statements,
            @Nullable String unsupported,
            @Nullable String refused) {
        /** Returns the answer with the name of another dialect in its message. */
        Answer forDialect(String name, String other) {
            return new Answer(
                    statements,
                    unsupported == null ? null : unsupported.replaceAll("\\b" + name + "\\b", other),
                    refused);
        }

        static Answer read(Node node) {
            if (node instanceof Node.Mapping) {
                MappingReader fields = MappingReader.of(node, "an answer");
                Answer answer = fields.has("refused")
                        ? new Answer(
                                MappingReader.strings(fields.require("statements"), "'statements'"),
                                null,
                                fields.requireString("refused"))
                        : new Answer(List.of(), fields.requireString("unsupported"), null);
                fields.done();
                return answer;
            }
            return new Answer(MappingReader.strings(node, "statements"), null, null);
        }
    }

    /** Reads every case of every file, with names cut to the dialect's limit. */
    static List<DdlCase> all(Dialect dialect) {
        Naming naming = Naming.DEFAULT.withLimit(dialect.capabilities().identifierLimit());
        List<DdlCase> cases = new ArrayList<>();
        for (Path file : YamlCases.in(FOLDER)) {
            String word = String.valueOf(file.getFileName()).replace(".yaml", "");
            cases.addAll(YamlCases.read(file, node -> read(word, node, naming)));
        }
        return cases;
    }

    Optional<Answer> answer(Dialect dialect) {
        String same = SAME_AS.get(dialect.name());
        Answer own = expect.get(dialect.name());
        Answer other = same == null ? null : expect.get(same);
        return own != null || other == null || same == null
                ? Optional.ofNullable(own)
                : Optional.of(other.forDialect(same, dialect.name()));
    }

    /** Returns the file to which missing answers are written for the author of a dialect to review. */
    static Path proposals(Dialect dialect) {
        return Path.of("target", "ddl-answers-" + dialect.name() + ".yaml");
    }

    private static DdlCase read(String file, Node node, Naming naming) {
        OperationReader operations = new OperationReader(naming, DialectUnderTest.COLUMNS);
        MappingReader fields = MappingReader.of(node, "a case");
        Node before = fields.node("before");
        DdlCase read = new DdlCase(
                file,
                fields.requireString("name"),
                before == null
                        ? Schema.EMPTY
                        : new ModelReader(naming, DialectUnderTest.COLUMNS, name -> Optional.empty()).read(before),
                operations.operations(fields.node("setup"), "'setup'"),
                operations.operations(fields.require("operations"), "'operations'"),
                fields.flag("reversible", true),
                fields.has("holds") ? MappingReader.strings(fields.require("holds"), "'holds'") : List.of(),
                fields.map("expect", (dialect, answer) -> Answer.read(answer)));
        fields.done();
        return read;
    }
}
