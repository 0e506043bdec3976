package dev.trellis.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.AutogenerateHook;
import dev.trellis.ExtensionPoint;
import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.RevisionRequest;
import dev.trellis.SeedContext;
import dev.trellis.SeedOption;
import dev.trellis.SeedValues;
import dev.trellis.Seeder;
import dev.trellis.Trellis;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.OperationContext;
import dev.trellis.schema.TableName;
import dev.trellis.script.DraftBody;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** An exception in code of a plugin is an error that names the class and its jar. */
class BrokenContributionTest {
    @TempDir
    Path folder = Path.of("");

    public static class Named {
        public String name() {
            return "own_rule";
        }

        public String describe() {
            return "rows";
        }
    }

    public static final class FailingRule extends Named implements LintRule {
        @Override
        public List<Finding> check(OperationContext context) {
            throw new IllegalStateException("no luck");
        }
    }

    public static final class NullRule extends Named implements LintRule {
        @Override
        @SuppressWarnings("NullAway") // the fault that is tested
        public List<Finding> check(OperationContext context) {
            return null;
        }
    }

    public static final class UnlinkedRule extends Named implements LintRule {
        @Override
        public boolean readsSql() {
            throw new NoClassDefFoundError("org/example/Missing");
        }
    }

    public static final class FailingHook implements AutogenerateHook {
        @Override
        public DraftBody edit(String branch, DraftBody draft) {
            throw new IllegalStateException("no luck");
        }
    }

    public static final class NullHook implements AutogenerateHook {
        @Override
        @SuppressWarnings("NullAway") // the fault that is tested
        public DraftBody edit(String branch, DraftBody draft) {
            return null;
        }
    }

    public static final class ExcludingHook implements AutogenerateHook {
        @Override
        public boolean includes(TableName table) {
            throw new UnsupportedOperationException("not yet");
        }
    }

    public static final class FailingOptions extends Named implements Seeder {
        @Override
        public List<SeedOption<?>> options() {
            throw new IllegalStateException("no luck");
        }

        @Override
        public void seed(SeedContext context) {}
    }

    private enum Command {
        LINT {
            @Override
            void run(Trellis trellis) {
                trellis.lint("base:heads");
            }
        },
        AUTOGENERATE {
            @Override
            void run(Trellis trellis) {
                trellis.autogenerate(RevisionRequest.of("more", "app@head"), candidate -> false);
            }
        },
        CREATE {
            @Override
            void run(Trellis trellis) {
                trellis.createDatabase(objects -> false, SeedValues.NONE);
            }
        };

        abstract void run(Trellis trellis);
    }

    private record Case(ExtensionPoint<?> point, Command command) {}

    private static final Map<Class<?>, Case> CASES = Map.of(
            FailingRule.class, new Case(ExtensionPoint.LINT_RULE, Command.LINT),
            NullRule.class, new Case(ExtensionPoint.LINT_RULE, Command.LINT),
            UnlinkedRule.class, new Case(ExtensionPoint.LINT_RULE, Command.LINT),
            FailingHook.class, new Case(ExtensionPoint.HOOK, Command.AUTOGENERATE),
            NullHook.class, new Case(ExtensionPoint.HOOK, Command.AUTOGENERATE),
            ExcludingHook.class, new Case(ExtensionPoint.HOOK, Command.AUTOGENERATE),
            FailingOptions.class, new Case(ExtensionPoint.SEEDER, Command.CREATE));

    @TestFactory
    Stream<DynamicTest> the_error_names_the_class_and_its_jar() {
        return CASES.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.getKey().getSimpleName(), () -> named(each.getKey(), each.getValue())));
    }

    private void named(Class<?> type, Case contribution) {
        try (TestProject project = new TestProject(Kind.SQLITE, folder.resolve(type.getSimpleName()))) {
            project.write("db/model.yaml", """
                    tables:
                      t: {columns: {id: integer, name: string(20)}, primary_key: [id]}
                    """);
            project.script("a1", "null", """
                    upgrade:
                      - create_table: {name: t, columns: {id: integer}, primary_key: [id]}
                      - execute: alter table t add column name varchar(20)
                    """);
            if (contribution.command() == Command.AUTOGENERATE) {
                project.upgrade();
                project.database().execute("alter table t drop column name");
            }
            try (Trellis trellis = project.trellis(extensions(contribution.point(), type), Listener.NONE)) {
                TrellisException e = assertThrows(
                        TrellisException.class, () -> contribution.command().run(trellis));
                assertEquals("broken_plugin", e.name(), e.getMessage());
                assertTrue(
                        e.problem()
                                .toString()
                                .startsWith("broken_plugin: test-classes: " + type.getName() + " fails in '"),
                        e.problem().toString());
            }
        }
    }

    @SuppressWarnings("unchecked") // Map.of loses the relation between the class and its extension point.
    private static Extensions extensions(ExtensionPoint<?> point, Class<?> type) {
        return Extensions.builder()
                .loader(BrokenContributionTest.class.getClassLoader())
                .add((ExtensionPoint<Object>) point, type)
                .build();
    }
}
