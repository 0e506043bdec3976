package dev.trellis.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.script.JavaStep;
import dev.trellis.script.MigrationContext;
import dev.trellis.testbed.DriverConnection;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Java step keeps or closes its handle, or changes the state of the connection. */
class KeptHandleTest {
    /** JDBC methods that change the state of a connection. */
    private static final Map<String, Change> CHANGES = new LinkedHashMap<>();

    static {
        CHANGES.put("setReadOnly", connection -> connection.setReadOnly(true));
        CHANGES.put(
                "setTransactionIsolation",
                connection -> connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE));
        CHANGES.put("setSchema", connection -> connection.setSchema("information_schema"));
        CHANGES.put("setCatalog", connection -> connection.setCatalog("information_schema"));
        CHANGES.put("setNetworkTimeout", connection -> connection.setNetworkTimeout(Runnable::run, 1));
    }

    @TempDir
    Path folder = Path.of("");

    private interface Change {
        void apply(Connection connection) throws SQLException;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_step_that_has_ended_cannot_use_its_handle(Kind kind) {
        List<Handle> handles = new ArrayList<>();
        List<PreparedStatement> statements = new ArrayList<>();
        List<String> later = new ArrayList<>();
        JavaStep first = context -> {
            handles.add(context.handle());
            statements.add(context.handle().getConnection().prepareStatement("insert into t values (1)"));
        };
        JavaStep second = context -> {
            later.add(String.valueOf(
                    assertThrows(SQLException.class, () -> statements.get(0).executeUpdate())
                            .getMessage()));
            assertThrows(RuntimeException.class, () -> handles.get(0).execute("insert into t values (2)"));
            context.handle().execute("insert into t values (3)");
        };
        try (TestProject project = project(kind, "  - run: first\n  - run: second\n");
                Trellis trellis = trellis(project, Map.of("first", first, "second", second))) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
            assertEquals(List.of("the Java step that received this connection has ended"), later);
            assertThrows(RuntimeException.class, () -> handles.get(0).execute("insert into t values (4)"));
            assertThrows(
                    SQLException.class, () -> handles.get(0).getConnection().commit());
            assertEquals(List.of("3"), project.database().query("select id from t"));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_step_may_close_its_handle(Kind kind) {
        JavaStep step = context -> {
            for (int id = 1; id < 3; id++) {
                try (Handle handle = context.handle()) {
                    handle.execute("insert into t values (?)", id);
                }
            }
        };
        try (TestProject project = project(kind, "  - run: step\n  - run: step2\n");
                Trellis trellis = trellis(project, Map.of("step", step, "step2", context -> {
                    context.handle().execute("insert into t values (3)");
                }))) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
            assertEquals(List.of("1", "2", "3"), project.database().query("select id from t order by id"));
        }
    }

    /** The next revision runs as if the step had not changed its connection. */
    @TestFactory
    Stream<DynamicTest> the_state_of_the_connection_does_not_reach_the_next_revision() {
        return Stream.of(Kind.values())
                .flatMap(kind -> CHANGES.entrySet().stream()
                        .map(change -> DynamicTest.dynamicTest(
                                kind + ": " + change.getKey(), () -> undone(kind, change.getValue()))));
    }

    private void undone(Kind kind, Change change) {
        JavaStep step = context -> applyIfSupported(context, change);
        try (TestProject project = project(kind, "  - run: step\n")) {
            project.script("a2", "a1", "upgrade: [{execute: insert into t values (7)}]\n");
            try (Trellis trellis = trellis(project, Map.of("step", step))) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
            assertEquals(List.of("7"), project.database().query("select id from t"));
            assertEquals(List.of("a2"), project.database().query("select version_num from trellis_version"));
        }
    }

    private static void applyIfSupported(MigrationContext context, Change change) {
        try {
            change.apply(context.handle().getConnection());
        } catch (SQLException | UnsupportedOperationException e) {
            // Some drivers refuse the change within a transaction.
        }
    }

    /** The driver's own connection is not checked; ending the transaction on it commits what the step has done. */
    @TestFactory
    Stream<DynamicTest> a_commit_by_the_driver_is_not_reported_as_rolled_back() {
        Map<String, Change> ends =
                Map.of("commit", Connection::commit, "auto-commit", connection -> connection.setAutoCommit(true));
        return Stream.of(Kind.SQLITE, Kind.POSTGRESQL)
                .flatMap(kind -> ends.entrySet().stream()
                        .map(end -> DynamicTest.dynamicTest(
                                kind + ": " + end.getKey(), () -> endReported(kind, end.getValue()))));
    }

    private void endReported(Kind kind, Change end) {
        JavaStep step = context -> {
            context.handle().execute("insert into t values (1)");
            end.apply(DriverConnection.of(context.handle().getConnection()));
        };
        try (TestProject project = project(kind, "  - run: step\n");
                Trellis trellis = trellis(project, Map.of("step", step))) {
            TrellisException e =
                    assertThrows(TrellisException.class, () -> trellis.upgrade("heads", UpgradeOptions.NONE));
            assertEquals("transaction_control", e.name());
            assertFalse(String.valueOf(e.problem().advice()).contains("rolled back completely"), e.getMessage());
            assertEquals(List.of("1"), project.database().query("select id from t"));
        }
    }

    private TestProject project(Kind kind, String steps) {
        TestProject project = new TestProject(kind, folder.resolve("p" + System.nanoTime()));
        project.script(
                "a1",
                "null",
                "upgrade:\n  - create_table: {name: t, columns: {id: integer}, primary_key: [id]}\n" + steps);
        return project;
    }

    /** Classes that stand for the steps of a test; {@link Extensions} lists classes. */
    private static final List<Class<? extends JavaStep>> TYPES = List.of(First.class, Second.class);

    private abstract static class First implements JavaStep {}

    private abstract static class Second implements JavaStep {}

    private static Trellis trellis(TestProject project, Map<String, JavaStep> steps) {
        Map<String, Class<? extends JavaStep>> types = new LinkedHashMap<>();
        Map<Class<?>, JavaStep> instances = new LinkedHashMap<>();
        steps.forEach((name, step) -> {
            Class<? extends JavaStep> type = TYPES.get(types.size());
            types.put(name, type);
            instances.put(type, step);
        });
        return project.trellis(
                TestProject.extensions(List.of(), types, new Extensions.Instances() {
                    @Override
                    @SuppressWarnings("unchecked") // The instance stands for the class.
                    public <T> T get(Class<T> type) {
                        return (T) Objects.requireNonNull(instances.get(type));
                    }
                }),
                Listener.NONE);
    }
}
