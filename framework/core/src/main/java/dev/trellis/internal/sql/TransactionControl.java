package dev.trellis.internal.sql;

import dev.trellis.internal.sql.SqlLexer.Token;
import dev.trellis.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes statements that begin or end a transaction. Inside a revision, such a statement would end the revision's
 * transaction, and the database could not roll back the statements before it. Savepoints are allowed.
 */
public final class TransactionControl {
    private static final Set<String> ONE_WORD = Set.of("begin", "commit", "end", "abort", "xa");
    private static final Set<String> TWO_WORDS = Set.of("start transaction", "prepare transaction", "set autocommit");
    private static final Set<String> NOISE = Set.of("work", "transaction", "tran");
    private static final int MAX_WORDS = 4;

    private TransactionControl() {}

    /** Returns the keywords by which a statement begins or ends a transaction, or null. */
    public static @Nullable String in(String statement, SqlSyntax syntax) {
        List<String> words = words(statement, syntax);
        String first = words.isEmpty() ? "" : words.get(0);
        String two = words.size() < 2 ? first : first + ' ' + words.get(1);
        if (TWO_WORDS.contains(two)) {
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
        // BEGIN NOT ATOMIC is a block of MariaDB.
        return ONE_WORD.contains(first) && !two.equals("begin not") ? first : null;
    }

    private static List<String> words(String statement, SqlSyntax syntax) {
        List<String> words = new ArrayList<>();
        try {
            SqlLexer lexer = new SqlLexer(InnerStatement.of(statement, syntax), syntax, "", 1);
            while (words.size() < MAX_WORDS && lexer.next() == Token.WORD) {
                lexer.begun(true);
                words.add(lexer.token().toLowerCase(Locale.ROOT));
            }
        } catch (SqlException e) {
            // A statement that cannot be tokenized is rejected before it runs.
            return words;
        }
        return words;
    }
}
