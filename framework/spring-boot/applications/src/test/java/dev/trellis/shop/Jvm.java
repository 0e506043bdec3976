package dev.trellis.shop;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that runs the executable jar. */
final class Jvm implements AutoCloseable {
    private final Process process;
    private final Path log;

    /** Starts the jar. Options of the JVM begin with {@code -D}, arguments of the application with {@code --}. */
    Jvm(Path folder, List<String> arguments) throws IOException {
        log = Files.createTempFile(folder, "jvm", ".log");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        arguments.stream().filter(argument -> argument.startsWith("-D")).forEach(command::add);
        command.add("-jar");
        command.add(System.getProperty("jar"));
        arguments.stream().filter(argument -> argument.startsWith("--")).forEach(command::add);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Returns the exit code. */
    int await() throws InterruptedException {
        return process.waitFor();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** Returns the lines of the log that state what Trellis has done, without times. */
    List<String> lines() throws IOException {
        return log().lines()
                .filter(line -> line.contains("TrellisInitializer"))
                .map(line -> line.replaceFirst(".*TrellisInitializer\\s*: ", "").replaceAll(" \\d+ ms", " N ms"))
                .toList();
    }

    /** Waits until an address answers, and returns the status and the body. */
    String get(int port, String path) throws Exception {
        String answer = answer(port, path);
        while (answer.isEmpty()) {
            if (!process.isAlive()) {
                throw new IllegalStateException(log());
            }
            Thread.sleep(50);
            answer = answer(port, path);
        }
        return answer;
    }

    /** Returns the status and the body; empty if no one answers. */
    static String answer(int port, String path) throws IOException, InterruptedException {
        try {
            var response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                    .build(),
                            BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        } catch (ConnectException e) {
            return "";
        } catch (IOException e) {
            // The server for probes closes connections when it makes room for the application.
            return "";
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
