package dev.trellis.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.script.JavaStep;
import dev.trellis.script.MigrationContext;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Java step works within its revision's transaction and cannot end it. */
class JavaStepTransactionTest {
    @TempDir
    Path folder = Path.of("");

    interface Ending {
        void end(MigrationContext context) throws SQLException;
    }

    private static final Map<String, Ending> ENDINGS = Map.of(
            "commit of the connection",
                    context -> context.handle().getConnection().commit(),
            "rollback of the connection",
                    context -> context.handle().getConnection().rollback(),
            "autocommit", context -> context.handle().getConnection().setAutoCommit(true),
            "commit of the handle", context -> context.handle().commit());

    @TestFactory
    Stream<DynamicTest> a_java_step_cannot_end_the_transaction() {
        return Stream.of(Kind.SQLITE, Kind.POSTGRESQL)
                .flatMap(kind -> ENDINGS.entrySet().stream()
                        .map(ending -> DynamicTest.dynamicTest(
                                kind + ": " + ending.getKey(), () -> refused(kind, ending.getValue()))));
    }

    private void refused(Kind kind, Ending ending) {
        JavaStep step = context -> {
            context.handle().execute("insert into t values (1)");
            ending.end(context);
        };
        try (TestProject project = project(kind);
                Trellis trellis = project.trellis(step)) {
            TrellisException e =
                    assertThrows(TrellisException.class, () -> trellis.upgrade("heads", UpgradeOptions.NONE));
            assertEquals("step_failed", e.name());
            assertTrue(e.problem().toString().contains("would end the revision's transaction"), e.getMessage());
            assertEquals(List.of(), project.database().query("select version_num from trellis_version"));
            assertThrows(RuntimeException.class, () -> project.database().query("select id from t"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"SQLITE", "POSTGRESQL"})
    void a_java_step_may_use_savepoints(Kind kind) {
        JavaStep step = context -> {
            context.handle().execute("insert into t values (1)");
            context.handle().savepoint("before");
            context.handle().execute("insert into t values (2)");
            context.handle().rollbackToSavepoint("before");
        };
        try (TestProject project = project(kind);
                Trellis trellis = project.trellis(step)) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
            assertEquals(List.of("1"), project.database().query("select id from t"));
        }
    }

    private TestProject project(Kind kind) {
        TestProject project = new TestProject(kind, folder);
        project.script(
                "a1",
                "null",
                "upgrade:\n  - create_table: {name: t, columns: {id: integer}, primary_key: [id]}\n  - run: step\n");
        return project;
    }
}
