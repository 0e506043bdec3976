package dev.trellis.internal.sql;

import dev.trellis.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tables that a DDL statement changes in addition to the object that it names first, if any: {@code CREATE POLICY
 * p ON t}, {@code ALTER TABLE a EXCHANGE PARTITION p WITH TABLE t}.
 */
public final class FurtherTables {
    private static final Set<String> DEFINING = Set.of("create", "alter", "drop");
    private static final Set<String> ON_TABLE = Set.of("policy", "rule", "statistics", "publication");

    private FurtherTables() {}

    /** Returns the names of the tables, as written in the statements of a text. */
    public static List<String> of(@Nullable String sql, SqlSyntax syntax) {
        List<String> names = new ArrayList<>();
        if (sql == null || !mayContain(sql.toLowerCase(Locale.ROOT))) {
            return names;
        }
        for (String statement : SqlSplitter.statements(sql, syntax)) {
            for (String reading : ExecutableComments.readings(statement, syntax)) {
                List<SqlToken> tokens = SqlFragment.tokens(InnerStatement.of(reading, syntax), syntax);
                if (tokens.size() > 2) {
                    find(tokens, names);
                }
            }
        }
        return names;
    }

    private static boolean mayContain(String lower) {
        return lower.contains("partition")
                || lower.contains("cluster")
                || lower.contains("inherit")
                || ON_TABLE.stream().anyMatch(lower::contains);
    }

    private static void find(List<SqlToken> tokens, List<String> names) {
        if (tokens.get(0).is("cluster")) {
            add(tokens, tokens.get(1).is("verbose") ? 2 : 1, names);
        }
        if (!DEFINING.contains(tokens.get(0).text().toLowerCase(Locale.ROOT))) {
            return;
        }
        boolean isTable = tokens.get(1).is("table")
                || (tokens.get(1).is("ignore") || tokens.get(1).is("online"));
        boolean isOnTable = tokens.stream()
                .limit(4)
                .anyMatch(token -> ON_TABLE.contains(token.text().toLowerCase(Locale.ROOT)));
        for (int i = 2; i + 1 < tokens.size(); i++) {
            if ((isTable && isOther(tokens, i)) || (isOnTable && isTarget(tokens.get(i)))) {
                int next = add(tokens, i + 1, names);
                while (next < tokens.size() && tokens.get(next).is(",")) {
                    next = add(tokens, next + 1, names);
                }
            }
        }
    }

    private static boolean isOther(List<SqlToken> tokens, int index) {
        SqlToken before = tokens.get(index - 1);
        SqlToken token = tokens.get(index);
        return (token.is("table") && (before.is("with") || before.is("convert")))
                || (token.is("partition") && (before.is("attach") || before.is("detach")))
                || token.is("inherit");
    }

    private static boolean isTarget(SqlToken token) {
        return token.is("on") || token.is("to") || token.is("from") || token.is("table");
    }

    /** Adds the name at an index, with its qualifiers, and returns the index after the name. */
    private static int add(List<SqlToken> tokens, int from, List<String> names) {
        int index = from;
        while (index < tokens.size() && tokens.get(index).is("only")) {
            index++;
        }
        StringBuilder name = new StringBuilder();
        while (index < tokens.size()) {
            name.append(tokens.get(index).text());
            index++;
            if (index >= tokens.size() || !tokens.get(index).is(".")) {
                break;
            }
            name.append('.');
            index++;
        }
        names.add(name.toString());
        return index;
    }
}
