package dev.trellis.revision;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.trellis.conformance.CaseFiles;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks the cases of {@code conformance/graph} and {@code conformance/spec}: the expected answer, an acceptable one, or a
 * deviation that is documented in {@code deviations.txt}.
 *
 * <p>Two expectations are lenient. {@code any} accepts every well-formed answer and every error of the graph, {@code error:
 * "*"} every error of the graph. Cases that pass only by them are counted and limited, so that their number cannot grow.
 */
final class GraphConformance {
    /** The errors that the graph reports. */
    private static final Set<ErrorName> GRAPH_ERRORS = EnumSet.of(
            ErrorName.ALREADY_MERGED,
            ErrorName.AMBIGUOUS_ID,
            ErrorName.AMBIGUOUS_RELATIVE,
            ErrorName.AMBIGUOUS_WALK,
            ErrorName.BAD_RANGE,
            ErrorName.CYCLE_DETECTED,
            ErrorName.DEPENDENCY_CYCLE,
            ErrorName.DEPENDENCY_LOOP,
            ErrorName.DUPLICATE_HEADS,
            ErrorName.DUPLICATE_LABEL,
            ErrorName.DUPLICATE_REVISION,
            ErrorName.ILLEGAL_IDENTIFIER,
            ErrorName.INDEPENDENT_BRANCHES,
            ErrorName.LOCATION_REQUIRED,
            ErrorName.LOOP_DETECTED,
            ErrorName.MISSING_DEPENDENCY,
            ErrorName.MISSING_REVISION,
            ErrorName.MULTIPLE_HEADS,
            ErrorName.NO_SUCH_BRANCH,
            ErrorName.NO_SUCH_REVISION,
            ErrorName.NOT_A_HEAD,
            ErrorName.NOT_AT_HEADS,
            ErrorName.NOT_IN_BRANCH,
            ErrorName.NOT_ON_BRANCH,
            ErrorName.NOTHING_TO_MERGE,
            ErrorName.OVERLAPPING_VERSIONS,
            ErrorName.PURGE_OFFLINE,
            ErrorName.RANGE_NOT_ALLOWED,
            ErrorName.RANGE_NOT_ANCESTOR,
            ErrorName.RANGE_REQUIRED,
            ErrorName.RELATIVE_TOO_FAR,
            ErrorName.ROW_COUNT_MISMATCH,
            ErrorName.SEVERAL_STARTS,
            ErrorName.UNKNOWN_LOCATION);

    /** The time that one answer may take. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, String> deviations = new LinkedHashMap<>();
    private final Map<String, int[]> counts = new TreeMap<>();
    private final Map<String, Integer> deviated = new TreeMap<>();
    private int anyAnswer;
    private int anyError;

    GraphConformance() {
        for (String line : lines(CaseFiles.copy("graph").resolve("deviations.txt"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                int colon = line.indexOf(": ");
                assertTrue(colon > 0, () -> "a deviation without a reason: " + line);
                deviations.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
    }

    private static Iterable<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the tests of all files of a kind. A file that cannot be read becomes a failing test.
     *
     * @param tests creates the tests of a file
     * @throws IllegalStateException if there is no test
     */
    static Stream<DynamicNode> tests(String kind, BiFunction<String, JsonNode, List<DynamicNode>> tests) {
        List<DynamicNode> all = new ArrayList<>();
        for (Path file : CaseFiles.of(kind)) {
            try {
                JsonNode document = JSON.readTree(file.toFile());
                all.addAll(tests.apply(document.path("family").asString(CaseFiles.family(file)), document));
            } catch (RuntimeException e) {
                all.add(DynamicTest.dynamicTest(file.toString(), () -> {
                    throw new IllegalStateException("not a file of cases: " + file, e);
                }));
            }
        }
        if (all.isEmpty()) {
            throw new IllegalStateException("no case in " + CaseFiles.of(kind));
        }
        return all.stream();
    }

    /** An answer of the graph. */
    interface Answer {
        /** Returns whether the answer is the expected one. */
        boolean isSameAs(JsonNode expect);

