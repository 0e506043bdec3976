package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page {@code commands.md} documents every key of every document that a command prints with {@code --json}. */
@SuppressWarnings("NullAway.Init")
class JsonOutputTest {
    private static final Path PAGE = Path.of("..", "docs", "commands.md");
    private static final Pattern KEY =
            Pattern.compile("`([a-z_]+)`(?: (?:(?:list|map|map of lists) of )?([A-Z_]+|texts))?");
    private static final Pattern ROW = Pattern.compile("\\| (`[^|]+`|[A-Z_]+) \\| (.*) \\|");

    /** The commands of one project, in an order in which each has something to print. */
    private static final List<String> COMMANDS = """
            list_templates
            completion bash
            config-create other.yaml
            init shop
            heads
            branches
            plugins
            show b1
            upgrade b1 --sql
            stamp b1 --sql
            stamp a1 --dry-run
            upgrade b1 --dry-run
            verify
            upgrade heads
            current
            history -i
            downgrade b1@-1 --dry-run
            downgrade b1:a1 --sql
            check
            inspect
            schema
            diff a1 heads
            blame t
            json-schema -o shop
            lint -r base:heads
            downgrade app@base
            upgrade a1
            history --applied
            merge heads --dry-run
            rebase b2 --dry-run
            rebase b2
            stamp heads
            ensure_version
            ensure_version --sql
            edit b1
            revision --head b2 -m x --rev-id c1
            revision --head b2 --splice -m x --rev-id c2
            merge heads --rev-id d1
            upgrade heads
            squash d1 --keep-operations --dry-run
            squash d1 --keep-operations
            revision --autogenerate --head app@head -m x
            lock
            revision --head d1 --splice -m x --rev-id c3
            lock --diff
            db-create --yes
            remove app --keep-data
            plugins --removed
            adopt --from flyway --project flyway-project --branch legacy --dry-run
            diagram --format dbml
            docs site
            fleet list
            fleet plan
            fleet upgrade heads""".lines().toList();

    @TempDir
    Path folder;

    private final Set<String> printedObjects = new TreeSet<>();

    /** The documented keys of a document or object, each with the name of the object that it contains, or empty. */
    private record Shape(Map<String, String> keys) {}

