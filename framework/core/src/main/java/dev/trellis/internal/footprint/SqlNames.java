package dev.trellis.internal.footprint;

import dev.trellis.dialect.Dialect;
import dev.trellis.internal.sql.DefinitionText;
import dev.trellis.internal.sql.ExecutableComments;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads SQL by the rules of every dialect for which it is written.
 *
 * @param dialects all dialects
 */
record SqlNames(List<Dialect> dialects) {

    /** A text in the SQL of a dialect. */
    record DialectSql(String sql, Dialect dialect) {}

    /** Returns the text of each dialect; dialects without a text are left out. */
    List<DialectSql> texts(SqlText text) {
        return texts(text.byDialect());
    }

    private List<DialectSql> texts(Map<String, String> byDialect) {
        List<DialectSql> texts = new ArrayList<>();
        for (Dialect dialect : dialects) {
            String sql = byDialect.getOrDefault(dialect.name(), byDialect.get(SqlText.DEFAULT));
            if (sql != null) {
                texts.add(new DialectSql(sql, dialect));
            }
        }
        return texts;
    }

    /** Returns the words and names in a text, in lower case; empty for null. */
    Set<String> words(@Nullable SqlText text) {
        return text == null ? Set.of() : words(text.byDialect());
    }

    /** Returns the words in a map from dialects to SQL. */
    Set<String> words(Map<String, String> byDialect) {
        Set<String> words = new LinkedHashSet<>();
        Set<String> simple = new HashSet<>();
        for (DialectSql text : texts(byDialect)) {
            if (isSimple(text.sql()) && !simple.add(text.sql())) {
                continue;
            }
            for (String reading :
                    ExecutableComments.readings(text.sql(), text.dialect().syntax())) {
                words.addAll(DefinitionText.words(reading, text.dialect().syntax()));
            }
        }
        return words;
    }

    /** Returns whether all dialects find the same words in a text: it has neither comments nor strings, as most texts. */
    private static boolean isSimple(String sql) {
        return sql.chars()
                .allMatch(c ->
                        Character.isLetterOrDigit(c) || Character.isWhitespace(c) || "_.,()=<>*+;".indexOf(c) >= 0);
    }

    /** Returns the words of one statement in the SQL of a dialect. */
    static Set<String> words(String statement, Dialect dialect) {
        return DefinitionText.words(statement, dialect.syntax());
    }

    static TableName name(String written, Dialect dialect) {
        return dialect.parseTableName(written);
    }
}
