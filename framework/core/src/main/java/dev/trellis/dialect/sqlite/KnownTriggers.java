package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.CreateStatement;
import dev.trellis.dialect.sqlite.StoredTable.Trigger;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the triggers of a table in the operations of the scripts, for compilation without a database. */
final class KnownTriggers {
    private KnownTriggers() {}

    /**
     * Returns the triggers of a table that exist after the SQL texts have been executed.
     *
     * @param definitions the triggers that operations have created
     */
    static List<Trigger> of(List<SqlText> executed, List<Definition> definitions, String table) {
        Map<String, Trigger> triggers = new LinkedHashMap<>();
        for (SqlText text : executed) {
            String sql = text.in(SqliteDialect.NAME);
            if (sql != null) {
                apply(sql, table, triggers);
            }
        }
        for (Definition definition : definitions) {
            String sql = CreateStatement.of(new SqliteDialect(), definition);
            TableName owner = definition.name().table();
            if (sql != null
                    && definition.kind() == DefinitionKind.TRIGGER
                    && owner != null
                    && SqliteTokens.fold(owner.name()).equals(SqliteTokens.fold(table))) {
                String name = definition.name().name().name();
                triggers.put(SqliteTokens.fold(name), new Trigger(name, sql));
            }
        }
        return List.copyOf(triggers.values());
    }

    private static void apply(String sql, String table, Map<String, Trigger> triggers) {
        TokenCursor cursor = new TokenCursor(SqliteTokens.of(sql));
        if (cursor.accept("DROP", "TRIGGER")) {
            cursor.accept("IF", "EXISTS");
            triggers.remove(SqliteTokens.fold(cursor.name()));
        } else if (cursor.accept("CREATE", "TRIGGER")) {
            cursor.accept("IF", "NOT", "EXISTS");
            String name = cursor.name();
            while (cursor.more() && !cursor.accept("ON")) {
                cursor.next();
            }
            if (cursor.more() && SqliteTokens.fold(cursor.next().value()).equals(SqliteTokens.fold(table))) {
                triggers.putIfAbsent(SqliteTokens.fold(name), new Trigger(name, sql));
            }
        }
    }
}
