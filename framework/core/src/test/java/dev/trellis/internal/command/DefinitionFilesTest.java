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
import dev.trellis.report.RevisionReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the cases of {@code resources/definition_files} on each database: a model with definitions that changes step by step.
 * After each step the draft is applied, taken back and applied again, and then no difference may remain.
 */
class DefinitionFilesTest {
    private static final Path CASES = Path.of("src/test/resources/definition_files");

    @TempDir
    Path folder = Path.of("");

    /**
     * A change of the model.
     *
     * @param files the text of each changed file by its path in the folder of the branch
     * @param removed the paths of the removed files
     * @param operations the expected operations
     * @param draft texts that the draft contains
     * @param holds the rows after the upgrade, by the query that returns them
     */
    private record Step(
            Map<String, String> files,
            List<String> removed,
            List<String> operations,
            List<String> draft,
            Map<String, List<String>> holds) {
        static Step read(Node node) {
            MappingReader fields = MappingReader.of(node, "a step");
            Step read = new Step(
                    fields.map("files", (key, each) -> MappingReader.text(each, key)),
                    fields.strings("removed"),
                    fields.strings("operations"),
                    fields.strings("draft"),
                    fields.map("holds", (key, each) -> MappingReader.strings(each, "rows")));
            fields.done();
            return read;
        }
    }

    /**
     * One case.
     *
     * @param databases the databases on which the case runs; empty for all
     */
    private record Case(String name, List<String> databases, List<Step> steps) {
        static Case read(Node node) {
            MappingReader fields = MappingReader.of(node, "a case");
            Case read = new Case(
                    fields.requireString("name"), fields.strings("databases"), fields.list("steps", Step::read));
            fields.done();
            return read;
        }

        boolean isFor(DialectUnderTest under) {
            return databases.isEmpty() || databases.contains(under.toString());
        }
    }

    @TestFactory
    Stream<DynamicNode> cases() {
        return new YamlCases<>(CASES, Case::read, Case::name, Case::isFor).tests(this::run);
    }

    private void run(Case each, DialectUnderTest under) throws Exception {
        Path place = Files.createTempDirectory(folder, "case");
        try (TestProject site = new TestProject(under.kind(), place)) {
            for (Step step : each.steps()) {
                step.files().forEach((path, text) -> site.write("db/" + path, text));
                for (String path : step.removed()) {
                    Files.delete(place.resolve("db").resolve(path));
                }
                run(step, site);
            }
        }
    }

    private static void run(Step step, TestProject site) throws Exception {
        try (Trellis trellis = site.trellis()) {
            trellis.ensureVersion();
            String before = site.content();
            AutogenerateReport draft = trellis.autogenerate(RevisionRequest.of("draft", "app@head"), rename -> false);
            assertEquals(
                    String.join("\n", step.operations()),
                    String.join("\n", draft.difference().operations()));
            if (step.operations().isEmpty()) {
                return;
            }
            RevisionReport written = draft.revision();
            assertNotNull(written);
            String text = Files.readString(Path.of(written.path()));
            step.draft().forEach(part -> assertTrue(text.contains(part), text));
            trellis.upgrade("heads", UpgradeOptions.NONE);
            assertEquals(List.of(), trellis.check("app").get(0).operations(), text);
            String after = site.content();
            trellis.downgrade("-1", consent -> true);
            assertEquals(before.replaceFirst("\nat .*", ""), site.content().replaceFirst("\nat .*", ""), text);
            trellis.upgrade("heads", UpgradeOptions.NONE);
            assertEquals(after, site.content(), text);
            assertEquals(List.of(), trellis.check("app").get(0).operations(), text);
            for (Map.Entry<String, List<String>> query : step.holds().entrySet()) {
                assertEquals(query.getValue(), site.database().query(query.getKey()), query.getKey());
            }
        }
    }
}
