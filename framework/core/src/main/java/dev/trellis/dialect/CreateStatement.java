package dev.trellis.dialect;

import dev.trellis.internal.sql.DefinitionText;
import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.TableName;
import dev.trellis.sql.SqlSyntax;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The statement that creates a definition. */
public final class CreateStatement {
    private CreateStatement() {}

    /**
     * Returns the complete statement that creates a definition. If the author wrote only the part after the name, the
     * beginning of the statement is added.
     *
     * @return null if the definition has no text for the dialect
     */
    public static @Nullable String of(Dialect dialect, Definition definition) {
        String sql = definition.sql().in(dialect.name());
        if (sql == null || DefinitionText.isComplete(sql, dialect.syntax())) {
            return sql;
        }
        DefinitionName name = definition.name();
        TableName of = name.name();
        String schema = of.schema() == null || name.table() != null ? "" : dialect.quote(of.schema()) + ".";
        boolean isQuery = name.kind() == DefinitionKind.VIEW || name.kind() == DefinitionKind.MATERIALIZED_VIEW;
        String start =
                "CREATE " + name.kind().words().toUpperCase(Locale.ROOT) + " " + schema + dialect.quote(of.name());
        return (start + (isQuery ? " AS\n" : " ") + sql).strip();
    }

    /** Returns whether the statement replaces an existing object. */
    public static boolean isOrReplace(String statement, SqlSyntax syntax) {
        List<SqlToken> tokens = SqlFragment.tokens(statement, syntax);
        return tokens.size() > 1 && tokens.get(1).is("or");
    }

    /** Returns the statement with OR REPLACE, and without IF NOT EXISTS, which excludes OR REPLACE. */
    public static String orReplace(String statement, SqlSyntax syntax) {
        List<SqlToken> tokens = SqlFragment.tokens(statement, syntax);
        int condition = 0;
        while (condition + 2 < tokens.size()
                && !(tokens.get(condition).is("if")
                        && tokens.get(condition + 1).is("not")
                        && tokens.get(condition + 2).is("exists"))
                && !tokens.get(condition).is("as")) {
            condition++;
        }
        boolean isConditional =
                condition + 2 < tokens.size() && tokens.get(condition).is("if");
        String text = isConditional
                ? statement.substring(0, tokens.get(condition).start())
                        + statement.substring(tokens.get(condition + 3).start())
                : statement;
        boolean hasReplace = tokens.size() > 1 && tokens.get(1).is("or");
        int end = tokens.get(0).end();
        return hasReplace ? text : text.substring(0, end) + " OR REPLACE" + text.substring(end);
    }
}
