package dev.trellis.internal.command;

import dev.trellis.dialect.Dialect;
import dev.trellis.internal.sql.SqlException;
import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.internal.sql.StatementParser;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.schema.SqlText;
import dev.trellis.sql.StatementSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A statement of raw SQL that may change definitions. Statements that only read or write rows are left out.
 *
 * @param words the words and names in the statement, in lower case, including those in dollar-quoted bodies
 * @param description the beginning of the statement, in one line
 */
record SqlMention(Set<String> words, String description) {

    /**
     * Returns the statements of an operation.
     *
     * @param dialects the databases whose SQL is read; a text for several of them counts once
     */
    static List<SqlMention> in(ExecuteSql execute, List<Dialect> dialects) {
        Map<String, Dialect> texts = new LinkedHashMap<>();
        for (Dialect dialect : dialects) {
            String sql = execute.sql().in(dialect.name());
            if (sql != null) {
                texts.putIfAbsent(sql, dialect);
            }
        }
        List<SqlMention> mentions = new ArrayList<>();
        texts.forEach((sql, dialect) -> {
            for (String statement : statements(sql, dialect)) {
                StatementSummary summary = StatementParser.parse(statement, dialect.syntax());
                if (!(summary instanceof StatementSummary.Rows || summary instanceof StatementSummary.Maintenance)) {
                    mentions.add(new SqlMention(words(statement, dialect), described(statement)));
                }
            }
        });
        return mentions;
    }

    private static List<String> statements(String sql, Dialect dialect) {
        try {
            return SqlSplitter.statements(sql, dialect.syntax());
        } catch (SqlException e) {
            // The dialect is not the one of the database, or the check of the script reports the error.
            return List.of(sql);
        }
    }

    private static String described(String statement) {
        return new ExecuteSql(SqlText.of(statement)).describe();
    }

    private static Set<String> words(String statement, Dialect dialect) {
        Set<String> words = new TreeSet<>();
        for (SqlToken token : SqlFragment.tokens(statement, dialect.syntax())) {
            if (token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.NAME) {
                words.add(token.value().toLowerCase(Locale.ROOT));
            } else if (token.kind() == SqlToken.Kind.STRING && token.text().startsWith("$")) {
                for (String word : token.value().split("[^\\p{L}\\p{N}_]+")) {
                    words.add(word.toLowerCase(Locale.ROOT));
                }
            }
        }
        return words;
    }
}