    @Test
    void every_key_is_documented_and_printed() throws Exception {
        Map<String, Shape> shapes = shapes();
        project();
        Set<String> tried = new TreeSet<>();
        List<String> wrong = new ArrayList<>();
        for (String line : COMMANDS) {
            String row = row(shapes.keySet(), line);
            tried.add(row);
            List<String> words = new ArrayList<>(List.of("--json"));
            Arrays.stream(line.split(" "))
                    .map(word -> word.matches("other.yaml|shop|flyway-project|site")
                            ? folder.resolve(word).toString()
                            : word)
                    .forEach(words::add);
            CommandLineRun run = run(words.toArray(String[]::new));
            // One target of the fleet always fails, because its error is documented, too.
            boolean mayFail = line.startsWith("fleet ");
            assertTrue(
                    run.code() == Main.EXIT_OK || run.code() == Main.EXIT_FINDINGS || mayFail, line + "\n" + run.out());
            JsonNode document = JsonMapper.shared().readTree(run.out());
            compare(line, document, Objects.requireNonNull(shapes.get(row)), shapes, wrong);
        }
        assertEquals(List.of(), wrong);
        Set<String> documented = shapes.keySet().stream()
                .filter(name -> name.matches("[a-z].*") && !name.equals("resume"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(documented, tried);
        assertEquals(
                shapes.keySet().stream()
                        // AttemptsTest prints this object, which needs a database that cannot roll back DDL.
                        .filter(name -> name.matches("[A-Z_]+") && !name.equals("INCOMPLETE"))
                        .collect(Collectors.toCollection(TreeSet::new)),
                printedObjects);
        Set<String> commands = Commands.ALL.stream()
                .map(type -> type.getAnnotation(Command.class).name())
                .collect(Collectors.toCollection(TreeSet::new));
        // continuous-integration.md documents their JSON: they need jars or a working copy of git.
        // ServeCommandTest reads the document of serve, which does not end.
        commands.removeAll(Set.of("compat", "plan", "review", "serve"));
        assertEquals(
                commands,
                shapes.keySet().stream()
                        .filter(name -> name.matches("[a-z_-]+"))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Runs a command with an editor that changes nothing. */
    private CommandLineRun run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> words =
                new ArrayList<>(List.of("-c", folder.resolve("trellis.yaml").toString()));
        words.addAll(List.of(args));
        int code = Main.run(
                new CommandEnvironment(Path.of(""), name -> name.equals("EDITOR") ? "true" : System.getenv(name)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                words.toArray(String[]::new));
        return new CommandLineRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /**
     * Returns the longest row of the page that documents a command line: the row begins with the command, and all its words
     * occur in the command line.
     */
    private static String row(Set<String> rows, String line) {
        List<String> words = List.of(line.split(" "));
        return rows.stream()
                .filter(row -> words.get(0).equals(row.split(" ")[0]) && words.containsAll(List.of(row.split(" "))))
                .max(Comparator.comparingInt(String::length))
                .orElseThrow(() -> new AssertionError("the page does not document: " + line));
    }

    private void compare(String place, JsonNode node, Shape shape, Map<String, Shape> shapes, List<String> wrong) {
        Set<String> printed = new TreeSet<>(node.propertyNames());
        if (!printed.equals(new TreeSet<>(shape.keys.keySet()))) {
            wrong.add(place + " prints " + printed);
            return;
        }
        shape.keys.forEach((key, object) -> {
            for (JsonNode value : objects(node.get(key))) {
                if (object.equals("texts")) {
                    continue;
                }
                Shape inner = shapes.get(object);
                if (inner == null) {
                    wrong.add(place + "." + key + " is an object with " + value.propertyNames());
                } else {
                    printedObjects.add(object);
                    compare(place + "." + key, value, inner, shapes, wrong);
                }
            }
        });
    }

    /** Returns the objects in a value: itself, or those of a list; for a map with objects as values, the values. */
    private static List<JsonNode> objects(JsonNode value) {
        List<JsonNode> objects = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(item -> objects.addAll(objects(item)));
        } else if (value.isObject()) {
            boolean isMap = !value.isEmpty() && value.values().stream().allMatch(JsonNode::isArray);
            if (isMap) {
                value.forEach(item -> objects.addAll(objects(item)));
            } else {
                objects.add(value);
            }
        }
        return objects;
    }

    private static Map<String, Shape> shapes() throws Exception {
        String section =
                Objects.requireNonNull(MarkdownPage.read(PAGE).sections(2).get("JSON output"));
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (String line : section.lines().toList()) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Map<String, String> keys = new LinkedHashMap<>();
                Matcher key = KEY.matcher(row.group(2));
                while (key.find()) {
                    keys.put(key.group(1), Objects.requireNonNullElse(key.group(2), ""));
                }
                shapes.put(row.group(1).replace("`", ""), new Shape(keys));
            }
        }
        return shapes;
    }

    private void project() {
        CommandLineRun.write(
                folder,
                "trellis.yaml",
                "database: {url: \"jdbc:sqlite:app.db\"}\n"
                        + "branches: {app: {directory: db}, core: {directory: core, protected: true, maintain: false},"
                        + " legacy: {directory: legacy}}\n"
                        + "fleet: {targets: [{id: one, url: \"jdbc:sqlite:one.db\", labels: [a]},"
                        + " {id: bad, url: \"jdbc:sqlite:missing/bad.db\"}]}\n");
        CommandLineRun.write(folder, "legacy/README.md", "");
        CommandLineRun.write(folder, "flyway-project/flyway.conf", "flyway.placeholders.type=integer\n");
        CommandLineRun.write(folder, "flyway-project/sql/V1__first.sql", "create table l (id ${type});\n");
        CommandLineRun.write(folder, "flyway-project/sql/afterMigrate.sql", "select 1;\n");
        CommandLineRun.write(
                folder, "core/model.yaml", "tables: {c: {columns: {id: integer, n: text}, primary_key: [id]}}\n");
        CommandLineRun.write(folder, "core/c0.yaml", """
                revision: c0
                branch_labels: [core]
                upgrade: [{create_table: {name: c, columns: {id: integer}, primary_key: [id]}}]
                """);
        CommandLineRun.write(
                folder, "db/model.yaml", "tables: {t: {columns: {id: integer, n: text}, primary_key: [id]}}\n");
        CommandLineRun.write(folder, "db/a1.yaml", """
                revision: a1
                branch_labels: [app]
                upgrade: [{create_table: {name: t, columns: {id: integer}, primary_key: [id]}}]
                downgrade: [{drop_table: t}]
                """);
        CommandLineRun.write(folder, "db/b1.yaml", """
                revision: b1
                down_revision: a1
                upgrade: [{execute: "insert into t values (1)"}]
                downgrade: [{execute: "delete from t"}]
                """);
        CommandLineRun.write(folder, "db/b2.yaml", """
                revision: b2
                down_revision: a1
                upgrade: [{create_index: {table: t, name: ix_t, columns: [id]}}]
                downgrade: [{drop_index: {table: t, name: ix_t}}]
                """);
    }
}
