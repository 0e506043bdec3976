package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.CreateStatement;
import dev.trellis.dialect.RejectedExpression;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Views and triggers. SQLite stores the statement of the author from the name on, with its comments and blanks, and rewrites
 * it only for the rename of a table or column. Two texts therefore mean the same if their normalized tokens are equal.
 */
final class SqliteDefinitions {
    private SqliteDefinitions() {}

    static Definition view(String name, String sql) {
        return Definition.of(DefinitionName.of(DefinitionKind.VIEW, TableName.of(name)), sql);
    }

    static Definition trigger(String name, String table, String sql) {
        return Definition.of(DefinitionName.on(DefinitionKind.TRIGGER, name, TableName.of(table)), sql);
    }

    /**
     * Returns the desired definitions as the inspector reads them back. A definition that means the same as the stored one
     * becomes the stored one.
     */
    static List<Definition> canonical(Schema desired, Schema actual) {
        Map<DefinitionName, Definition> stored = new HashMap<>();
        actual.definitions().values().forEach(each -> stored.put(key(each.name()), each));
        List<Definition> definitions = new ArrayList<>();
        for (Definition wanted : desired.definitions().values()) {
            String sql = CreateStatement.of(new SqliteDialect(), wanted);
            if (sql == null || !SqliteDialect.KINDS.contains(wanted.kind())) {
                continue;
            }
            Definition known = stored.get(key(wanted.name()));
            definitions.add(
                    known == null
                            ? new Definition(wanted.name(), SqlText.of(asStored(wanted.kind(), sql)), null)
                            : canonical(wanted, sql, known));
        }
        return definitions;
    }

    private static Definition canonical(Definition wanted, String sql, Definition known) {
        String stored = String.valueOf(known.sql().single());
        return meaning(wanted.kind(), sql).equals(meaning(known.kind(), stored))
                ? known
                : new Definition(known.name(), SqlText.of(asStored(wanted.kind(), sql)), null);
    }

    /** Returns the identity of an object, in which letter case does not matter. */
    private static DefinitionName key(DefinitionName name) {
        return name.withNames(each -> TableName.of(SqliteTokens.fold(each.name())))
                .withArguments(null);
    }

    /** Returns the statement as SQLite stores it: with the keywords in upper case, and the author's text from the name on. */
    private static String asStored(DefinitionKind kind, String sql) {
        TokenCursor cursor = afterName(sql);
        return kind == DefinitionKind.TRIGGER
                ? "CREATE TRIGGER " + sql.substring(cursor.nameStart()).strip()
                : "CREATE VIEW " + sql.substring(cursor.nameStart()).strip();
    }

    /** Returns a text that is equal for statements of the same meaning; it begins after the name. */
    private static String meaning(DefinitionKind kind, String sql) {
        TokenCursor cursor = afterName(sql);
        List<SqlToken> tokens = new ArrayList<>();
        String time = "";
        if (kind == DefinitionKind.TRIGGER) {
            time = cursor.sees("BEFORE") || cursor.sees("AFTER") || cursor.sees("INSTEAD") ? "" : "before ";
            boolean onTable = false;
            while (cursor.more() && !onTable) {
                onTable = cursor.sees("ON");
                tokens.add(cursor.next());
            }
            if (cursor.more()) {
                tokens.add(cursor.next());
            }
            cursor.accept("FOR", "EACH", "ROW");
        }
        while (cursor.more()) {
            tokens.add(cursor.next());
        }
        return time + SqliteNormalization.of(tokens);
    }

    /** Returns a cursor after the name of the created object. */
    private static TokenCursor afterName(String sql) {
        TokenCursor cursor = new TokenCursor(SqliteTokens.of(sql));
        cursor.accept("CREATE");
        while (cursor.more() && !cursor.sees("VIEW") && !cursor.sees("TRIGGER")) {
            cursor.next();
        }
        if (cursor.more()) {
            cursor.next();
        }
        cursor.accept("IF", "NOT", "EXISTS");
        cursor.name();
        return cursor;
    }

    /** Reports the new or changed views that SQLite cannot parse. It looks up the names in a view when the view is used. */
    static void reject(Connection connection, Schema canonical, Schema actual, Consumer<RejectedExpression> rejected) {
        for (Definition each : canonical.definitions().values()) {
            if (each.kind() == DefinitionKind.VIEW
                    && !each.equals(actual.definitions().get(each.name()))) {
                String sql = String.valueOf(each.sql().single());
                TokenCursor cursor = afterName(sql);
                // EXPLAIN compiles the statement and does not run it.
                String probe = "EXPLAIN CREATE VIEW main.trellis_probe " + sql.substring(cursor.end());
                try (Statement statement = connection.createStatement()) {
                    statement.execute(probe);
                } catch (SQLException e) {
                    rejected.accept(new RejectedExpression(
                            each.name().name(),
                            RejectedExpression.Part.DEFINITION,
                            each.name().describe(),
                            sql,
                            String.valueOf(e.getMessage())));
                }
            }
        }
    }
}
