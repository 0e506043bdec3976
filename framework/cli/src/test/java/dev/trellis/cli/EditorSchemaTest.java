package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.trellis.editor.EditorSchema;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The schemas accept what the readers accept, and refuse the mistakes that a schema can see. */
class EditorSchemaTest {
    private static final Path PROJECT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Path TRANSCRIPTS = Path.of("src", "test", "resources", "transcripts");
    private static final Set<String> SKIPPED = Set.of("target", ".git", "fuzz", "node_modules");
    private static final Map<EditorSchema, Schema> SCHEMAS = schemas();

    /** The errors that a schema sees: a key, an operation, a type or a word that does not exist, or a missing key. */
    private static final Set<String> VISIBLE =
            Set.of("unknown_key", "unknown_operation", "unknown_type", "missing_key");

    private static Map<EditorSchema, Schema> schemas() {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        Map<EditorSchema, Schema> schemas = new EnumMap<>(EditorSchema.class);
        for (EditorSchema kind : EditorSchema.values()) {
            schemas.put(kind, registry.getSchema(JsonMapper.shared().valueToTree(kind.document())));
        }
        return schemas;
    }

    private static List<String> errors(EditorSchema kind, JsonNode document) {
        Schema schema = SCHEMAS.get(kind);
        return schema == null
                ? List.of("no schema")
                : schema.validate(document).stream().map(Object::toString).toList();
    }

    /** Returns the kind of a file; null for a file that is none of the three, such as a list of test cases. */
    private static @Nullable EditorSchema kind(String name, JsonNode document) {
        if (!document.isObject()) {
            return name.endsWith("trellis.yaml") && document.isNull() ? EditorSchema.CONFIG : null;
        }
        if (document.has("revision") || document.has("down_revision")) {
            return EditorSchema.REVISION;
        }
        if (name.endsWith("model.yaml") || document.has("tables")) {
            return EditorSchema.MODEL;
        }
        return name.endsWith("trellis.yaml") || name.endsWith("configuration.yaml") ? EditorSchema.CONFIG : null;
    }

    private static JsonNode yaml(String text) {
        return YAMLMapper.shared().readTree(text.replaceAll("@\\{[^}]*}", "x"));
    }

    @TestFactory
    Stream<DynamicTest> every_file_of_the_repository_is_valid() throws IOException {
        List<Path> files = files();
        assertTrue(files.size() > 90, () -> "only " + files.size() + " files");
        return files.stream()
                .map(file -> dynamicTest(PROJECT.relativize(file).toString(), () -> {
                    JsonNode document = yaml(Files.readString(file));
                    EditorSchema kind = kind(file.toString(), document);
                    if (kind != null) {
                        assertEquals(List.of(), errors(kind, document));
                    } else {
                        assertTrue(document.isArray() || !document.isObject() || isOther(file), "of no known kind");
                        operations(document)
                                .forEach(list -> assertEquals(List.of(), errors(EditorSchema.REVISION, script(list))));
                    }
                }));
    }

    /**
     * Returns whether a YAML file belongs to another tool, is the descriptor of a jar, which a command writes, or is a table of
     * test cases.
     */
    private static boolean isOther(Path file) {
        return file.toString().contains("/src/test/resources/")
                || Set.of("application.yaml", "branches.yaml")
                        .contains(file.getFileName().toString());
    }

    /** Returns the lists of operations in test cases. */
    private static Stream<JsonNode> operations(JsonNode cases) {
        List<JsonNode> lists = new ArrayList<>();
        cases.forEach(each -> {
            JsonNode list = each.isObject() ? each.get("operations") : null;
            if (list != null && list.isArray() && isAccepted(each, list)) {
                lists.add(list);
            }
        });
        return lists.stream();
    }

    /** Returns whether a test case contains operations, rather than their descriptions, for the databases of Trellis. */
    private static boolean isAccepted(JsonNode testCase, JsonNode operations) {
        return !testCase.has("error")
                && operations.valueStream().allMatch(JsonNode::isObject)
                && !operations.toString().contains("\"oracle\"");
    }

    private static JsonNode script(JsonNode operations) {
        return JsonMapper.shared().valueToTree(Map.of("revision", "x", "upgrade", operations));
    }

    private static List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(PROJECT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return SKIPPED.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".yaml")) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    /** A file that a command of a transcript refuses. */
    private record InvalidCase(String error, String name, String text) {}

    @Test
    void the_mistakes_in_the_transcripts_are_refused_where_a_schema_can_see_them() throws IOException {
        Map<String, Integer> unseen = new TreeMap<>();
        List<String> missed = new ArrayList<>();
        int seen = 0;
        for (InvalidCase each : invalidCases()) {
            if (isRefused(each)) {
                seen++;
            } else if (VISIBLE.contains(each.error())) {
                missed.add(each.error() + " " + each.name());
            } else {
                unseen.merge(each.error(), 1, Integer::sum);
            }
        }
        assertEquals(List.of(), missed);
        assertTrue(seen >= 6, "only " + seen + " cases are refused");
        assertTrue(unseen.size() <= 20, () -> "errors that no schema sees: " + unseen);
    }

    private static boolean isRefused(InvalidCase each) {
        try {
            JsonNode document = yaml(each.text());
            EditorSchema kind = each.name().endsWith("trellis.yaml")
                    ? EditorSchema.CONFIG
                    : each.name().endsWith("model.yaml") ? EditorSchema.MODEL : EditorSchema.REVISION;
            return !errors(kind, document).isEmpty();
        } catch (JacksonException e) {
            return true;
        }
    }

    /** Returns the files that the transcripts write and a command refuses by name. */
    private static List<InvalidCase> invalidCases() throws IOException {
        Pattern error = Pattern.compile("! +error: ([a-z_]+): ([^:]+\\.yaml):[0-9]+:.*");
        List<InvalidCase> cases = new ArrayList<>();
        try (Stream<Path> transcripts = Files.list(TRANSCRIPTS)) {
            for (Path transcript : transcripts.sorted().toList()) {
                Map<String, String> written = new TreeMap<>();
                String open = null;
                for (String line : Files.readString(transcript).lines().toList()) {
                    Matcher matcher = error.matcher(line);
                    if (line.startsWith("> ")) {
                        open = line.substring(2);
                        written.put(open, "");
                    } else if (open != null && (line.isEmpty() || line.startsWith("  "))) {
                        written.merge(open, line.isEmpty() ? "\n" : line.substring(2) + "\n", String::concat);
                    } else if (line.startsWith("$ trellis edit ")) {
                        written.clear();
                    } else {
                        open = null;
                        if (matcher.matches() && written.containsKey(matcher.group(2))) {
                            cases.add(new InvalidCase(
                                    matcher.group(1), matcher.group(2), written.getOrDefault(matcher.group(2), "")));
                        }
                    }
                }
            }
        }
        return cases;
    }
}
