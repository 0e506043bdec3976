package dev.trellis.internal.run;

import dev.trellis.error.Problems;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.script.ScriptFile;
import dev.trellis.internal.state.StoredText;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.script.LocatedOperation;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;

/**
 * Checks that the server accepts the statements of large scripts, and the statement that stores the script in the history.
 * Otherwise the server would close the connection in the middle of the revision.
 */
final class ScriptSize {
    /** The size in bytes from which a script is checked. Every server accepts the statements of smaller scripts. */
    private static final int CHECKED = 256 * 1024;

    /** The number of bytes that a statement may contain in addition to the stored texts. */
    private static final int OVERHEAD = 64 * 1024;

    private ScriptSize() {}

    /**
     * Checks the scripts of a plan.
     *
     * @throws dev.trellis.error.TrellisException {@code script_too_large} for each statement that is too large
     */
    static void check(Session session, List<ParsedStep> steps) throws SQLException {
        long limit = -1;
        Problems problems = new Problems();
        for (ParsedStep step : steps) {
            ScriptFile file = step.script().file();
            if (file == null || file.size() < CHECKED) {
                continue;
            }
            if (limit < 0) {
                limit = session.dialect().statementLimit(session.connection());
            }
            check(step, file, limit, problems);
        }
        problems.throwIfAny();
    }

    private static void check(ParsedStep step, ScriptFile file, long limit, Problems problems) {
        if (limit == Long.MAX_VALUE) {
            return;
        }
        // The journal stores the text of the script and the statements that are compiled from it, both compressed.
        long stored = 2L * bytes(String.valueOf(StoredText.encode(file.text()))) + OVERHEAD;
        if (stored > limit) {
            problems.add(RunException.scriptTooLarge(
                    step.id(),
                    "the statement that stores the script of revision " + step.id() + " in the history",
                    stored,
                    limit,
                    file.display()));
            return;
        }
        for (LocatedOperation located : step.operations()) {
            long size = size(located.operation(), limit) + OVERHEAD;
            if (size > limit) {
                problems.add(RunException.scriptTooLarge(
                                step.id(), "a statement of revision " + step.id(), size, limit, file.display())
                        .at(located.location()));
            }
        }
    }

    private static long size(Operation operation, long limit) {
        if (operation instanceof ExecuteSql execute) {
            return execute.sql().byDialect().values().stream()
                    .mapToLong(sql -> sql.length() * 4L < limit ? 0 : bytes(sql))
                    .max()
                    .orElse(0);
        }
        return operation instanceof Autocommit autocommit
                ? autocommit.operations().stream()
                        .mapToLong(inner -> size(inner, limit))
                        .max()
                        .orElse(0)
                : 0;
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
