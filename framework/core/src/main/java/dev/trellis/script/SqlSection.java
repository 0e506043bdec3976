package dev.trellis.script;

import dev.trellis.error.Problem;
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
    /** Which way a section goes. */
    public enum Direction {
        UPGRADE,
        DOWNGRADE
    }

    /** @throws ScriptException as {@link SqlSplitter#split} does */
    public List<SqlStatement> statements(SqlSyntax syntax, String source) {
        try {
            return SqlSplitter.split(text, syntax, source, line);
        } catch (ScriptException e) {
            Problem problem = e.problem();
            if (!problem.name().equals("unterminated_sql")) {
                throw e;
            }
            throw new ScriptException(problem.advice(
                    problem.advice() + "; a line '-- upgrade' or '-- downgrade' ends a section even within quotes"));
        }
    }
}
