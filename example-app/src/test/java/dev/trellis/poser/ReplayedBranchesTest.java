package dev.trellis.poser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.dialect.Dialect;
import dev.trellis.inject.Plugins;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.run.Replay;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.script.ScriptFolder;
import dev.trellis.internal.script.SqlFormat;
import dev.trellis.internal.script.YamlFormat;
import dev.trellis.revision.Direction;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Step;
import dev.trellis.schema.Column;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.script.Body;
import dev.trellis.script.LocatedOperation;
import dev.trellis.script.Script;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * After each upgrade and downgrade of a revision of the three branches, the schema of the database is equal to the schema that a
 * replay of the scripts results in: every column in its position, every type, default, constraint, index, comment and name.
 * Before the comparison, the replayed schema is made canonical, so that types, defaults and conditions have the spelling of the
 * database, and the constraints and indexes of a table are sorted, because a catalog does not keep the order of their
 * creation. The only other difference that is accepted is {@link #KEPT_CASTS}.
 */
class ReplayedBranchesTest {
    /**
     * The check of a column that was an integer, became numeric, and is an integer again. PostgreSQL and H2 keep the casts that
     * they added in between, which have no effect.
     */
    private static final Map<String, String> KEPT_CASTS = Map.of(
            "(case_size)::numeric > (0)::numeric",
            "case_size > 0",
            "\"case_size\" > CAST(0 AS NUMERIC(1))",
            "\"case_size\" > 0");

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(Kind.class)
    void every_revision_results_in_the_schema_of_its_script(Kind kind) throws Exception {
        Branches branches = Branches.read(
                Plugins.find(null, List.of()).branches(),
                new ScriptFolder(List.of(new YamlFormat(), new SqlFormat())),
                Map.of(),
                script -> {},
                true);
        try (TestDatabase database = TestDatabase.open(kind);
                Connection connection = database.connect()) {
            ReplayListener listener = new ReplayListener(connection, Inspection.dialect(database), branches);
            try (Trellis trellis = ShippedBranchesTest.trellis(folder, database, listener)) {
                assertEquals(
                        28,
                        trellis.upgrade("heads", UpgradeOptions.NONE).steps().size());
                assertEquals(
                        28, trellis.downgrade("base", others -> false).steps().size());
            }
            assertEquals(56, listener.compared);
        }
    }

    /** Replays each step and compares the schemas. */
    private static final class ReplayListener implements Listener {
        private final Connection connection;
        private final Dialect dialect;
        private final Branches branches;
        private final ParseContext context;
        private Schema schema = Schema.EMPTY;
        private Heads heads = Heads.none();
        private int compared;

        ReplayListener(Connection connection, Dialect dialect, Branches branches) {
            this.connection = connection;
            this.dialect = dialect;
            this.branches = branches;
            this.context =
                    ParseContext.of(dialect, Set.of("sqlite", "h2", "postgresql", "mariadb", "mysql"), Naming.DEFAULT);
        }

        @Override
        public void done(Step step, @Nullable Script script, Duration took) {
            try {
                assertInspectedAfter(step);
                compared++;
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        private void assertInspectedAfter(Step step) throws SQLException {
            Body body = Objects.requireNonNull(branches.script(step.revision().id()))
                    .body(context);
            for (LocatedOperation located :
                    Objects.requireNonNull(step.direction() == Direction.UPGRADE ? body.upgrade() : body.downgrade())) {
                schema = Replay.apply(schema, located, dialect);
            }
            heads = heads.after(step);
            Schema actual = dialect.inspect(connection, List.of())
                    .only(name -> !name.name().startsWith("trellis_"));
            assertSame(dialect.canonical(connection, schema, actual), actual, step);
            // The next run replays the scripts from the beginning. A column
            // that a downgrade added again may have another position then.
            assertSame(sortedColumns(new Replay(branches, context).schema(heads)), sortedColumns(schema), step);
        }
    }

    private static void assertSame(Schema expected, Schema actual, Step step) {
        String when = step.direction() + " " + step.revision().id();
        assertEquals(expected.tables().keySet(), actual.tables().keySet(), when);
        assertEquals(expected.enums(), actual.enums(), when);
        actual.tables()
                .forEach((name, table) ->
                        assertEquals(lines(expected.require(name), step), lines(table, step), when + " " + name));
    }

    private static String lines(Table table, Step step) {
        List<String> lines = new ArrayList<>();
        lines.add(table.primaryKey() + " " + table.comment());
        table.columns().forEach(column -> lines.add(column.toString()));
        Stream.of(table.uniques(), table.foreignKeys(), table.checks(), table.indexes())
                .flatMap(List::stream)
                .map(Record::toString)
                .sorted()
                .forEach(lines::add);
        String text = String.join("\n", lines);
        if (step.direction() == Direction.DOWNGRADE) {
            for (Map.Entry<String, String> kept : KEPT_CASTS.entrySet()) {
                text = text.replace(kept.getKey(), kept.getValue());
            }
        }
        return text;
    }

    private static Schema sortedColumns(Schema schema) {
        Schema sorted = schema;
        for (Table table : schema.tables().values()) {
            sorted = sorted.with(table.withColumns(table.columns().stream()
                    .sorted(Comparator.comparing(Column::name))
                    .toList()));
        }
        return sorted;
    }
}
