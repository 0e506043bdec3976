package dev.trellis.poser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
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
 * Applies SQL scripts of the shipped branches, generated without a database, with the database's own shell. The result is
 * equal to that of an online run.
 */
class OfflineBranchesTest {
    /** A revision in the middle of retail, on which much of all three branches depends. */
    private static final String HALF_WAY = "5aa45080f42e";

    /** Columns whose values differ between two runs. */
    private static final List<String> TIME_COLUMNS = List.of("started_at", "duration_ms");

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(Kind.class)
    void upgrade_and_downgrade_to_base(Kind kind) throws Exception {
        try (DatabasePair databases = new DatabasePair(folder, kind)) {
            databases.run(trellis -> trellis.upgrade("heads", UpgradeOptions.NONE), (trellis, from, out) -> {
                trellis.upgradeSql("heads", out);
            });
            assertTrue(databases.content().contains("loyalty_tier"), databases::content);
            databases.run(trellis -> trellis.downgrade("base", others -> true), (trellis, from, out) -> {
                trellis.downgradeSql(from + ":base", out);
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void partial_upgrade_and_partial_downgrade(Kind kind) throws Exception {
        try (DatabasePair databases = new DatabasePair(folder, kind)) {
            databases.run(trellis -> trellis.upgrade(HALF_WAY, UpgradeOptions.NONE), (trellis, from, out) -> {
                trellis.upgradeSql(HALF_WAY, out);
            });
            databases.run(trellis -> trellis.upgrade("heads", UpgradeOptions.NONE), (trellis, from, out) -> {
                trellis.upgradeSql(from + ":heads", out);
            });
            databases.run(trellis -> trellis.downgrade("loyalty@base", others -> true), (trellis, from, out) -> {
                trellis.downgradeSql(from + ":loyalty@base", out);
            });
            databases.run(trellis -> trellis.upgrade("loyalty@head", UpgradeOptions.NONE), (trellis, from, out) -> {
                trellis.upgradeSql(from + ":loyalty@head", out);
            });
            databases.run(trellis -> trellis.downgrade(HALF_WAY, others -> true), (trellis, from, out) -> {
                trellis.downgradeSql(from + ":" + HALF_WAY, out);
            });
            databases.run(trellis -> trellis.stamp(List.of("heads"), false), (trellis, from, out) -> {
                trellis.stampSql(List.of(from + ":heads"), false, out);
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void stamp_in_an_empty_database(Kind kind) throws Exception {
        try (DatabasePair databases = new DatabasePair(folder, kind)) {
            databases.run(Trellis::ensureVersion, (trellis, from, out) -> trellis.ensureVersionSql(out));
            databases.run(trellis -> trellis.stamp(List.of("heads"), false), (trellis, from, out) -> {
                trellis.stampSql(List.of("heads"), false, out);
            });
        }
    }

    private interface Offline {
        /**
         * Writes the script of a command.
         *
         * @param from the current revisions of the database, separated by commas
         */
        void write(Trellis trellis, String from, Consumer<String> out);
    }

    /** Two databases; Trellis connects to only one of them. */
    private static final class DatabasePair implements AutoCloseable {
        private final TestDatabase online;
        private final TestDatabase offline;
        private final Dialect dialect;
        private final Path folder;

        DatabasePair(Path folder, Kind kind) {
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
            try (Trellis trellis = ShippedBranchesTest.trellis(folder, unreachableUrl(), online, Listener.NONE)) {
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

        private String unreachableUrl() {
            return switch (online.kind()) {
                case SQLITE -> "jdbc:sqlite:/nowhere/at/all.db";
                case H2 -> "jdbc:h2:tcp://127.0.0.1:1/nowhere";
                default -> online.url().replaceFirst("//[^/]*/", "//127.0.0.1:1/");
            };
        }

        String content() {
            return content(offline);
        }

        /** Returns the structure and the rows of every table and view; the history without its times. */
        private String content(TestDatabase database) {
            StringBuilder text = new StringBuilder();
            try (Connection connection = database.connect()) {
                text.append(dialect.inspect(connection, List.of())).append('\n');
                Map<String, List<String>> columns = new TreeMap<>();
                try (ResultSet row = connection
                        .getMetaData()
                        .getColumns(connection.getCatalog(), connection.getSchema(), "%", "%")) {
                    while (row.next()) {
                        columns.computeIfAbsent(row.getString(3), table -> new ArrayList<>())
                                .add(row.getString(4));
                    }
                }
                List<TableName> names =
                        columns.keySet().stream().map(TableName::of).toList();
                dialect.catalogSnapshot(connection, names).forEach((name, parts) -> {
                    Map<String, String> comparable = new TreeMap<>(parts);
                    comparable.remove(CatalogSnapshot.IDENTITY);
                    text.append(name).append(comparable).append('\n');
                });
                columns.forEach((name, columnNames) -> text.append(name)
                        .append(rows(database, name, columnNames))
                        .append('\n'));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return text.toString();
        }

        private Set<String> rows(TestDatabase database, String table, List<String> columns) {
            List<String> compared = columns.stream()
                    .filter(column -> !TIME_COLUMNS.contains(column))
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
