package dev.trellis.revision;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * Compares the parsing of texts that name revisions with Alembic 1.20.0. {@code -Dtrellis.conformance.spec=FILE} reads the
 * cases from another file.
 */
class IdentifierSpecTest {
    private static final GraphConformance CASES = new GraphConformance();

    @TestFactory
    Stream<DynamicNode> cases() {
        return GraphConformance.tests("spec", (family, file) -> tests(file));
    }

    private static List<DynamicNode> tests(JsonNode file) {
        List<DynamicNode> tests = new ArrayList<>();
        for (JsonNode kase : file.required("cases")) {
            String context = kase.required("context").asString();
            String text = kase.required("text").asString();
            tests.add(DynamicTest.dynamicTest(
                    context + ": " + text.replace('\n', '~'),
                    () -> CASES.check(context, kase, GraphConformance.Outcome.of(() -> {
                        Object parsed = parse(context, text);
                        return expect -> isSame(parsed, expect);
                    }))));
        }
        return tests;
    }

    @AfterAll
    static void report() {
        System.out.println(CASES.report("Conformance of identifiers"));
        CASES.limitLenient("spec", 0, 96);
    }

    private static Object parse(String context, String text) {
        return switch (context) {
            case "upgrade" -> Target.upgrade(text);
            case "downgrade" -> Target.downgrade(text);
            case "resolve" -> Target.named(text);
            case "history" -> Range.history(text);
            case "offline_upgrade" -> Range.offlineUpgrade(text);
            case "offline_downgrade" -> Range.offlineDowngrade(text);
            case "new_id" -> {
                Identifier.checkRevision(text);
                yield text;
            }
            default -> throw new IllegalArgumentException(context);
        };
    }

    private static boolean isSame(Object parsed, JsonNode expect) {
        if (parsed instanceof Target target) {
            Target.From from = target.from();
            String offset = target.offset() == null ? null : target.offset().toString();
            return expect.has("symbol")
                    && Objects.equals(target.label(), text(expect, "label"))
                    && Objects.equals(target.symbol(), text(expect, "symbol"))
                    && Objects.equals(offset, text(expect, "offset"))
                    && (!expect.has("from") || (from != null && from.name().equalsIgnoreCase(text(expect, "from"))));
        }
        if (parsed instanceof Range range) {
            return expect.has("end")
                    && Objects.equals(range.start(), text(expect, "start"))
                    && Objects.equals(range.end(), text(expect, "end"));
        }
        return expect.path("accepted").asBoolean(false);
    }

    private static @Nullable String text(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isNull() || value.isMissingNode() ? null : value.asString();
    }
}
