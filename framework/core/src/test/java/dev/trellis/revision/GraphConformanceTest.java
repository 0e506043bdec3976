package dev.trellis.revision;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * Compares the graph with the answers of Alembic 1.20.0, case by case. {@code -Dtrellis.conformance.graph=DIR} reads the
 * cases from another folder.
 */
class GraphConformanceTest {
    private static final GraphConformance CASES = new GraphConformance();

    @TestFactory
    Stream<DynamicNode> cases() {
        return GraphConformance.tests("graph", GraphConformanceTest::family);
    }

    @AfterAll
    static void report() {
        System.out.println(CASES.report("Conformance of the graph"));
        CASES.limitLenient("graph", 9, 62);
    }

    private static List<DynamicNode> family(String family, JsonNode file) {
        List<DynamicNode> tests = new ArrayList<>();
        for (JsonNode group : file.required("groups")) {
            GraphQuestions questions = new GraphQuestions(group);
            for (JsonNode kase : group.required("cases")) {
                tests.add(DynamicTest.dynamicTest(
                        family + ": " + kase.required("id").asString(),
                        () -> CASES.check(
                                family,
                                kase,
                                GraphConformance.Outcome.of(() -> questions.answer(kase.required("query"))))));
            }
        }
        return tests;
    }
}
