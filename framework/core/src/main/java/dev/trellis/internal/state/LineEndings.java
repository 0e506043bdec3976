package dev.trellis.internal.state;

import dev.trellis.operation.Autocommit;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.schema.SqlText;
import java.util.Map;
import java.util.TreeMap;

/**
 * Replaces Windows line endings, so that two checkouts of a script can be compared. The line endings in strings and function
 * bodies are replaced too, because a checkout on Windows changes all lines of a file. Only comparisons use the result; the
 * database receives the text as written.
 */
public final class LineEndings {
    private LineEndings() {}

    /** Returns the operation with {@code \n} instead of {@code \r\n} in its SQL. */
    public static Operation normalize(Operation operation) {
        if (operation instanceof ExecuteSql execute) {
            return normalize(execute);
        }
        return operation instanceof Autocommit autocommit
                ? new Autocommit(autocommit.operations().stream()
                        .map(LineEndings::normalize)
                        .toList())
                : operation;
    }

    private static ExecuteSql normalize(ExecuteSql execute) {
        Map<String, String> sql = execute.sql().byDialect();
        if (sql.values().stream().noneMatch(text -> text.indexOf('\r') >= 0)) {
            return execute;
        }
        Map<String, String> normalized = new TreeMap<>(sql);
        normalized.replaceAll((dialect, text) -> text.replace("\r\n", "\n"));
        return new ExecuteSql(new SqlText(normalized));
    }
}
