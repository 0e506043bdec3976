package dev.trellis.dialect.mysqlbase;

import dev.trellis.internal.sql.SqlToken;
import dev.trellis.schema.DefinitionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A statement that creates a view, routine, trigger or sequence, divided into the clauses in front of the name, the name and
 * the rest.
 *
 * @param options the clauses {@code ALGORITHM} and {@code SQL SECURITY} with a space after each; empty for none
 * @param definer the account of the clause {@code DEFINER} without quotes; empty if the statement has no such clause
 * @param tokens the tokens after the name
 * @param text the whole statement
 * @param kindStart the offset of the keyword VIEW, FUNCTION, PROCEDURE, TRIGGER or SEQUENCE
 * @param end the offset after the name
 */
record CreateText(
        DefinitionKind kind,
        String options,
        String definer,
        List<SqlToken> tokens,
        String text,
        int kindStart,
        int end) {
    /** Divides a statement. A statement of another shape has no clauses, and the rest is empty. */
    static CreateText of(DefinitionKind kind, String sql) {
        List<SqlToken> tokens = MysqlBaseTokens.tokens(sql);
        String word = kind.words();
        StringBuilder options = new StringBuilder();
        String definer = "";
        int i = 1;
        while (i < tokens.size() && !tokens.get(i).is(word)) {
            if (is(tokens, i, "definer", "=")) {
                int from = i + 2;
                i = from;
                while (i < tokens.size()
                        && !tokens.get(i).is("sql")
                        && !tokens.get(i).is("aggregate")
                        && !tokens.get(i).is(word)) {
                    i++;
                }
                definer = account(tokens.subList(from, i));
            } else if (is(tokens, i, "algorithm", "=")) {
                options.append("ALGORITHM=").append(upper(tokens, i + 2)).append(' ');
                i += 3;
            } else if (is(tokens, i, "sql", "security")) {
                options.append("SQL SECURITY ").append(upper(tokens, i + 2)).append(' ');
                i += 3;
            } else {
                if (tokens.get(i).is("aggregate")) {
                    options.append("AGGREGATE ");
                }
                i++;
            }
        }
        int kindStart = i < tokens.size() ? tokens.get(i).start() : sql.length();
        i++;
        if (is(tokens, i, "if", "not")) {
            i += 3;
        }
        if (i + 2 < tokens.size() && tokens.get(i + 1).is(".")) {
            i += 2;
        }
        i++;
        return i > tokens.size()
                ? new CreateText(kind, options.toString(), definer, List.of(), sql, kindStart, sql.length())
                : new CreateText(
                        kind,
                        options.toString(),
                        definer,
                        tokens.subList(i, tokens.size()),
                        sql,
                        kindStart,
                        tokens.get(i - 1).end());
    }

    private static String account(List<SqlToken> tokens) {
        return tokens.stream().map(SqlToken::value).collect(Collectors.joining());
    }

    private static String upper(List<SqlToken> tokens, int index) {
        return index < tokens.size() ? tokens.get(index).text().toUpperCase(Locale.ROOT) : "";
    }

    static boolean is(List<SqlToken> tokens, int index, String first, String second) {
        return index + 1 < tokens.size()
                && tokens.get(index).is(first)
                && tokens.get(index + 1).is(second);
    }

    /** Returns the statement without DEFINER and IF NOT EXISTS, and with another name. */
    String named(String quoted) {
        return "CREATE " + options + kind.words().toUpperCase(Locale.ROOT) + " " + quoted + text.substring(end);
    }

    /** Returns the statement with OR REPLACE, and without IF NOT EXISTS, which excludes OR REPLACE. */
    String orReplace(String quoted) {
        String between = MysqlBaseTokens.withoutWords(text.substring(6, kindStart), "or", "replace");
        return "CREATE OR REPLACE" + between
                + text.substring(kindStart, kindStart + kind.words().length()) + " " + quoted + text.substring(end);
    }

    /** Returns whether the text from a token on has the same tokens as that of another statement. */
    static boolean isSame(List<SqlToken> first, List<SqlToken> second) {
        if (first.size() != second.size()) {
            return false;
        }
        for (int i = 0; i < first.size(); i++) {
            if (!MysqlBaseTokens.isSame(first.get(i), second.get(i))) {
                return false;
            }
        }
        return true;
    }

    // ---- triggers ----

    /** Returns the tokens of a trigger after its name without the schema of its table, FOLLOWS and PRECEDES. */
    List<SqlToken> triggerTokens() {
        List<SqlToken> rest = new ArrayList<>();
        int i = 0;
        while (i < tokens.size() && !tokens.get(i).is("on")) {
            rest.add(tokens.get(i++));
        }
        i++;
        if (i + 2 < tokens.size() && tokens.get(i + 1).is(".")) {
            i += 2;
        }
        while (i < tokens.size() && !tokens.get(i).is("row")) {
            rest.add(tokens.get(i++));
        }
        i++;
        if (i + 1 < tokens.size()
                && (tokens.get(i).is("follows") || tokens.get(i).is("precedes"))) {
            i += 2;
        }
        rest.addAll(tokens.subList(Math.min(i, tokens.size()), tokens.size()));
        return rest;
    }
}
