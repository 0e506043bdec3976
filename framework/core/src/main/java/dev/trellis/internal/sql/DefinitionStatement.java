package dev.trellis.internal.sql;

import dev.trellis.sql.SqlSyntax;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The object that a {@code CREATE} statement of a definition creates, as the statement names it.
 *
 * @param kind the kind of object in lower case: {@code view}, {@code materialized view}
 * @param name the name as written, with its schema and quotes
 * @param table the table of a trigger or policy as written; null for any other kind
 * @param arguments the parameters of a function or procedure as written between the parentheses; null for any other kind
 */
public record DefinitionStatement(
        String kind,
        String name,
        @Nullable String table,
        @Nullable String arguments) {
    private static final String MATERIALIZED_VIEW = "materialized view";

    /** The words after {@code CREATE} that name a kind, with the kind. H2 creates functions with {@code CREATE ALIAS}. */
    private static final Map<String, String> KINDS = Map.of(
            "extension", "extension",
            "domain", "domain",
            "sequence", "sequence",
            "function", "function",
            "alias", "function",
            "procedure", "procedure",
            "view", "view",
            "trigger", "trigger",
            "policy", "policy");

    /** The kinds of objects that are not definitions, even if the name of such a kind follows. */
    private static final Set<String> OTHERS = Set.of(
            "aggregate",
            "database",
            "event",
            "index",
            "package",
            "publication",
            "role",
            "rule",
            "schema",
            "server",
            "statistics",
            "table",
            "type",
            "user");

    private static final Set<String> BEFORE_NAME = Set.of("if", "not", "exists");

    /** {@code CREATE OR REPLACE DEFINER = a@b SQL SECURITY INVOKER VIEW} has the most tokens before the kind. */
    private static final int MAX_TOKENS_BEFORE_KIND = 16;

    /** Parses a statement; null if it does not create a definition. */
    public static @Nullable DefinitionStatement parse(String sql, SqlSyntax syntax) {
        List<SqlToken> tokens = SqlFragment.tokens(sql, syntax);
        if (tokens.isEmpty() || !tokens.get(0).is("create")) {
            return null;
        }
        boolean isMaterialized = false;
        for (int i = 1; i < Math.min(tokens.size(), MAX_TOKENS_BEFORE_KIND); i++) {
            SqlToken token = tokens.get(i);
            if (token.kind() != SqlToken.Kind.WORD) {
                continue;
            }
            String word = token.text().toLowerCase(Locale.ROOT);
            isMaterialized |= word.equals("materialized");
            String kind = KINDS.get(word);
            if (kind != null) {
                return of(isMaterialized ? MATERIALIZED_VIEW : kind, tokens, i + 1, sql);
            }
            if (OTHERS.contains(word)) {
                return null;
            }
        }
        return null;
    }

    private static @Nullable DefinitionStatement of(String kind, List<SqlToken> tokens, int start, String sql) {
        int index = start;
        while (index < tokens.size() && BEFORE_NAME.contains(lower(tokens.get(index)))) {
            index++;
        }
        int afterName = afterName(tokens, index);
        if (afterName == index) {
            return null;
        }
        String name = written(tokens, index, afterName);
        if (kind.equals("trigger") || kind.equals("policy")) {
            return new DefinitionStatement(kind, name, table(tokens, afterName), null);
        }
        boolean hasArguments = kind.equals("function") || kind.equals("procedure");
        if (hasArguments && afterName < tokens.size() && tokens.get(afterName).is("(")) {
            int close = SqlFragment.closing(tokens, afterName);
            int end = close < tokens.size() ? tokens.get(close).start() : sql.length();
            return new DefinitionStatement(
                    kind,
                    name,
                    null,
                    sql.substring(tokens.get(afterName).end(), end).strip());
        }
        return new DefinitionStatement(kind, name, null, null);
    }

    /** Returns the table after the first {@code ON} of a trigger or policy; null if there is none. */
    private static @Nullable String table(List<SqlToken> tokens, int start) {
        for (int i = start; i < tokens.size(); i++) {
            if (tokens.get(i).is("on")) {
                int end = afterName(tokens, i + 1);
                return end == i + 1 ? null : written(tokens, i + 1, end);
            }
        }
        return null;
    }

    /** Returns the index after a name with its qualifiers; {@code start} if no name begins there. */
    private static int afterName(List<SqlToken> tokens, int start) {
        int index = start;
        while (index < tokens.size() && isName(tokens.get(index))) {
            index++;
            if (index + 1 >= tokens.size() || !tokens.get(index).is(".")) {
                return index;
            }
            index++;
        }
        return index;
    }

    private static boolean isName(SqlToken token) {
        return token.kind() == SqlToken.Kind.WORD
                || token.kind() == SqlToken.Kind.NAME
                || token.kind() == SqlToken.Kind.STRING;
    }

    private static String written(List<SqlToken> tokens, int start, int end) {
        StringBuilder name = new StringBuilder();
        tokens.subList(start, end).forEach(token -> name.append(token.text()));
        return name.toString();
    }

    private static String lower(SqlToken token) {
        return token.kind() == SqlToken.Kind.WORD ? token.text().toLowerCase(Locale.ROOT) : "";
    }
}
