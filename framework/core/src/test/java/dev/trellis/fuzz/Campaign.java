package dev.trellis.fuzz;

import dev.trellis.testbed.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Jazzer on one parser, in a process of its own, for a while. */
record Campaign(Parser parser, int seconds) {
    /** By parser; crashers of the past among them. */
    static final Path SEEDS = Path.of("src/test/resources/fuzz").toAbsolutePath();

    private static final Path WORK = Path.of("target/fuzz").toAbsolutePath();
    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs");
    /** To start a JVM and instrument what is fuzzed, on a machine that is busy. */
    private static final int START = 300;
    /** From here on what was learnt is worth keeping, and compiling well worth the time. */
    private static final int LONG = 30;

    /**
     * What came of it.
     *
     * @param code Jazzer's exit code: 77 when it found something, 0 when not
     * @param inputs how many were tried
     * @param log all that Jazzer said
     */
    record Outcome(int code, long inputs, String log) {}

    private String name() {
        return parser.name().toLowerCase(Locale.ROOT);
    }

    Outcome run() {
        try {
            Path log = Files.createDirectories(WORK).resolve(name() + ".txt");
            Process jazzer = jazzer().redirectOutput(Redirect.to(log.toFile())).start();
            try {
                boolean ended = jazzer.waitFor(seconds + START, TimeUnit.SECONDS);
                String text = Files.readString(log);
                Matcher done = DONE.matcher(text);
                return new Outcome(
                        ended ? jazzer.exitValue() : -1, done.find() ? Long.parseLong(done.group(1)) : 0, text);
            } finally {
                jazzer.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private ProcessBuilder jazzer() throws IOException {
        Path learnt = seconds < LONG
                ? Files.createTempDirectory(Files.createDirectories(WORK.resolve("short")), name())
                : Files.createDirectories(WORK.resolve(name()));
        Path found = Files.createDirectories(WORK.resolve("found"));
        List<String> options = new ArrayList<>(List.of("-Xmx512m", "-D" + FuzzTarget.PARSER + "=" + parser.name()));
        if (seconds >= LONG) {
            options.add("-XX:TieredStopAtLevel=4");
        }
        return ChildJvm.of(
                options,
                "com.code_intelligence.jazzer.Jazzer",
                List.of(
                        "--target_class=" + FuzzTarget.class.getName(),
                        "--instrumentation_includes=dev.trellis.**",
                        "--instrumentation_excludes=dev.trellis.fuzz.**",
                        "--custom_hook_includes=dev.trellis.**",
                        "--reproducer_path=" + found,
                        "-artifact_prefix=" + found + File.separator + name() + "-",
                        "-max_total_time=" + seconds,
                        "-timeout=20",
                        "-rss_limit_mb=0",
                        learnt.toString(),
                        SEEDS.resolve(name()).toString()));
    }
}
