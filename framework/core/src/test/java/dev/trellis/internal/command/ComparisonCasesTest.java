package dev.trellis.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.RevisionRequest;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.dialect.DialectUnderTest;
import dev.trellis.fixture.TestProject;
import dev.trellis.fixture.YamlCases;
import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.report.AutogenerateReport;
import dev.trellis.report.DiffReport;
import dev.trellis.report.RevisionReport;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the cases of {@code resources/comparison}: tables that SQL has created, a model, and the draft that leads to the model.
 * The draft is applied, after which no difference may remain, and taken back.
 */
class ComparisonCasesTest {
    private static final Path CASES = Path.of("src/test/resources/comparison");

    @TempDir
    Path folder = Path.of("");

    /**
     * One case.
     *
     * @param before the statements that create the tables, by database; the case runs on these databases
     * @param operations the expected operations
     * @param operationsOf the expected operations of a database for which they differ from {@code operations}, by database
     * @param draft texts that the draft contains
     * @param fails a text in the error of the upgrade, which then leaves the database as it was; empty if it succeeds
     * @param holds the rows after the upgrade, by the query that returns them
     * @param irreversible whether the downgrade loses what a model cannot express
     * @param reported the differences without an operation, in any order; null if the case does not state them
     */
    private record Case(
            String name,
            Map<String, List<String>> before,
            String model,
            List<String> operations,
            Map<String, List<String>> operationsOf,
            List<String> draft,
            String fails,
            Map<String, List<String>> holds,
            boolean irreversible,
            @Nullable List<String> reported) {
        static Case read(Node node) {
            MappingReader fields = MappingReader.of(node, "a case");
            String fails = fields.string("fails");
            Case read = new Case(
                    fields.requireString("name"),
                    byDatabase(fields.map("before", (key, each) -> MappingReader.strings(each, "statements"))),
                    fields.requireString("model"),
                    fields.strings("operations"),
                    byDatabase(fields.map("operations_of", (key, each) -> MappingReader.strings(each, "operations"))),
                    fields.strings("draft"),
                    fails == null ? "" : fails,
                    fields.map("holds", (key, each) -> MappingReader.strings(each, "rows")),
                    fields.flag("irreversible", false),
                    fields.has("reported") ? fields.strings("reported") : null);
            fields.done();
            return read;
        }

        /** Splits keys that name several databases. */
        private static Map<String, List<String>> byDatabase(Map<String, List<String>> lines) {
            Map<String, List<String>> split = new HashMap<>();
            lines.forEach((databases, each) -> List.of(databases.split(" ")).forEach(name -> split.put(name, each)));
            return split;
        }

        List<String> operations(Kind kind) {
            return operationsOf.getOrDefault(kind.name().toLowerCase(Locale.ROOT), operations);
        }
    }

    @TestFactory
    Stream<DynamicNode> comparisons() {
        return new YamlCases<>(
                        CASES,
                        Case::read,
                        Case::name,
                        (each, under) -> each.before().containsKey(under.toString()))
                .tests(this::run);
    }

    private void run(Case each, DialectUnderTest under) throws Exception {
        Path place = Files.createTempDirectory(folder, "case");
        try (TestProject site = new TestProject(under.kind(), place)) {
            site.database().execute(each.before().getOrDefault(under.toString(), List.of()));
            site.write("db/model.yaml", "tables:\n" + each.model().indent(2));
            List<String> operations = each.operations(under.kind());
            try (Trellis trellis = site.trellis()) {
                trellis.ensureVersion();
                String before = site.content();
                AutogenerateReport draft =
                        trellis.autogenerate(RevisionRequest.of("draft", "app@head"), rename -> false);
                assertEquals(
                        String.join("\n", operations),
                        String.join("\n", draft.difference().operations()));
                if (each.reported() != null) {
                    assertEquals(sorted(each.reported().stream()), reported(draft.difference()));
                }
                if (operations.isEmpty()) {
                    return;
                }
                RevisionReport written = draft.revision();
                assertNotNull(written);
                String text = Files.readString(Path.of(written.path()));
                each.draft().forEach(part -> assertTrue(text.contains(part), text));
                if (!each.fails().isEmpty()) {
                    String message = "";
                    try {
                        trellis.upgrade("heads", UpgradeOptions.NONE);
                    } catch (RuntimeException e) {
                        message = String.valueOf(e.getMessage());
                    }
                    assertTrue(message.contains(each.fails()), message);
                    assertEquals(before, site.content());
                    return;
                }
                trellis.upgrade("heads", UpgradeOptions.NONE);
                assertEquals(List.of(), trellis.check("app").get(0).operations(), text);
                each.holds()
                        .forEach((query, rows) ->
                                assertEquals(rows, site.database().query(query), query));
                trellis.downgrade("base", consent -> true);
                if (!each.irreversible()) {
                    assertEquals(before, site.content(), text);
                }
            }
        }
    }

    private static String reported(DiffReport difference) {
        return sorted(difference.reported().stream().map(DiffReport.Line::what));
    }

    private static String sorted(Stream<String> lines) {
        return lines.sorted().collect(Collectors.joining("\n"));
    }
}
