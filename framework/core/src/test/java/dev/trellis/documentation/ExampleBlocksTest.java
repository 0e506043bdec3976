package dev.trellis.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.DialectUnderTest;
import dev.trellis.error.Problems;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.OperationReader;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.script.ScriptFolder;
import dev.trellis.internal.script.SqlFormat;
import dev.trellis.internal.script.YamlFormat;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.schema.Naming;
import dev.trellis.script.Body;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of all pages, by what follows the opening fence: {@code yaml operations} is a list of operations, {@code yaml
 * script} and {@code sql script} are scripts, {@code yaml model} is a model, and a path behind {@code java} or {@code text}
 * names the file that contains the block.
 */
@SuppressWarnings("NullAway.Init")
class ExampleBlocksTest {
    private static final Path PAGES = Path.of("..", "docs");

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> each_marked_example_is_what_it_says() {
        return blocks().filter(block -> block.info().contains(" "))
                .map(block -> dynamicTest(block.place() + " " + block.info(), () -> prove(block)));
    }

    @Test
    void there_are_examples_of_each_kind() {
        Set<String> kinds = blocks().map(Documentation.Block::info).collect(Collectors.toSet());
        assertTrue(
                kinds.containsAll(Set.of("yaml operations", "yaml script", "sql script", "yaml model")),
                kinds::toString);
    }

    private static Stream<Documentation.Block> blocks() {
        try (Stream<Path> files = Files.list(PAGES)) {
            return files
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".md"))
                    .sorted()
                    .toList()
                    .stream()
                    .flatMap(name -> Documentation.page(name).blocks().stream())
                    .filter(block -> !block.info().startsWith("console"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void prove(Documentation.Block block) throws IOException {
        String mark = block.info().substring(block.info().indexOf(' ') + 1);
        switch (mark) {
            case "operations" ->
                new OperationReader(Naming.DEFAULT)
                        .operations(YamlReader.read(block.place(), block.text()), "the example");
            case "model" -> ModelPageTest.read(YamlReader.read(block.place(), block.text()));
            case "script" -> script(block);
            default ->
                assertTrue(
                        Documentation.file(mark).contains(block.text().stripTrailing()),
                        () -> block.place() + " is not a part of " + mark + ", which is\n" + Documentation.file(mark));
        }
    }

    /** Header and body, for every database. */
    private void script(Documentation.Block block) throws IOException {
        Path place = Files.createTempDirectory(folder, "script");
        String extension = block.info().substring(0, block.info().indexOf(' '));
        Files.writeString(place.resolve("example." + extension), block.text());
        Problems problems = new Problems();
        List<MigrationScript> scripts =
                new ScriptFolder(List.of(new YamlFormat(), new SqlFormat())).read(place, List.of(), problems);
        problems.throwIfAny();
        assertEquals(1, scripts.size());
        Set<String> names =
                DialectUnderTest.ALL.stream().map(each -> each.dialect().name()).collect(Collectors.toSet());
        for (DialectUnderTest each : DialectUnderTest.ALL) {
            Dialect dialect = each.dialect();
            Body body = scripts.get(0).body(ParseContext.of(dialect, names, Naming.DEFAULT));
            assertNotNull(body.downgrade(), () -> block.place() + " has no way down on " + dialect.name());
        }
    }
}
