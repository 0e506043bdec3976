package dev.trellis.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.internal.sql.SqlStatement;
import dev.trellis.schema.Column;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Generates the tests of offline mode: one database is migrated by a command, the other one by the script of the command. */
final class OfflineTests {
    private final TrellisProject project;

    OfflineTests(TrellisProject project) {
        this.project = project;
    }

    private interface Command {
        void run(Trellis trellis) throws SQLException;
    }

    private interface Script {
        void write(Trellis trellis, Consumer<String> out);
    }

    Stream<DynamicTest> generate() {
        return Stream.of(
                DynamicTest.dynamicTest(
                        "upgrade heads",
                        () -> compare(
                                project.empty(),
                                project.empty(),
                                OfflineTests::upgrade,
                                (trellis, out) -> trellis.upgradeSql("heads", out))),
                DynamicTest.dynamicTest(
                        "downgrade base",
                        () -> compare(
                                project.migrated(),
                                project.migrated(),
                                OfflineTests::downgrade,
                                (trellis, out) -> trellis.downgradeSql(heads(trellis) + ":base", out))));
    }

    private static void upgrade(Trellis trellis) {
        trellis.upgrade("heads", UpgradeOptions.NONE);
    }

    private static void downgrade(Trellis trellis) {
        trellis.downgrade("base", others -> true);
    }

    private static String heads(Trellis trellis) {
        return trellis.heads(true).stream().map(head -> head.revision()).collect(Collectors.joining(","));
    }

    private void compare(MigratedDatabase online, MigratedDatabase offline, Command command, Script script)
            throws SQLException {
        try (online;
                offline;
                Trellis first = project.open(online);
                Trellis second = project.open(offline)) {
            command.run(first);
            List<String> lines = new ArrayList<>();
            script.write(second, lines::add);
            run(lines, second, offline);
            Schema schema = first.inspect();
            SchemaText.assertEqual(schema, second.inspect());
            for (Table table : schema.tables().values()) {
                assertEquals(rows(table, first, online), rows(table, second, offline), () -> "rows of " + table.name());
            }
            assertEquals(
                    first.current().stream().map(head -> head.revision()).toList(),
                    second.current().stream().map(head -> head.revision()).toList());
        }
    }

    /**
     * Runs a script statement by statement. A JDBC driver does not know the commands of a shell: those that stop a script at an
     * error are left out, and {@code \r}, with which the shells of MariaDB and MySQL connect again, becomes another connection.
     */
    private static void run(List<String> lines, Trellis trellis, MigratedDatabase database) throws SQLException {
        List<String> part = new ArrayList<>();
        for (String line : lines) {
            if (line.equals("\\r")) {
                runPart(part, trellis, database);
                part.clear();
            } else if (!line.equals(".bail on") && !line.startsWith("\\set ON_ERROR_STOP ")) {
                part.add(line);
            }
        }
        runPart(part, trellis, database);
    }

    private static void runPart(List<String> lines, Trellis trellis, MigratedDatabase database) throws SQLException {
        String script = String.join("\n", lines);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (SqlStatement sql : SqlSplitter.split(script, trellis.dialect().syntax(), "offline script", 1)) {
                try {
                    statement.execute(sql.text());
                } catch (SQLException e) {
                    throw new SQLException(e.getMessage() + "\nin the offline script: " + sql.text(), e);
                }
            }
        }
    }

    /** Returns the sorted rows of a table, with only the columns in which two runs store the same values. */
    private static List<String> rows(Table table, Trellis trellis, MigratedDatabase database) throws SQLException {
        List<String> columns = table.columns().stream()
                .filter(OfflineTests::isRepeatable)
                .map(column -> trellis.dialect().quote(column.name()))
                .toList();
        String name = (table.name().schema() == null
                        ? ""
                        : trellis.dialect().quote(table.name().schema()) + ".")
                + trellis.dialect().quote(table.name().name());
        String selected = columns.isEmpty() ? "count(*)" : String.join(", ", columns);
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT " + selected + " FROM " + name)) {
            while (result.next()) {
                StringJoiner row = new StringJoiner("|");
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row.toString());
            }
        }
        Collections.sort(rows);
        return rows;
    }

    /**
     * Returns whether two runs store the same value in a column; false for times and dates, and for a default that is an
     * expression, such as a random UUID.
     */
    private static boolean isRepeatable(Column column) {
        String type = column.type().toString().toLowerCase(java.util.Locale.ROOT);
        return !(column.defaultValue() instanceof DefaultValue.Expression)
                && !type.contains("time")
                && !type.contains("date");
    }
}
