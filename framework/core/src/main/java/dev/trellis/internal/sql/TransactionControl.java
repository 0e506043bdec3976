package dev.trellis.internal.sql;

import dev.trellis.internal.sql.SqlLexer.Token;
import dev.trellis.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Statements that begin or end a transaction. Within a revision they would end the one that holds it together, and what
 * was run up to then could no longer be taken back. Savepoints end nothing.
 */
public final class TransactionControl {
    private static final Set<String> ALONE = Set.of("begin", "commit", "end", "abort", "xa");
    private static final Set<String> IN_TWO = Set.of("start transaction", "prepare transaction", "set autocommit");
    private static final Set<String> NOISE = Set.of("work", "transaction", "tran");
    private static final int FAR = 4;

    private TransactionControl() {}

    /** The words of the statement that begin or end a transaction; null when it does neither. */
    public static @Nullable String in(String statement, SqlSyntax syntax) {
        List<String> words = words(statement, syntax);
        String first = words.isEmpty() ? "" : words.get(0);
        String two = words.size() < 2 ? first : first + ' ' + words.get(1);
        if (IN_TWO.contains(two)) {
            return two;
        }
        if (first.equals("rollback")) {
            String next = words.stream()
                    .skip(1)
                    .filter(word -> !NOISE.contains(word))
                    .findFirst()
                    .orElse("");
            return next.equals("to") ? null : first;
        }
        return ALONE.contains(first) ? first : null;
    }

    private static List<String> words(String statement, SqlSyntax syntax) {
        List<String> words = new ArrayList<>();
        try {
            SqlLexer lexer = new SqlLexer(statement, syntax, "", 1);
            while (words.size() < FAR && lexer.next() == Token.WORD) {
                lexer.begun(true);
                words.add(lexer.token().toLowerCase(Locale.ROOT));
            }
        } catch (SqlException e) {
            // What cannot be read is not run either.
            return words;
        }
        return words;
    }
}
