package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.editor.EditorSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The YAML language server, which VS Code and other editors use, completes and checks the files of a project by the comment on
 * their first line. Needs {@code node} and {@code npm}, and installs the server into {@code target}.
 */
@SuppressWarnings("NullAway.Init")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LanguageServerToolIT {
    private static final String VERSION = "2.0.0";
    private static final Path INSTALLATION =
            Path.of("target", "yaml-language-server").toAbsolutePath();
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    private Path folder;

    private Process server;
    private int requests;

    @BeforeEach
    void start() throws Exception {
        Path program = INSTALLATION.resolve("node_modules/yaml-language-server/bin/yaml-language-server");
        if (!Files.exists(program)) {
            Files.createDirectories(INSTALLATION);
            Process npm = new ProcessBuilder(
                            "npm",
                            "install",
                            "--no-save",
                            "--no-audit",
                            "--no-fund",
                            "--prefix",
                            INSTALLATION.toString(),
                            "yaml-language-server@" + VERSION)
                    .inheritIO()
                    .start();
            assertEquals(0, npm.waitFor(), "npm install");
        }
        server = new ProcessBuilder("node", program.toString(), "--stdio")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        SchemaFiles.write(List.of(EditorSchema.values()), folder.resolve(EditorSchema.FOLDER));
        request(
                "initialize",
                Map.of(
                        "processId",
                        ProcessHandle.current().pid(),
                        "rootUri",
                        folder.toUri().toString(),
                        "capabilities",
                        Map.of()));
        send(Map.of("jsonrpc", "2.0", "method", "initialized", "params", Map.of()));
    }

    @AfterEach
    void stop() {
        server.destroyForcibly();
    }

    @Test
    void the_keys_of_an_operation_are_completed() throws Exception {
        Path file = open("db/shop/a1.yaml", "../../.trellis/revision.schema.json", """
                revision: a1
                upgrade:
                  - add_column:
                      table: pet
                      \s
                """);
        Set<String> keys = completions(file, 5, 6);
        assertTrue(
                keys.containsAll(Set.of("name", "type", "nullable", "default_sql", "if_not_exists")), keys::toString);
        assertTrue(!keys.contains("rename") && !keys.contains("upgrade"), keys::toString);
    }

    @Test
    void the_names_of_operations_and_types_are_completed() throws Exception {
        Path file = open("db/shop/a1.yaml", "../../.trellis/revision.schema.json", """
                revision: a1
                upgrade:
                  - \s
                """);
        Set<String> operations = completions(file, 3, 4);
        assertTrue(operations.containsAll(Set.of("create_table", "create_view", "execute")), operations::toString);
    }

    @Test
    void keys_of_models_and_configurations_are_completed() throws Exception {
        Path model = open("db/shop/model.yaml", "../../.trellis/model.schema.json", """
                tables:
                  pet:
                    \s
                """);
        Set<String> keys = completions(model, 3, 4);
        assertTrue(keys.containsAll(Set.of("columns", "primary_key", "foreign_keys", "extends")), keys::toString);
        Path configuration = open("trellis.yaml", ".trellis/config.schema.json", "\n");
        Set<String> settings = completions(configuration, 1, 0);
        assertTrue(settings.containsAll(Set.of("database", "branches", "environments")), settings::toString);
    }

    @Test
    void a_misspelt_key_is_marked() throws Exception {
        open("db/shop/a1.yaml", "../../.trellis/revision.schema.json", """
                revision: a1
                upgrade:
                  - drop_column: {table: pet, nam: title}
                """);
        String messages = "";
        while (!messages.contains("nam")) {
            JsonNode message = receive();
            if (message.path("method").asString("").equals("textDocument/publishDiagnostics")) {
                messages += message.at("/params/diagnostics").toString();
            }
        }
        assertTrue(messages.contains("nam"), messages);
    }

    private Path open(String name, String schema, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        String complete = "# yaml-language-server: $schema=" + schema + "\n" + text;
        Files.writeString(file, complete);
        send(Map.of(
                "jsonrpc",
                "2.0",
                "method",
                "textDocument/didOpen",
                "params",
                Map.of(
                        "textDocument",
                        Map.of("uri", file.toUri().toString(), "languageId", "yaml", "version", 1, "text", complete))));
        return file;
    }

    /** Returns the labels of the completions at a position; the comment is line 0. */
    private Set<String> completions(Path file, int line, int character) throws IOException {
        JsonNode result = request(
                "textDocument/completion",
                Map.of(
                        "textDocument",
                        Map.of("uri", file.toUri().toString()),
                        "position",
                        Map.of("line", line, "character", character)));
        Set<String> labels = new TreeSet<>();
        (result.has("items") ? result.get("items") : result)
                .forEach(item -> labels.add(item.get("label").asString()));
        return labels;
    }

    private JsonNode request(String method, Object params) throws IOException {
        int id = ++requests;
        send(Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params));
        while (true) {
            JsonNode message = receive();
            if (!message.has("method") && message.path("id").asInt(-1) == id) {
                assertTrue(!message.has("error"), message::toString);
                return message.get("result");
            }
        }
    }

    private void send(Object message) throws IOException {
        byte[] body = JSON.writeValueAsBytes(message);
        OutputStream out = server.getOutputStream();
        out.write(("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    /** Receives a message, and answers it if it is a request of the server. */
    private JsonNode receive() throws IOException {
        InputStream in = server.getInputStream();
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.startsWith("Content-Length: ")) {
                length = Integer.parseInt(header.substring("Content-Length: ".length()));
            }
        }
        JsonNode message = JSON.readTree(in.readNBytes(length));
        if (message.has("method") && message.has("id")) {
            Map<String, @Nullable Object> answer = new HashMap<>();
            answer.put("jsonrpc", "2.0");
            answer.put("id", message.get("id"));
            List<Map<String, Object>> settings = new ArrayList<>();
            message.at("/params/items").forEach(item -> settings.add(Map.of()));
            answer.put("result", message.get("method").asString().equals("workspace/configuration") ? settings : null);
            send(answer);
        }
        return message;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the language server has ended");
            }
            line.write(c);
        }
        return line.toString(StandardCharsets.US_ASCII).strip();
    }
}
