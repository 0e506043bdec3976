package dev.trellis.internal.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.fixture.FaultInjection;
import dev.trellis.fixture.SixtyRevisions;
import dev.trellis.fixture.TestProject;
import dev.trellis.operation.Operation;
import dev.trellis.revision.Step;
import dev.trellis.script.JavaStep;
import dev.trellis.script.MigrationContext;
import dev.trellis.script.Script;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Every operation, in a run that ends before each of its statements and again after each. The next run has to find out
 * which of them have taken effect.
 */
class EveryOperationTest {
    private static final Map<String, JavaStep> STEPS = Map.of("step", new Adding());

    /** How often each statement of each revision was sent. */
    private static final Map<String, Integer> SEEN = new HashMap<>();

    private static boolean deadly;

    @TempDir
    Path folder = Path.of("");

    private static JsonNode cases() throws Exception {
        try (var in =
                Objects.requireNonNull(EveryOperationTest.class.getResourceAsStream("/runtime/every_operation.yaml"))) {
            return new YAMLMapper().readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void write(TestProject project) throws Exception {
        String parent = "null";
        int i = 0;
        for (JsonNode each : cases()) {
            String dialect = project.database().kind().name().toLowerCase(Locale.ROOT);
            JsonNode only = each.path("only");
            if (only.isMissingNode()
                    || only.valueStream().anyMatch(name -> name.asString().equals(dialect))) {
                String id = SixtyRevisions.id(i++);
                project.script(id, parent, "upgrade: " + each.path("operations") + "\n");
                parent = id;
            }
        }
    }

    @Test
    void every_operation_has_a_case() throws Exception {
        String text = cases().toString();
        List<String> missing = Stream.of(Operation.class.getPermittedSubclasses())
                .filter(type ->
                        Operation.scriptNames(type).stream().noneMatch(word -> text.contains('"' + word + "\":")))
                .map(Class::getSimpleName)
                .toList();
        assertEquals(List.of(), missing);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void the_next_run_finds_out_what_a_killed_run_has_done(Kind kind) throws Exception {
        String content;
        List<String> applied;
        deadly = false;
        try (TestProject project = new TestProject(kind, folder.resolve("undisturbed"))) {
            write(project);
            upgrade(project);
            content = project.content();
            applied = project.applied();
        }
        SEEN.clear();
        deadly = true;
        int deaths = 0;
        try (TestProject project = new TestProject(kind, folder.resolve("disturbed"))) {
            write(project);
            while (!upgrade(project)) {
                deaths++;
                assertTrue(deaths <= 2 * SEEN.size(), () -> SEEN.toString());
            }
            assertEquals(content, project.content());
            assertEquals(applied, project.applied());
        }
        assertEquals(2 * SEEN.size(), deaths);
        boolean whole = TestProject.dialect(kind).capabilities().transactionalDdl();
        List<String> again = new ArrayList<>();
        SEEN.forEach((statement, count) -> {
            if (!whole && count > 2 && statement.matches("\\w+: (?i)(create|alter|drop) .*")) {
                again.add(statement);
            }
        });
        assertEquals(List.of(), again, "done, and done again");
    }

    /** Returns whether the upgrade completed. */
    private static boolean upgrade(TestProject project) {
        FaultInjection.at(Integer.MAX_VALUE, () -> {});
        Listener listener = new Listener() {
            private String revision = "";

            @Override
            public void begun(Step step, @Nullable Script script) {
                revision = step.revision().id();
            }

            @Override
            public void statement(String sql) {
                about(revision + ": " + sql);
            }
        };
        try (Trellis trellis = project.trellis(FaultInjection.extensions(STEPS), listener)) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
            return true;
        } catch (FaultInjection.Death e) {
            return false;
        }
    }

    /** Ends the run before a statement that it meets for the first time, and after one that it meets for the second time. */
    private static void about(String statement) {
        int count = deadly ? SEEN.merge(statement, 1, Integer::sum) : 0;
        if (count == 1 || count == 2) {
            FaultInjection.die(count);
        }
    }

    private static final class Adding implements JavaStep {
        @Override
        public void run(MigrationContext context) {
            context.handle().execute("update t set n = n + 100");
        }
    }
}
