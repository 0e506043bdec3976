package dev.trellis.internal.script;

import dev.trellis.error.ErrorName;
import dev.trellis.internal.sql.SqlException;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.internal.sql.SqlStatement;
import dev.trellis.revision.Direction;
import dev.trellis.sql.SqlSyntax;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A section of an SQL script.
 *
 * @param dialect the dialect of the section, or null for all dialects without a section of their own
 * @param text the text below the marker
 * @param line the line of the file on which the text starts, counted from 1
 */
public record SqlSection(Direction direction, @Nullable String dialect, String text, int line) {
    /**
     * Splits the section into statements.
     *
     * @param source the file, for messages
     * @throws SqlException as {@link SqlSplitter#split}
     */
    public List<SqlStatement> statements(SqlSyntax syntax, String source) {
        try {
            return SqlSplitter.split(text, syntax, source, line);
        } catch (SqlException e) {
            throw e.is(ErrorName.UNTERMINATED_SQL)
                    ? e.adding("A line '-- upgrade' or '-- downgrade' ends a section even inside quotes.")
                    : e;
        }
    }
}
