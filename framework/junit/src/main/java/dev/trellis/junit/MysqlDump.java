package dev.trellis.junit;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the statements that recreate the objects of a database in another database and copy the rows. */
final class MysqlDump {
    /** The SQL mode for copying rows, which accepts every row that a database contains. */
    static final String SQL_MODE = "NO_AUTO_VALUE_ON_ZERO";

    private final MysqlTemplates server;
    private final String database;
    private final List<String> statements = new ArrayList<>();

    MysqlDump(MysqlTemplates server, String database) {
        this.server = server;
        this.database = database;
    }

    /** Returns the statements, to be run in the other database: tables, routines, views, rows, triggers, events. */
    List<String> statements() throws SQLException {
        List<String> tables = tables("BASE TABLE");
        for (String sequence : tables("SEQUENCE")) {
            add("SHOW CREATE SEQUENCE " + in(sequence), 2);
            statements.add("SELECT setval(" + quoted(sequence) + ", "
                    + server.query("SELECT next_not_cached_value FROM " + in(sequence))
                            .get(0)
                    + ", 0)");
        }
        for (String table : tables) {
            add("SHOW CREATE TABLE " + in(table), 2);
        }
        for (String kind : List.of("FUNCTION", "PROCEDURE")) {
            for (String routine : names("SELECT routine_name FROM information_schema.routines WHERE routine_schema = '"
                    + database + "' AND routine_type = '" + kind + "'")) {
                addProgram("SHOW CREATE " + kind + " " + in(routine));
            }
        }
        for (String view : views()) {
            add("SHOW CREATE VIEW " + in(view), 2);
        }
        for (String table : tables) {
            addRows(table);
        }
        for (String trigger : names("SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = '"
                + database + "' ORDER BY event_object_table, event_manipulation, action_timing, action_order")) {
            addProgram("SHOW CREATE TRIGGER " + in(trigger));
        }
        for (String event :
                names("SELECT event_name FROM information_schema.events WHERE event_schema = '" + database + "'")) {
            addProgram("SHOW CREATE EVENT " + in(event));
        }
        return List.copyOf(statements);
    }

    private List<String> tables(String type) throws SQLException {
        return names("SELECT table_name FROM information_schema.tables WHERE table_schema = '" + database
                + "' AND table_type = '" + type + "' ORDER BY table_name");
    }

    /** Returns the views in an order in which each view comes after the views that it reads. */
    private List<String> views() throws SQLException {
        List<String> remaining = tables("VIEW");
        List<String> definitions = new ArrayList<>();
        for (String view : remaining) {
            definitions.add(server.query("SELECT view_definition FROM information_schema.views WHERE table_schema = '"
                            + database + "' AND table_name = '" + view.replace("'", "''") + "'")
                    .get(0));
        }
        List<String> ordered = new ArrayList<>();
        while (ordered.size() < remaining.size()) {
            int before = ordered.size();
            for (int i = 0; i < remaining.size(); i++) {
                String definition = definitions.get(i);
                String view = remaining.get(i);
                boolean isReady = remaining.stream()
                        .filter(other -> !other.equals(view) && !ordered.contains(other))
                        .noneMatch(other -> definition.contains(quoted(other)));
                if (!ordered.contains(view) && isReady) {
                    ordered.add(view);
                }
            }
            if (ordered.size() == before) {
                remaining.stream().filter(view -> !ordered.contains(view)).forEach(ordered::add);
            }
        }
        return ordered;
    }

    private void addRows(String table) throws SQLException {
        if (server.query("SELECT 1 FROM " + in(table) + " LIMIT 1").isEmpty()) {
            return;
        }
        String columns = names("SELECT column_name FROM information_schema.columns WHERE table_schema = '" + database
                        + "' AND table_name = '" + table.replace("'", "''")
                        + "' AND coalesce(generation_expression, '') = '' ORDER BY ordinal_position")
                .stream()
                .map(MysqlDump::quoted)
                .collect(Collectors.joining(", "));
        statements.add("INSERT INTO " + quoted(table) + " (" + columns + ") SELECT " + columns + " FROM " + in(table));
    }

    private void add(String show, int column) throws SQLException {
        statements.add(local(server.row(show).get(column - 1)));
    }

    /** Adds the statement that creates a routine, a trigger or an event, in the SQL mode in which the author created it. */
    private void addProgram(String show) throws SQLException {
        List<String> row = server.row(show);
        statements.add("SET SESSION sql_mode = '" + row.get(1) + "'");
        statements.add(local(row.stream()
                .filter(value -> value != null && value.regionMatches(true, 0, "CREATE ", 0, "CREATE ".length()))
                .findFirst()
                .orElseThrow(() -> new SQLException("no privilege to read the definition: " + show))));
        statements.add("SET SESSION sql_mode = '" + SQL_MODE + "'");
    }

    /** Removes the name of the template's database, which the server adds to names in views. */
    private String local(String sql) {
        return sql.replace(quoted(database) + ".", "");
    }

    private List<String> names(String query) throws SQLException {
        return server.query(query);
    }

    private String in(String name) {
        return quoted(database) + "." + quoted(name);
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
