package dev.trellis.dialect.postgresql;

import dev.trellis.internal.sql.SqlToken;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Complete {@code CREATE} statements of definitions as text. */
final class PostgresqlDefinitionText {
    private static final Pattern QUALIFIED = Pattern.compile("[\\w\"$.]{1,200}");

    private PostgresqlDefinitionText() {}

    /**
     * Returns the part of a statement that determines the columns of a view or the arguments and the result of a
     * function, as far as it can be read from the text.
     */
    static String interfaceOf(String statement) {
        int depth = 0;
        StringBuilder text = new StringBuilder();
        for (SqlToken token : PostgresqlExpressions.tokens(statement)) {
            boolean isBody = depth == 0
                    && (token.is("from")
                            || token.is("return")
                            || token.is("begin")
                            || token.text().startsWith("$"));
            if (isBody) {
                break;
            }
            depth += token.depthChange();
            text.append(token.text().toLowerCase(Locale.ROOT)).append(' ');
        }
        return text.toString().replaceFirst("create or replace ", "create ");
    }

    /**
     * Returns the index of the first token after the object's name: after {@code CREATE ... kind [IF NOT EXISTS] schema.name}.
     */
    static int afterName(List<SqlToken> tokens, String kind) {
        int index = 0;
        while (index < tokens.size() && !tokens.get(index).is(kind)) {
            index++;
        }
        index++;
        while (index < tokens.size()
                && (tokens.get(index).is("if")
                        || tokens.get(index).is("not")
                        || tokens.get(index).is("exists"))) {
            index++;
        }
        index++;
        while (index + 1 < tokens.size() && tokens.get(index).is(".")) {
            index += 2;
        }
        return Math.min(index, tokens.size());
    }

    /** Returns a name in quotes, also one that Trellis would not create. */
    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Returns the name of an object in quotes, with its schema if it has one. */
    static String quoted(TableName name) {
        return (name.schema() == null ? "" : quoted(name.schema()) + ".") + quoted(name.name());
    }

    /** Returns a name as SQL: in quotes if it needs them, as the server prints it. */
    static String identifier(String name) {
        return PostgresqlKeywords.needsQuotes(name) ? quoted(name) : name;
    }

    /** Returns the name that a token stands for: letters outside quotes are lower-case letters. */
    static String name(SqlToken token) {
        return token.kind() == SqlToken.Kind.WORD ? token.text().toLowerCase(Locale.ROOT) : token.value();
    }

    /**
     * Returns the names in a piece of SQL, including the parts of the name in a string such as {@code
     * nextval('app.number')}.
     */
    static Set<String> mentioned(String sql) {
        Set<String> names = new TreeSet<>();
        for (SqlToken token : PostgresqlExpressions.tokens(sql)) {
            if (token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.NAME) {
                names.add(name(token));
            } else if (token.kind() == SqlToken.Kind.STRING
                    && QUALIFIED.matcher(token.value()).matches()) {
                for (String part : token.value().split("\\.", -1)) {
                    names.add(part.replace("\"", ""));
                }
            }
        }
        return names;
    }

    /** Returns the statement that creates a materialized view without rows. */
    static String withNoData(String statement) {
        List<SqlToken> tokens = PostgresqlExpressions.tokens(statement);
        int count = tokens.size();
        if (count < 3 || !tokens.get(count - 1).is("data")) {
            return statement + "\nWITH NO DATA";
        }
        return tokens.get(count - 2).is("no")
                ? statement
                : statement.substring(0, tokens.get(count - 1).start()) + "NO DATA";
    }
}
