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
 * After each revision of the three branches, up and down, the database has what the scripts say when replayed. Compared
 * are the whole schemas as values: every column in its place, every type, default, constraint, index, comment and name.
 * Before that the replayed one is made canonical, which says its types, defaults and conditions in the database's words,
 * and the constraints and indexes of a table are sorted, because catalogues do not keep the order in which they were
 * made. Nothing else is passed over, but for {@link #KEPT_CASTS}.
 */
class ReplayedBranchesTest {
    /**
     * A CHECK over a column that was an integer, became a number and is an integer again: PostgreSQL and H2 keep it with
     * the casts that it got on the way, which mean nothing.
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
    void every_revision_leaves_what_its_script_says(Kind kind) throws Exception {
        Branches branches = Branches.read(
                Plugins.find(null, List.of()).branches(),
                new ScriptFolder(List.of(new YamlFormat(), new SqlFormat())),
                Map.of());
        try (TestDatabase database = TestDatabase.open(kind);
                Connection connection = database.connect()) {
            Replayed replayed = new Replayed(connection, Inspection.dialect(database), branches);
            try (Trellis trellis = ShippedBranchesTest.trellis(folder, database, replayed)) {
                assertEquals(
                        27,
                        trellis.upgrade("heads", UpgradeOptions.NONE).steps().size());
                assertEquals(
                        27, trellis.downgrade("base", others -> false).steps().size());
            }
            assertEquals(54, replayed.compared);
        }
    }

    /** The schema as a value, one step after the other. */
    private static final class Replayed implements Listener {
        private final Connection connection;
        private final Dialect dialect;
        private final Branches branches;
        private final ParseContext reading;
        private Schema schema = Schema.EMPTY;
        private Heads rows = Heads.none();
        private int compared;

        Replayed(Connection connection, Dialect dialect, Branches branches) {
            this.connection = connection;
            this.dialect = dialect;
            this.branches = branches;
            this.reading =
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
                    .body(reading);
            for (LocatedOperation instruction :
                    Objects.requireNonNull(step.direction() == Direction.UPGRADE ? body.upgrade() : body.downgrade())) {
                schema = Replay.apply(schema, instruction, dialect);
            }
            rows = rows.after(step);
            Schema found = dialect.inspect(connection, List.of())
                    .only(name -> !name.name().startsWith("trellis_"));
            assertSame(dialect.canonical(connection, schema, found), found, step);
            // From the beginning, as the next run replays it: a column that came back on the way down may stand
            // elsewhere.
            assertSame(anyOrder(new Replay(branches, reading).schema(rows)), anyOrder(schema), step);
        }
    }

    private static void assertSame(Schema said, Schema inspected, Step step) {
        String when = step.direction() + " " + step.revision().id();
        assertEquals(said.tables().keySet(), inspected.tables().keySet(), when);
        assertEquals(said.enums(), inspected.enums(), when);
        inspected
                .tables()
                .forEach((name, table) ->
                        assertEquals(lines(said.require(name), step), lines(table, step), when + " " + name));
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

    private static Schema anyOrder(Schema schema) {
        Schema sorted = schema;
        for (Table table : schema.tables().values()) {
            sorted = sorted.with(table.withColumns(table.columns().stream()
                    .sorted(Comparator.comparing(Column::name))
                    .toList()));
        }
        return sorted;
    }
}
