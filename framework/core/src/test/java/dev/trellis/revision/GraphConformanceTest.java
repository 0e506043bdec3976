package dev.trellis.revision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * What Alembic 1.20.0 answers, case by case. {@code -Dtrellis.conformance.graph=DIR} asks the cases of another folder.
 */
class GraphConformanceTest {
    private static final Conformance CASES = new Conformance();

    @TestFactory
    Stream<DynamicNode> cases() throws IOException {
        Path folder = Conformance.source("trellis.conformance.graph", "graph");
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(f -> f.toString().endsWith(".json")).sorted().toList();
        }
        if (files.isEmpty()) {
            throw new IllegalStateException("no cases in " + folder);
        }
        return files.stream().flatMap(file -> family(Conformance.read(file)));
    }

    @AfterAll
    static void report() {
        System.out.println(CASES.report("Conformance of the graph"));
    }

    private static Stream<DynamicNode> family(JsonNode file) {
        List<DynamicNode> tests = new ArrayList<>();
        String family = file.get("family").asString();
        for (JsonNode group : file.get("groups")) {
            GraphQuestions questions = new GraphQuestions(group);
            for (JsonNode kase : group.get("cases")) {
                tests.add(DynamicTest.dynamicTest(
                        family + ": " + kase.get("id").asString(),
                        () -> CASES.check(
                                family,
                                kase,
                                Conformance.Got.of(() -> questions.answer(kase.get("query"))),
                                GraphQuestions.Answer::isSameAs)));
            }
        }
        return tests.stream();
    }
}