        /** Returns whether the answer obeys the rules of the graph, whatever is expected. */
        default boolean isWellFormed() {
            return true;
        }
    }

    /** The outcome of a question: an answer or an error. */
    record Outcome(@Nullable Answer answer, @Nullable RevisionException error) {
        static Outcome of(Supplier<Answer> question) {
            return Assertions.assertTimeout(LIMIT, () -> {
                try {
                    return new Outcome(question.get(), null);
                } catch (RevisionException e) {
                    return new Outcome(null, e);
                }
            });
        }

        private boolean isGraphError() {
            return error != null && GRAPH_ERRORS.stream().anyMatch(error::is);
        }

        private boolean hasError(String name) {
            return error != null && error.problems().stream().map(Problem::name).anyMatch(name::equals);
        }

        @Override
        public String toString() {
            return error == null ? String.valueOf(answer) : error.problems().toString();
        }
    }

    private boolean matches(Outcome outcome, JsonNode expect) {
        Answer answer = outcome.answer();
        if (expect.path("any").asBoolean(false)) {
            boolean matches = answer == null ? outcome.isGraphError() : answer.isWellFormed();
            anyAnswer += matches ? 1 : 0;
            return matches;
        }
        if (expect.path("error").asString("").equals("*")) {
            boolean matches = outcome.isGraphError();
            anyError += matches ? 1 : 0;
            return matches;
        }
        return expect.has("error")
                ? outcome.hasError(expect.get("error").asString())
                : answer != null && answer.isSameAs(expect);
    }

    /** Checks one case. */
    void check(String family, JsonNode kase, Outcome outcome) {
        int[] count = counts.computeIfAbsent(family, f -> new int[2]);
        count[0]++;
        JsonNode expect = kase.get("expect");
        String error = expect.path("error").asString("");
        boolean alembicFailed = error.equals("crash") || error.equals("hang");
        if (!alembicFailed && matches(outcome, expect)) {
            count[1]++;
            return;
        }
        for (JsonNode acceptable : kase.path("acceptable")) {
            if (matches(outcome, acceptable)) {
                count[1]++;
                return;
            }
        }
        if (kase.path("alembic_quirk").asBoolean(false) && isDeviation(kase)) {
            deviated.merge(family, 1, Integer::sum);
            return;
        }
        fail("expected " + expect
                + (kase.has("quirks") ? " " + kase.get("quirks") + " or " + kase.get("acceptable") : "") + "\n     got "
                + outcome + "\n     for " + kase);
    }

    /**
     * Checks that no more cases than known pass only by a lenient expectation.
     *
     * @param kind the kind of the cases; other files than the copies are not limited
     */
    void limitLenient(String kind, int maxAnyAnswer, int maxAnyError) {
        if (CaseFiles.isCopy(kind)) {
            assertTrue(anyAnswer <= maxAnyAnswer, () -> anyAnswer + " cases pass by 'any'");
            assertTrue(anyError <= maxAnyError, () -> anyError + " cases pass by 'error: *'");
        }
    }

    private boolean isDeviation(JsonNode kase) {
        if (deviations.containsKey(kase.get("id").asString())) {
            return true;
        }
        for (JsonNode quirk : kase.path("quirks")) {
            if (deviations.containsKey(quirk.asString())) {
                return true;
            }
        }
        return false;
    }

    /** Returns the number of cases that ran and passed, by family. */
    String report(String title) {
        StringBuilder text = new StringBuilder(title).append(System.lineSeparator());
        int ran = 0;
        int passed = 0;
        for (Map.Entry<String, int[]> family : counts.entrySet()) {
            int[] count = family.getValue();
            text.append(String.format("  %-20s ran %4d  passed %4d", family.getKey(), count[0], count[1]));
            Integer other = deviated.get(family.getKey());
            text.append(other == null ? "" : "  deviations " + other).append(System.lineSeparator());
            ran += count[0];
            passed += count[1];
        }
        return text.append(String.format(
                        "  %-20s ran %4d  passed %4d  (by any answer %d, by any error %d)",
                        "all", ran, passed, anyAnswer, anyError))
                .toString();
    }
}
