package dev.trellis.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.trellis.internal.script.OperationReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.Node.Mapping;
import dev.trellis.internal.yaml.Node.Sequence;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Naming;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** operations.md has a section for each operation, with every key that the reader takes, and no other. */
class OperationsPageTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\|");

    private final Documentation page = Documentation.page("operations.md");

    @Test
    void there_is_a_section_for_each_operation_and_no_other() {
        Set<String> documented = new TreeSet<>(page.sections().keySet());
        assertEquals(operations(), documented);
    }

    @Test
    void each_operation_is_in_the_table_of_groups() {
        operations()
                .forEach(word -> assertTrue(
                        page.text().contains("[`" + word + "`](#" + word + ")"), () -> "no link to " + word));
    }

    @TestFactory
    Stream<DynamicTest> each_key_of_an_operation_has_a_row() {
        return operations().stream()
                .map(word -> dynamicTest(word, () -> {
                    String section = Objects.requireNonNull(page.sections().get(word));
                    Set<String> rows = new TreeSet<>();
                    Matcher matcher = ROW.matcher(section);
                    while (matcher.find()) {
                        rows.add(matcher.group(1));
                    }
                    assertEquals(keys(word), rows, "the keys that the reader takes, and the rows of the section");
                }));
    }

    /** Returns the names of all operations; of an operation with a name for each kind of definition, that for views. */
    private static Set<String> operations() {
        Set<String> words = new TreeSet<>();
        Arrays.stream(Operation.class.getPermittedSubclasses())
                .map(Operation::scriptName)
                .map(name -> name.replaceFirst("_definition$", "_view"))
                .forEach(words::add);
        return words;
    }

    /** The keys right inside the operation, as its examples on the page show them; those of nested values are the model's. */
    private Set<String> keys(String word) {
        Set<String> keys = new TreeSet<>();
        page.blocks().stream()
                .filter(block -> block.isMarked("yaml", "operations"))
                .map(block -> YamlReader.read(block.place(), block.text()))
                .flatMap(OperationsPageTest::items)
                .filter(item -> item.entries().containsKey(word))
                .forEach(item -> keys.addAll(KnownKeys.of(item, word, OperationsPageTest::read)));
        return keys;
    }

    /** The operations in a list, those that {@code autocommit} wraps included. */
    private static Stream<Mapping> items(Node list) {
        return ((Sequence) list).items().stream().map(Mapping.class::cast).flatMap(item -> {
            Node wrapped = item.entries().containsKey("autocommit")
                    ? Objects.requireNonNull(item.entries().get("autocommit")).value()
                    : null;
            return wrapped == null ? Stream.of(item) : Stream.concat(Stream.of(item), items(wrapped));
        });
    }

    private static void read(Node operation) {
        new OperationReader(Naming.DEFAULT).operation(operation);
    }
}
