package dev.trellis.dialect;

import dev.trellis.model.ModelReader;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.script.OperationReader;
import dev.trellis.yaml.Fields;
import dev.trellis.yaml.Node;
import dev.trellis.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One case of {@code ddl/<operation>.yaml}.
 *
 * @param setup operations run after the tables of {@code before} are there; what is said for them is not compared
 * @param reversible false where the operations cannot be undone by their inverses, as when SQL is executed
 * @param expect by dialect; a dialect's own {@code ddl/answers/<dialect>.yaml} is read in as well
 */
record DdlCase(
        String file,
        String name,
        Schema before,
        List<Operation> setup,
        List<Operation> operations,
        boolean reversible,
        Map<String, Answer> expect) {

    private static final Path FOLDER = Path.of("src/test/resources/ddl");
    private static final OperationReader OPERATIONS = new OperationReader(Naming.DEFAULT.withLimit(63));

    /**
     * What a dialect says.
     *
     * @param unsupported part of the message with which it declines; null when it has statements
     */
    record Answer(List<String> statements, @Nullable String unsupported) {
        static Answer read(Node node) {
            if (node instanceof Node.Mapping) {
                Fields fields = Fields.of(node, "an answer");
                Answer answer = new Answer(List.of(), fields.requireString("unsupported"));
                fields.done();
                return answer;
            }
            return new Answer(Fields.strings(node, "statements"), null);
        }
    }

    /** Every case of every file, with the answers from both places. */
    static List<DdlCase> all() {
        Map<String, Map<String, Map<String, Answer>>> answers = answers();
        List<DdlCase> cases = new ArrayList<>();
        for (Path file : files(FOLDER)) {
            String word = word(file);
            Map<String, Map<String, Answer>> given = answers.getOrDefault(word, Map.of());
            for (DdlCase each : Fields.items(read(file), "a list of cases", node -> read(word, node))) {
                Map<String, Answer> expect = new LinkedHashMap<>(each.expect);
                expect.putAll(given.getOrDefault(each.name, Map.of()));
                cases.add(new DdlCase(
                        word, each.name, each.before, each.setup, each.operations, each.reversible, expect));
            }
        }
        return cases;
    }

    Optional<Answer> answer(Dialect dialect) {
        return Optional.ofNullable(expect.get(dialect.name()));
    }

    /** Where the answers that were found to be given are put, for the author of a dialect to judge. */
    static Path proposals(Dialect dialect) {
        return Path.of("target", "ddl-answers-" + dialect.name() + ".yaml");
    }

    private static DdlCase read(String file, Node node) {
        Fields fields = Fields.of(node, "a case");
        Node before = fields.node("before");
        DdlCase read = new DdlCase(
                file,
                fields.requireString("name"),
                before == null
                        ? Schema.EMPTY
                        : new ModelReader(Naming.DEFAULT.withLimit(63), name -> Optional.empty()).read(before),
                OPERATIONS.operations(fields.node("setup"), "'setup'"),
                OPERATIONS.operations(fields.require("operations"), "'operations'"),
                fields.flag("reversible", true),
                fields.map("expect", (dialect, answer) -> Answer.read(answer)));
        fields.done();
        return read;
    }

    /** Case file to case name to dialect to answer. */
    private static Map<String, Map<String, Map<String, Answer>>> answers() {
        Map<String, Map<String, Map<String, Answer>>> answers = new LinkedHashMap<>();
        for (Path file : files(FOLDER.resolve("answers"))) {
            Node document = read(file);
            if (document.isNull()) {
                continue;
            }
            Node.Mapping byFile = (Node.Mapping) document;
            byFile.entries()
                    .forEach((word, cases) -> ((Node.Mapping) cases.value())
                            .entries()
                            .forEach((name, answer) -> answers.computeIfAbsent(word, key -> new LinkedHashMap<>())
                                    .computeIfAbsent(name, key -> new LinkedHashMap<>())
                                    .put(word(file), Answer.read(answer.value()))));
        }
        return answers;
    }

    private static String word(Path file) {
        return String.valueOf(file.getFileName()).replace(".yaml", "");
    }

    private static Node read(Path file) {
        try {
            return YamlReader.read(String.valueOf(file.getFileName()), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
