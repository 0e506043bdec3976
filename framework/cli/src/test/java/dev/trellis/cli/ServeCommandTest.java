package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.testbed.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command {@code serve}: what it prints, and how it ends. The module of the dashboard tests its pages. */
@SuppressWarnings("NullAway.Init")
class ServeCommandTest {
    @TempDir
    Path folder;

    @BeforeEach
    void write() {
        CommandLineRun.write(
                folder, "trellis.yaml", "database: {url: \"jdbc:sqlite:app.db\"}\nbranches: {app: {directory: db}}\n");
        CommandLineRun.write(folder, "db/a1.yaml", "revision: a1\nbranch_labels: [app]\nupgrade: []\ndowngrade: []\n");
    }

    @Test
    void a_signal_ends_the_server_and_leaves_nothing_behind() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Process process = ChildJvm.of(
                        List.of("-Djava.io.tmpdir=" + temporary),
                        Main.class.getName(),
                        List.of("-c", folder.resolve("trellis.yaml").toString(), "serve", "--port", "0"))
                .start();
        try (BufferedReader output = process.inputReader()) {
            String address = output.readLine();
            assertNotNull(address);
            HttpResponse<String> page = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(address + "site/index.html"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertEquals(200, page.statusCode(), page.body());
            assertEquals("stop with Ctrl-C", output.readLine());
            // Not SIGINT: a process that a shell has started in the background ignores it, and so do its children.
            process.toHandle().destroy();
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertEquals(null, output.readLine());
        } finally {
            process.destroyForcibly();
        }
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(
                    List.of(),
                    left.map(file -> file.getFileName().toString())
                            .filter(name -> name.startsWith("trellis"))
                            .toList());
        }
        assertFalse(Files.exists(folder.resolve("app.db")));
    }

    @Test
    void the_addresses_are_one_json_document() throws IOException {
        Process process = ChildJvm.of(
                        List.of(),
                        Main.class.getName(),
                        List.of(
                                "-c",
                                folder.resolve("trellis.yaml").toString(),
                                "--json",
                                "serve",
                                "--port",
                                "0",
                                "--allow-upgrade"))
                .start();
        try (BufferedReader output = process.inputReader()) {
            StringBuilder text = new StringBuilder();
            for (String line = output.readLine(); line != null && !line.equals("}"); line = output.readLine()) {
                text.append(line);
            }
            JsonNode document = JsonMapper.shared().readTree(text.append('}').toString());
            assertEquals(
                    document.get("url").stringValue() + "login?token=",
                    document.get("upgrade_url").stringValue().replaceAll("(token=).{43}$", "$1"));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void a_port_in_use_gives_one_error() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandLineRun run = CommandLineRun.of(folder, "serve", "--port", String.valueOf(socket.getLocalPort()));
            assertEquals(Main.EXIT_FAILED, run.code());
            assertEquals(2, run.err().lines().count(), run.err());
            assertTrue(
                    run.err().startsWith("error: port_in_use: --port: the port " + socket.getLocalPort()), run.err());
        }
        assertEquals(
                Main.EXIT_USAGE,
                CommandLineRun.of(folder, "serve", "--port", "65536").code());
    }
}
