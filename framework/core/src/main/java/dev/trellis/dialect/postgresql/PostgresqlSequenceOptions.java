package dev.trellis.dialect.postgresql;

import dev.trellis.internal.sql.SqlToken;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The options of a {@code CREATE SEQUENCE} statement, by their first word; an option that the statement lacks has the value
 * that the server gives it. The value contains the whole option: {@code INCREMENT BY 5}.
 */
record PostgresqlSequenceOptions(Map<String, String> options, boolean unlogged) {
    private static final String START = "start";
    private static final String MINIMUM = "minvalue";
    private static final String MAXIMUM = "maxvalue";

    static PostgresqlSequenceOptions of(String statement) {
        List<SqlToken> tokens = PostgresqlExpressions.tokens(statement);
        Map<String, String> options = new LinkedHashMap<>();
        options.put("as", "AS bigint");
        options.put("increment", "INCREMENT BY 1");
        options.put(MINIMUM, "");
        options.put(MAXIMUM, "");
        options.put(START, "");
        options.put("cache", "CACHE 1");
        options.put("cycle", "NO CYCLE");
        options.put("owned", "OWNED BY NONE");
        int index = PostgresqlDefinitionText.afterName(tokens, "sequence");
        while (index < tokens.size()) {
            int end = index + 1;
            boolean negated = tokens.get(index).is("no");
            String key = tokens.get(negated && end < tokens.size() ? end : index)
                    .text()
                    .toLowerCase(Locale.ROOT);
            end += negated ? 1 : 0;
            while (end < tokens.size() && !isOption(tokens, end, options)) {
                end++;
            }
            options.put(
                    key,
                    statement.substring(
                            tokens.get(index).start(), tokens.get(end - 1).end()));
            index = end;
        }
        boolean unlogged = tokens.size() > 1 && tokens.get(1).is("unlogged");
        setLimits(options);
        return new PostgresqlSequenceOptions(options, unlogged);
    }

    /** Returns whether an option begins at an index; the words of {@code OWNED BY t.cycle} are not options. */
    private static boolean isOption(List<SqlToken> tokens, int index, Map<String, String> options) {
        SqlToken token = tokens.get(index);
        return token.kind() == SqlToken.Kind.WORD
                && !tokens.get(index - 1).is(".")
                && (token.is("no") || options.containsKey(token.text().toLowerCase(Locale.ROOT)));
    }

    /**
     * Sets the limits and the first value that the statement does not state. The numbers are explicit, because {@code NO
     * MAXVALUE} of a sequence that counts down means something else while the type changes.
     */
    private static void setLimits(Map<String, String> options) {
        boolean down = number(options, "increment").startsWith("-");
        String type = options.getOrDefault("as", "").toLowerCase(Locale.ROOT);
        long highest = type.endsWith("smallint") || type.endsWith("int2")
                ? Short.MAX_VALUE
                : type.endsWith("bigint") || type.endsWith("int8") ? Long.MAX_VALUE : Integer.MAX_VALUE;
        if (number(options, MINIMUM).isEmpty()) {
            options.put(MINIMUM, "MINVALUE " + (down ? -highest - 1 : 1));
        }
        if (number(options, MAXIMUM).isEmpty()) {
            options.put(MAXIMUM, "MAXVALUE " + (down ? -1 : highest));
        }
        if (number(options, START).isEmpty()) {
            options.put(START, "START WITH " + number(options, down ? MAXIMUM : MINIMUM));
        }
    }

    /** Returns the number at the end of an option; empty if the option has none. */
    private static String number(Map<String, String> options, String key) {
        return options.getOrDefault(key, "").replaceFirst("^[^-+0-9]*", "").replace(" ", "");
    }

    /** Returns the statement that gives an existing sequence exactly these options. */
    String alter(String sequence) {
        return "ALTER SEQUENCE " + sequence + " " + String.join(" ", options.values());
    }
}
