package dev.trellis.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.trellis.config.ConfigurationReader;
import dev.trellis.editor.EditorSchema;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.script.OperationReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.Node.Mapping;
import dev.trellis.internal.yaml.Node.Sequence;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.operation.Operation;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.Naming;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The schemas for editors have the keys that the readers take, and no other. */
@SuppressWarnings("NullAway.Init")
class EditorKeysTest {
    @TempDir
    private Path folder;

    /** Returns the keys of a schema of a mapping, or of the mappings among its alternatives. */
    private static Set<String> keys(@Nullable Object schema, Map<?, ?> definitions) {
        Set<String> keys = new TreeSet<>();
        if (schema instanceof Map<?, ?> map) {
            if (map.get("properties") instanceof Map<?, ?> properties) {
                properties.keySet().forEach(key -> keys.add(String.valueOf(key)));
            }
            if (map.get("anyOf") instanceof List<?> alternatives) {
                alternatives.forEach(each -> keys.addAll(keys(each, definitions)));
            }
        }
        return keys;
    }

    /** Returns the value under a path of keys. */
    private static @Nullable Object at(@Nullable Object schema, String... path) {
        Object value = schema;
        for (String key : path) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return value;
    }

    @TestFactory
    Stream<DynamicTest> an_operation_has_the_keys_of_its_reader() {
        Map<String, Object> document = EditorSchema.REVISION.document();
        Map<?, ?> definitions = (Map<?, ?>) Objects.requireNonNull(document.get("$defs"));
        Object operations = at(definitions, "operation", "properties");
        return Documentation.page("operations.md").blocks().stream()
                .filter(block -> block.isMarked("yaml", "operations"))
                .map(block -> YamlReader.read(block.place(), block.text()))
                .flatMap(EditorKeysTest::items)
                .filter(item -> item.entries().values().iterator().next().value() instanceof Mapping)
                .map(item -> dynamicTest(name(item), () -> {
                    Set<String> known = KnownKeys.of(item, name(item), EditorKeysTest::read);
                    if (!known.isEmpty()) {
                        assertEquals(known, keys(at(operations, name(item)), definitions));
                    }
                }));
    }

    private static String name(Mapping item) {
        return item.entries().keySet().iterator().next();
    }

    private static void read(Node operation) {
        new OperationReader(Naming.DEFAULT).operation(operation);
    }

    private static Stream<Mapping> items(Node list) {
        return ((Sequence) list).items().stream().map(Mapping.class::cast).flatMap(item -> {
            Node wrapped = item.entries().containsKey("autocommit")
                    ? item.entries().values().iterator().next().value()
                    : null;
            return wrapped == null ? Stream.of(item) : items(wrapped);
        });
    }

    @Test
    void every_operation_has_a_schema() {
        Set<String> names = new TreeSet<>();
        Arrays.stream(Operation.class.getPermittedSubclasses())
                .forEach(type -> names.addAll(Operation.scriptNames(type)));
        Object operations = at(EditorSchema.REVISION.document(), "$defs", "operation", "properties");
        assertEquals(names, operations instanceof Map<?, ?> map ? new TreeSet<>(map.keySet()) : Set.of());
    }

    /** The flat set of all keys, because only the whole model can be read; each key has one meaning in all mappings. */
    @Test
    void a_model_has_the_keys_of_its_reader() {
        Set<String> known = new TreeSet<>();
        Documentation.page("model.md").blocks().stream()
                .filter(block -> block.isMarked("yaml", "model"))
                .forEach(block ->
                        known.addAll(KnownKeys.in(YamlReader.read(block.place(), block.text()), ModelPageTest::read)));
        Set<String> offered = new TreeSet<>();
        collect(EditorSchema.MODEL.document(), offered);
        Set<String> missing = new TreeSet<>(known);
        missing.removeAll(offered);
        assertEquals(Set.of(), missing, "the schema lacks keys that the reader takes");
        offered.removeAll(known);
        offered.removeAll(Set.of("default", "enum", "sqlite", "postgresql", "mariadb", "mysql", "h2"));
        for (DefinitionKind kind : DefinitionKind.values()) {
            offered.remove(kind.plural());
        }
        assertEquals(Set.of(), offered, "the schema has keys that the reader does not take");
    }

    /** Collects the keys of all mappings of a schema, without the options of single databases. */
    private static void collect(@Nullable Object schema, Set<String> keys) {
        if (schema instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (key.equals("properties") && value instanceof Map<?, ?> properties) {
                    properties.forEach((name, each) -> {
                        keys.add(String.valueOf(name));
                        collect(each, keys);
                    });
                } else if (!key.equals("options")) {
                    collect(value, keys);
                }
            });
        } else if (schema instanceof List<?> list) {
            list.forEach(each -> collect(each, keys));
        }
    }

    @TestFactory
    Stream<DynamicTest> a_configuration_has_the_keys_of_its_reader() {
        Map<String, Object> document = EditorSchema.CONFIG.document();
        Object properties = document.get("properties");
        return Stream.of(
                dynamicTest("the whole", () -> {
                    Set<String> keys = new TreeSet<>(keys(document, Map.of()));
                    keys.remove("environments");
                    assertEquals(known("zzz: 1"), keys);
                }),
                dynamicTest(
                        "database",
                        () -> assertEquals(
                                known("database: {url: x, zzz: 1}"), keys(at(properties, "database"), Map.of()))),
                dynamicTest(
                        "branches",
                        () -> assertEquals(
                                known("branches: {a: {zzz: 1}}"),
                                keys(at(properties, "branches", "additionalProperties"), Map.of()))),
                dynamicTest(
                        "plugins",
                        () -> assertEquals(known("plugins: {zzz: 1}"), keys(at(properties, "plugins"), Map.of()))),
                dynamicTest(
                        "naming",
                        () -> assertEquals(known("naming: {zzz: 1}"), keys(at(properties, "naming"), Map.of()))));
    }

    private Set<String> known(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("trellis.yaml"), yaml);
        TrellisException e = assertThrows(
                TrellisException.class, () -> ConfigurationReader.read(file, null, Map.of(), name -> null));
        String advice = String.valueOf(e.problem().advice());
        return new TreeSet<>(Set.of(advice.substring(advice.indexOf(':') + 1, advice.length() - 1)
                .strip()
                .split(", ")));
    }
}
