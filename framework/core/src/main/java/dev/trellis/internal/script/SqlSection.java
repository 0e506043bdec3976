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
 * @param dialect the one dialect that it is for, or null for all that have no section of their own
 * @param text what is below the marker, as it was written
 * @param line the line of the file on which the text starts, counted from 1
 */
public record SqlSection(Direction direction, @Nullable String dialect, String text, int line) {
    /** @throws SqlException as {@link SqlSplitter#split} does */
    public List<SqlStatement> statements(SqlSyntax syntax, String source) {
        try {
            return SqlSplitter.split(text, syntax, source, line);
        } catch (SqlException e) {
            throw e.is(ErrorName.UNTERMINATED_SQL)
                    ? e.adding("a line '-- upgrade' or '-- downgrade' ends a section even within quotes")
                    : e;
        }
    }
}
