package dev.trellis.dialect.mysqlbase;

import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.internal.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of a function or procedure between its name and its body, in a normalized spelling.
 *
 * @param parameters the parameters, each with mode, name and type
 * @param returns the type of the result; empty for a procedure
 * @param deterministic whether the routine is declared DETERMINISTIC
 * @param access the kind of access to data, {@code contains sql}
 * @param security {@code definer} or {@code invoker}
 * @param comment null if there is none
 * @param body the tokens of the body
 */
record RoutineHeader(
        List<String> parameters,
        String returns,
        boolean deterministic,
        String access,
        String security,
        @Nullable String comment,
        List<SqlToken> body) {
    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("integer", "int"),
            Map.entry("int4", "int"),
            Map.entry("int1", "tinyint"),
            Map.entry("int2", "smallint"),
            Map.entry("int3", "mediumint"),
            Map.entry("int8", "bigint"),
            Map.entry("middleint", "mediumint"),
            Map.entry("bool", "tinyint"),
            Map.entry("boolean", "tinyint"),
            Map.entry("dec", "decimal"),
            Map.entry("numeric", "decimal"),
            Map.entry("fixed", "decimal"),
            Map.entry("real", "double"),
            Map.entry("character", "char"),
            Map.entry("varcharacter", "varchar"),
            Map.entry("charset", "character set"));

    /** Reads the tokens after the routine's name. */
    static RoutineHeader of(List<SqlToken> tokens) {
        List<String> parameters = new ArrayList<>();
        int i = 0;
        if (!tokens.isEmpty() && tokens.get(0).is("(")) {
            int end = SqlFragment.closing(tokens, 0);
            for (List<SqlToken> each : pieces(tokens.subList(1, Math.min(end, tokens.size())))) {
                parameters.add(parameter(each));
            }
            i = end + 1;
        }
        String returns = "";
        if (i < tokens.size() && tokens.get(i).is("returns")) {
            int from = ++i;
            while (i < tokens.size() && isOfType(tokens, from, i)) {
                i = tokens.get(i).is("(") ? SqlFragment.closing(tokens, i) + 1 : i + 1;
            }
            returns = type(tokens.subList(from, Math.min(i, tokens.size())));
        }
        return characteristics(parameters, returns, tokens, Math.min(i, tokens.size()));
    }

    private static RoutineHeader characteristics(
            List<String> parameters, String returns, List<SqlToken> tokens, int from) {
        boolean deterministic = false;
        String access = "contains sql";
        String security = "definer";
        String comment = null;
        int i = from;
        while (i < tokens.size()) {
            if (tokens.get(i).is("deterministic")) {
                deterministic = true;
                i++;
            } else if (CreateText.is(tokens, i, "not", "deterministic")) {
                deterministic = false;
                i += 2;
            } else if (CreateText.is(tokens, i, "language", "sql")) {
                i += 2;
            } else if (CreateText.is(tokens, i, "contains", "sql") || CreateText.is(tokens, i, "no", "sql")) {
                access = lower(tokens.get(i)) + " sql";
                i += 2;
            } else if (CreateText.is(tokens, i, "reads", "sql") || CreateText.is(tokens, i, "modifies", "sql")) {
                access = lower(tokens.get(i)) + " sql data";
                i += 3;
            } else if (CreateText.is(tokens, i, "sql", "security") && i + 2 < tokens.size()) {
                security = lower(tokens.get(i + 2));
                i += 3;
            } else if (tokens.get(i).is("comment")
                    && i + 1 < tokens.size()
                    && tokens.get(i + 1).kind() == Kind.STRING) {
                comment = MysqlBaseTokens.strings(tokens.get(i + 1).text()).get(0);
                i += 2;
            } else {
                break;
            }
        }
        return new RoutineHeader(
                parameters,
                returns,
                deterministic,
                access,
                security,
                comment == null || comment.isEmpty() ? null : comment,
                tokens.subList(Math.min(i, tokens.size()), tokens.size()));
    }

    /** Returns whether the token still belongs to the type of the result. */
    private static boolean isOfType(List<SqlToken> tokens, int from, int i) {
        SqlToken token = tokens.get(i);
        return i == from
                || token.is("(")
                || token.is("unsigned")
                || token.is("signed")
                || token.is("zerofill")
                || token.is("precision")
                || token.is("varying")
                || token.is("character")
                || token.is("charset")
                || token.is("collate")
                || (token.is("set") && tokens.get(i - 1).is("character"))
                || (i >= 1
                        && (tokens.get(i - 1).is("charset") || tokens.get(i - 1).is("collate")))
                || (i >= 2 && CreateText.is(tokens, i - 2, "character", "set"));
    }

    private static String parameter(List<SqlToken> tokens) {
        int i = 0;
        String mode = "in";
        if (tokens.size() > 2
                && (tokens.get(0).is("in")
                        || tokens.get(0).is("out")
                        || tokens.get(0).is("inout"))) {
            mode = lower(tokens.get(0));
            i++;
        }
        return i < tokens.size()
                ? mode + " " + MysqlBaseTokens.lower(tokens.get(i).value()) + " "
                        + type(tokens.subList(i + 1, tokens.size()))
                : mode;
    }

    /** Returns a type in one spelling: without the display width of integers, and with the default length of others. */
    static String type(List<SqlToken> tokens) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            boolean isCharacterSet = CreateText.is(tokens, i, "character", "set");
            String word = token.kind() == Kind.STRING || token.kind() == Kind.NAME
                    ? token.value()
                    : isCharacterSet ? lower(token) : SYNONYMS.getOrDefault(lower(token), lower(token));
            boolean isGlued = token.kind() == Kind.SYMBOL
                    || (i > 0
                            && tokens.get(i - 1).kind() == Kind.SYMBOL
                            && !tokens.get(i - 1).is(")"));
            if (word.equals("precision") || word.equals("varying")) {
                text.append(word.equals("varying") ? "\u0001" : "");
            } else {
                text.append(isGlued || text.isEmpty() ? "" : " ").append(word);
            }
        }
        String type = text.toString().replace("char\u0001", "varchar");
        type = type.replaceFirst("^(tinyint|smallint|mediumint|int|bigint|year)\\(\\d+\\)", "$1");
        type = type.replaceFirst("^decimal(?!\\()", "decimal(10,0)")
                .replaceFirst("^decimal\\((\\d+)\\)", "decimal($1,0)");
        type = type.replaceFirst("^(char|binary|bit)(?!\\()(?=$| )", "$1(1)");
        if (type.contains(" zerofill") && !type.contains(" unsigned")) {
            type = type.replace(" zerofill", " unsigned zerofill");
        }
        return type.replace(" signed", "");
    }

    /** Returns whether two routines are the same, except for their comments, and for character sets that only one states. */
    boolean means(RoutineHeader other) {
        if (parameters.size() != other.parameters.size()) {
            return false;
        }
        for (int i = 0; i < parameters.size(); i++) {
            if (!isSameType(parameters.get(i), other.parameters.get(i))) {
                return false;
            }
        }
        return isSameType(returns, other.returns)
                && deterministic == other.deterministic
                && access.equals(other.access)
                && security.equals(other.security)
                && CreateText.isSame(body, other.body);
    }

    /** Returns whether the types are equal; MariaDB reads JSON back as the text type of which it is a synonym. */
    private static boolean isSameType(String wanted, String stored) {
        return wanted.equals(stored)
                || ((wanted.endsWith(" json") || wanted.equals("json"))
                        && stored.equals(
                                wanted.replaceFirst("json$", "longtext character set utf8mb4 collate utf8mb4_bin")))
                || (wanted.contains(" character set ")
                        && stored.replaceFirst(" collate \\w+$", "").equals(wanted))
                || (wanted.contains(" collate ")
                        && stored.replaceFirst(" character set \\w+", "").equals(wanted));
    }

    static List<List<SqlToken>> pieces(List<SqlToken> tokens) {
        List<List<SqlToken>> pieces = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < tokens.size(); i++) {
            depth += tokens.get(i).depthChange();
            if (depth == 0 && tokens.get(i).is(",")) {
                pieces.add(tokens.subList(from, i));
                from = i + 1;
            }
        }
        if (from < tokens.size()) {
            pieces.add(tokens.subList(from, tokens.size()));
        }
        return pieces;
    }

    private static String lower(SqlToken token) {
        return token.text().toLowerCase(Locale.ROOT);
    }
}
