package dev.trellis.internal.footprint;

import dev.trellis.dialect.Dialect;
import dev.trellis.internal.sql.SqlException;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.internal.sql.StatementParser;
import dev.trellis.schema.TableName;
import dev.trellis.sql.DatabaseObject;
import dev.trellis.sql.ObjectKind;
import dev.trellis.sql.StatementSummary;
import java.util.List;
import java.util.Set;

/** Finds the links that raw SQL creates: a trigger, a view or a table with foreign keys mentions other objects. */
final class RawSqlLinks {
    private RawSqlLinks() {}

    /** Adds the links of the statements in a text. */
    static void add(SqlNames.DialectSql text, Effects effects) {
        Dialect dialect = text.dialect();
        for (String statement : statements(text)) {
            StatementSummary summary = StatementParser.parse(statement, dialect.syntax());
            if (!(summary instanceof StatementSummary.DataDefinition definition)) {
                continue;
            }
            Set<String> words = SqlNames.words(statement, dialect);
            for (String written : definition.names()) {
                TableName name = SqlNames.name(written, dialect);
                effects.linkWords(name, words);
                DatabaseObject object = definition.definedObject();
                if (definition.kind() == ObjectKind.TRIGGER && object != null && object.table() != null) {
                    effects.link(Link.Kind.FIRES, SqlNames.name(object.table(), dialect), name);
                }
                if (definition.newName() != null) {
                    effects.link(Link.Kind.RENAMED, name, SqlNames.name(definition.newName(), dialect));
                }
            }
        }
    }

    private static List<String> statements(SqlNames.DialectSql text) {
        try {
            return SqlSplitter.statements(text.sql(), text.dialect().syntax());
        } catch (SqlException e) {
            // The text is not SQL of this dialect; the check of the script reports the error.
            return List.of();
        }
    }
}
