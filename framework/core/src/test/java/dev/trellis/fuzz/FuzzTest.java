package dev.trellis.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Checks every seed, and runs Jazzer for one second per parser. To run it for an hour per parser:
 *
 * <pre>{@code
 * mvn -pl framework/core -am test -Dtest=FuzzTest -Dsurefire.failIfNoSpecifiedTests=false -Dtrellis.fuzz.seconds=3600
 * }</pre>
 *
 * <p>{@code -Dtrellis.fuzz.parser=MODEL} selects one parser. A long run keeps its corpus in {@code target/fuzz} for the next run,
 * and the inputs that break a parser. Fix the parser, and copy such an input to {@code src/test/resources/fuzz}.
 */
class FuzzTest {
    private static final int SECONDS = Integer.getInteger("trellis.fuzz.seconds", 1);

    @TestFactory
    Stream<DynamicTest> every_seed_gives_a_value_or_a_readable_error() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : seeds()) {
            byte[] input = Files.readAllBytes(file);
            for (Parser parser : Parser.values()) {
                tests.add(DynamicTest.dynamicTest(
                        parser + " " + Campaign.SEEDS.relativize(file),
                        () -> assertTimeoutPreemptively(Duration.ofSeconds(10), () -> parser.check(input))));
            }
        }
        assertTrue(tests.size() > Parser.values().length, "there are no seeds");
        return tests.stream();
    }

    private static List<Path> seeds() throws IOException {
        try (Stream<Path> files = Files.walk(Campaign.SEEDS)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> a_short_campaign_finds_nothing() {
        ExecutorService executor =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        List<DynamicTest> tests = parsers()
                .map(parser -> {
                    Future<Campaign.Outcome> outcome = executor.submit(() -> new Campaign(parser, SECONDS).run());
                    return DynamicTest.dynamicTest(parser.name(), () -> {
                        assertEquals(0, outcome.get().code(), outcome.get().log());
                        assertTrue(outcome.get().inputs() > 0, outcome.get().log());
                    });
                })
                .toList();
        executor.shutdown();
        return tests.stream();
    }

    private static Stream<Parser> parsers() {
        String only = System.getProperty(FuzzTarget.PARSER);
        return only == null ? Arrays.stream(Parser.values()) : Stream.of(Parser.valueOf(only));
    }
}
