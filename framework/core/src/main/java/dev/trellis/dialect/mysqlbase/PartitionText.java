package dev.trellis.dialect.mysqlbase;

import dev.trellis.internal.sql.SqlToken;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the partitions of a table from {@code SHOW CREATE TABLE}, and compares two texts of them. */
final class PartitionText {
    /** The clause, which MySQL writes in an executable comment. */
    private static final Pattern CLAUSE =
            Pattern.compile("^(?:/\\*!\\d+)? ?PARTITION BY (.*)$", Pattern.MULTILINE | Pattern.DOTALL);

    private static final Pattern COMMENT = Pattern.compile("\\*/\\s*$");

    /** The engine of each partition, which equals the table's. */
    private static final Pattern ENGINE = Pattern.compile(" ENGINE = \\w+");

    private PartitionText() {}

    /** Returns the text after PARTITION BY in one line, without engines; empty for a table without partitions. */
    static String of(String shown) {
        Matcher clause = CLAUSE.matcher(shown);
        String text = "";
        while (clause.find()) {
            text = clause.group(1);
        }
        return ENGINE.matcher(COMMENT.matcher(text.strip()).replaceAll(""))
                .replaceAll("")
                .strip()
                .replaceAll("\\s*\\R\\s*", " ");
    }

    /**
     * Returns whether two texts have the same meaning as far as their tokens show: letter case outside strings, quotes of
     * names and the start that the server adds to history partitions do not matter.
     */
    static boolean isSame(String written, String stored) {
        List<SqlToken> desired = MysqlBaseTokens.tokens(ENGINE.matcher(written).replaceAll(""));
        List<SqlToken> actual = MysqlBaseTokens.tokens(stored);
        return CreateText.isSame(desired, actual)
                || (desired.stream().noneMatch(token -> token.is("starts"))
                        && CreateText.isSame(desired, withoutStarts(actual)));
    }

    /** Returns the tokens without {@code STARTS TIMESTAMP '...'}. */
    private static List<SqlToken> withoutStarts(List<SqlToken> tokens) {
        List<SqlToken> remaining = new ArrayList<>(tokens);
        for (int i = 0; i + 2 < remaining.size(); i++) {
            if (remaining.get(i).is("starts")) {
                remaining.subList(i, i + 3).clear();
            }
        }
        return remaining;
    }
}
