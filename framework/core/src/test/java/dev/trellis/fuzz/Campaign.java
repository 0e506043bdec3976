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

/** A run of Jazzer on one parser, in a separate process. */
record Campaign(Parser parser, int seconds) {
    /** The seeds, one folder per parser. They include inputs that once broke a parser. */
    static final Path SEEDS = Path.of("src/test/resources/fuzz").toAbsolutePath();

    private static final Path WORK = Path.of("target/fuzz").toAbsolutePath();
    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs");
    /** Seconds for starting a JVM and instrumenting the parser on a busy machine. */
    private static final int START_SECONDS = 300;
    /** From this many seconds on the corpus is kept, and the JVM compiles with full optimization. */
    private static final int LONG_RUN = 30;

    /**
     * The result of a run.
     *
     * @param code Jazzer's exit code: 77 after a finding, else 0
     * @param inputs the number of inputs tried
     * @param log the output of Jazzer
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
                boolean ended = jazzer.waitFor(seconds + START_SECONDS, TimeUnit.SECONDS);
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
        Path corpus = seconds < LONG_RUN
                ? Files.createTempDirectory(Files.createDirectories(WORK.resolve("short")), name())
                : Files.createDirectories(WORK.resolve(name()));
        Path findings = Files.createDirectories(WORK.resolve("found"));
        List<String> options = new ArrayList<>(List.of("-Xmx512m", "-D" + FuzzTarget.PARSER + "=" + parser.name()));
        if (seconds >= LONG_RUN) {
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
                        "--reproducer_path=" + findings,
                        "-artifact_prefix=" + findings + File.separator + name() + "-",
                        "-max_total_time=" + seconds,
                        "-timeout=20",
                        "-rss_limit_mb=0",
                        corpus.toString(),
                        SEEDS.resolve(name()).toString()));
    }
}
