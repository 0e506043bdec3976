package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.sqlite.StoredTable.Trigger;
import dev.trellis.schema.SqlText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the triggers of a table in the {@code execute} operations of the scripts, for compilation without a database. */
final class KnownTriggers {
    private KnownTriggers() {}

    /** Returns the triggers of a table that exist after the SQL texts have been executed. */
    static List<Trigger> of(List<SqlText> executed, String table) {
        Map<String, Trigger> triggers = new LinkedHashMap<>();
        for (SqlText text : executed) {
            String sql = text.in(SqliteDialect.NAME);
            if (sql != null) {
                apply(sql, table, triggers);
            }
        }
        return List.copyOf(triggers.values());
    }

    private static void apply(String sql, String table, Map<String, Trigger> triggers) {
        TokenCursor cursor = new TokenCursor(SqliteTokens.of(sql));
        if (cursor.accept("DROP", "TRIGGER")) {
            cursor.accept("IF", "EXISTS");
            triggers.remove(SqliteTokens.fold(name(cursor)));
        } else if (cursor.accept("CREATE", "TRIGGER")) {
            cursor.accept("IF", "NOT", "EXISTS");
            String name = name(cursor);
            while (cursor.more() && !cursor.accept("ON")) {
                cursor.next();
            }
            if (cursor.more() && SqliteTokens.fold(cursor.next().value()).equals(SqliteTokens.fold(table))) {
                triggers.putIfAbsent(SqliteTokens.fold(name), new Trigger(name, sql));
            }
        }
    }

    private static String name(TokenCursor cursor) {
        String name = cursor.more() ? cursor.next().value() : "";
        return cursor.accept(".") && cursor.more() ? cursor.next().value() : name;
    }
}
