package dev.trellis.revision;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.trellis.conformance.CaseFiles;
import dev.trellis.error.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the cases of {@code conformance/graph} and {@code conformance/spec} have in common. */
final class GraphConformance {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, String> deviations = new LinkedHashMap<>();
    private final Map<String, int[]> counts = new TreeMap<>();
    private final Map<String, Integer> deviated = new TreeMap<>();

    GraphConformance() {
        for (String line : lines(CaseFiles.copy("graph").resolve("deviations.txt"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                int colon = line.indexOf(": ");
                assertTrue(colon > 0, () -> "a deviation without its reason: " + line);
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
     * The tests of all files of a kind. One that cannot be read fails as a test of its own and takes no other with it.
     *
     * @param tests those of a file
     * @throws IllegalStateException when there is not one
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
            throw new IllegalStateException("not one case in " + CaseFiles.of(kind));
        }
        return all.stream();
    }

    /** An answer, or the refusal that came instead of it. */
    record Got<T>(@Nullable T answer, @Nullable RevisionException refusal) {
        static <T> Got<T> of(Supplier<T> question) {
            try {
                return new Got<>(question.get(), null);
            } catch (RevisionException e) {
                return new Got<>(null, e);
            }
        }

        boolean matches(JsonNode expect, BiPredicate<T, JsonNode> same) {
            if (expect.path("any").asBoolean(false)) {
                return true;
            }
            if (expect.has("error")) {
                String name = expect.get("error").asString();
                return refusal != null
                        && (name.equals("*")
                                || refusal.problems().stream()
                                        .map(Problem::name)
                                        .anyMatch(name::equals));
            }
            return answer != null && same.test(answer, expect);
        }

        @Override
        public String toString() {
            return refusal == null ? String.valueOf(answer) : refusal.problems().toString();
        }
    }

    /** The rule of the README: the expected answer, or an acceptable one, or a deviation that is written down. */
    <T> void check(String family, JsonNode kase, Got<T> got, BiPredicate<T, JsonNode> same) {
        int[] count = counts.computeIfAbsent(family, f -> new int[2]);
        count[0]++;
        JsonNode expect = kase.get("expect");
        String error = expect.path("error").asString("");
        boolean failedItself = error.equals("crash") || error.equals("hang");
        if (!failedItself && got.matches(expect, same)) {
            count[1]++;
            return;
        }
        for (JsonNode acceptable : kase.path("acceptable")) {
            if (got.matches(acceptable, same)) {
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
                + got + "\n     for " + kase);
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

    /** Per family how many ran and passed. */
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
        return text.append(String.format("  %-20s ran %4d  passed %4d", "all", ran, passed))
                .toString();
    }
}
