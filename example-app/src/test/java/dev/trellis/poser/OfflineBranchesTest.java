package dev.trellis.poser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.Trellis.UpgradeOptions;
import dev.trellis.dialect.CatalogSnapshot;
import dev.trellis.dialect.Dialect;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.internal.sql.SqlStatement;
import dev.trellis.schema.TableName;
import dev.trellis.testbed.DatabaseShell;
import dev.trellis.testbed.DatabaseShell.Outcome;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Retail, loyalty and poser by scripts that are made without a database and run by the database's own shell: they leave
 * what the online run leaves.
 */
class OfflineBranchesTest {
    /** Of retail, about in the middle; much of all three branches stands on it. */
    private static final String HALF_WAY = "5aa45080f42e";

    /** What differs from run to run. */
    private static final List<String> TIMES = List.of("started_at", "duration_ms");

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(Kind.class)
    void up_and_down_to_base(Kind kind) throws Exception {
        try (Both both = new Both(folder, kind)) {
            both.run(trellis -> trellis.upgrade("heads", UpgradeOptions.NONE), (trellis, from, out) -> {
                trellis.upgradeSql("heads", out);
            });
            assertTrue(both.content().contains("loyalty_tier"), both::content);
            both.run(trellis -> trellis.downgrade("base", others -> true), (trellis, from, out) -> {
                trellis.downgradeSql(from + ":base", out);
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void half_way_up_and_half_way_down(Kind kind) throws Exception {
        try (Both both = new Both(folder, kind)) {
            both.run(trellis -> trellis.upgrade(HALF_WAY, UpgradeOptions.NONE), (trellis, from, out) -> {
                trellis.upgradeSql(HALF_WAY, out);
            });
            both.run(trellis -> trellis.upgrade("heads", UpgradeOptions.NONE), (trellis, from, out) -> {
                trellis.upgradeSql(from + ":heads", out);
            });
            both.run(trellis -> trellis.downgrade("loyalty@base", others -> true), (trellis, from, out) -> {
                trellis.downgradeSql(from + ":loyalty@base", out);
            });
            both.run(trellis -> trellis.upgrade("loyalty@head", UpgradeOptions.NONE), (trellis, from, out) -> {
                trellis.upgradeSql(from + ":loyalty@head", out);
            });
            both.run(trellis -> trellis.downgrade(HALF_WAY, others -> true), (trellis, from, out) -> {
                trellis.downgradeSql(from + ":" + HALF_WAY, out);
            });
            both.run(trellis -> trellis.stamp(List.of("heads"), false), (trellis, from, out) -> {
                trellis.stampSql(List.of(from + ":heads"), false, out);
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_stamp_in_an_empty_database(Kind kind) throws Exception {
        try (Both both = new Both(folder, kind)) {
            both.run(Trellis::ensureVersion, (trellis, from, out) -> trellis.ensureVersionSql(out));
            both.run(trellis -> trellis.stamp(List.of("heads"), false), (trellis, from, out) -> {
                trellis.stampSql(List.of("heads"), false, out);
            });
        }
    }

    private interface Offline {
        /** @param from the revisions that the database is at, with commas between */
        void write(Trellis trellis, String from, Consumer<String> out);
    }

    /** Two databases, one of which no Trellis is ever connected to. */
    private static final class Both implements AutoCloseable {
        private final TestDatabase online;
        private final TestDatabase offline;
        private final Dialect dialect;
        private final Path folder;

        Both(Path folder, Kind kind) {
            this.folder = folder;
            online = TestDatabase.open(kind);
            offline = TestDatabase.open(kind);
            dialect = Inspection.dialect(online);
        }

        void run(Consumer<Trellis> command, Offline sql) throws Exception {
            String from = content(online).contains("trellis_version")
                    ? String.join(",", online.query("SELECT version_num FROM trellis_version"))
                    : "";
            try (Trellis trellis = ShippedBranchesTest.trellis(folder, online, Listener.NONE)) {
                command.accept(trellis);
            }
            List<String> script = new ArrayList<>();
            try (Trellis trellis = ShippedBranchesTest.trellis(folder, nowhere(), online, Listener.NONE)) {
                sql.write(trellis, from, script::add);
            }
            Outcome outcome = new DatabaseShell(
                            offline,
                            text -> SqlSplitter.split(text, dialect.syntax(), "script.sql", 1).stream()
                                    .map(SqlStatement::text)
                                    .toList())
                    .run(String.join("\n", script) + "\n");
            assertNull(outcome.failure(), outcome.program());
            assertEquals(content(online), content(offline), outcome.program());
        }

        private String nowhere() {
            return switch (online.kind()) {
                case SQLITE -> "jdbc:sqlite:/nowhere/at/all.db";
                case H2 -> "jdbc:h2:tcp://127.0.0.1:1/nowhere";
                default -> online.url().replaceFirst("//[^/]*/", "//127.0.0.1:1/");
            };
        }

        String content() {
            return content(offline);
        }

        /** The structure of every table and view, and its rows; the history without its times. */
        private String content(TestDatabase database) {
            StringBuilder text = new StringBuilder();
            try (Connection connection = database.connect()) {
                text.append(dialect.inspect(connection, List.of())).append('\n');
                Map<String, List<String>> columns = new TreeMap<>();
                try (ResultSet row = connection
                        .getMetaData()
                        .getColumns(connection.getCatalog(), connection.getSchema(), "%", "%")) {
                    while (row.next()) {
                        columns.computeIfAbsent(row.getString(3), none -> new ArrayList<>())
                                .add(row.getString(4));
                    }
                }
                List<TableName> names =
                        columns.keySet().stream().map(TableName::of).toList();
                dialect.catalogSnapshot(connection, names).forEach((name, parts) -> {
                    Map<String, String> alike = new TreeMap<>(parts);
                    alike.remove(CatalogSnapshot.IDENTITY);
                    text.append(name).append(alike).append('\n');
                });
                columns.forEach((name, all) ->
                        text.append(name).append(rows(database, name, all)).append('\n'));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return text.toString();
        }

        private Set<String> rows(TestDatabase database, String table, List<String> columns) {
            List<String> compared = columns.stream()
                    .filter(column -> !TIMES.contains(column))
                    .map(dialect::quote)
                    .toList();
            return new TreeSet<>(
                    database.query("SELECT " + String.join(", ", compared) + " FROM " + dialect.quote(table)));
        }

        @Override
        public void close() {
            online.close();
            offline.close();
        }
    }
}
