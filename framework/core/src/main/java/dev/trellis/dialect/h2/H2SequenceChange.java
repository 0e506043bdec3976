package dev.trellis.dialect.h2;

import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.sql.SqlSyntax;
import java.util.List;

/** Converts the statement that creates a sequence into the options that change an existing sequence. */
final class H2SequenceChange {
    private H2SequenceChange() {}

    /** Returns whether the statement names a type, which an existing sequence cannot change. */
    static boolean changesType(String sql) {
        return tokens(sql).stream().anyMatch(token -> token.is("as"));
    }

    /** Returns all options with a space in front of each; an option that the statement omits gets its default. */
    static String options(String sql) {
        List<SqlToken> tokens = tokens(sql);
        int name = 2;
        if (tokens.size() > 4 && tokens.get(2).is("if")) {
            name += 3;
        }
        if (tokens.size() > name + 2 && tokens.get(name + 1).is(".")) {
            name += 2;
        }
        String written = tokens.size() > name + 1
                ? " " + sql.substring(tokens.get(name + 1).start()).strip()
                : "";
        StringBuilder options = new StringBuilder(written);
        add(options, tokens, "increment", " INCREMENT BY 1");
        add(options, tokens, "minvalue", " NO MINVALUE");
        add(options, tokens, "maxvalue", " NO MAXVALUE");
        add(options, tokens, "cycle", " NO CYCLE");
        return options.toString();
    }

    private static void add(StringBuilder options, List<SqlToken> tokens, String word, String option) {
        boolean isWritten = tokens.stream().anyMatch(token -> token.is(word) || token.is("no" + word));
        options.append(isWritten ? "" : option);
    }

    private static List<SqlToken> tokens(String sql) {
        return SqlFragment.tokens(sql, SqlSyntax.H2);
    }
}
