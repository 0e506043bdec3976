package dev.trellis.internal.command;

import dev.trellis.error.ClosestMatch;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Pasteable;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import dev.trellis.report.BlameReport;
import dev.trellis.report.BlameReport.Change;
import dev.trellis.report.BlameReport.Kind;
import dev.trellis.schema.TableName;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An error in a question about the schema that scripts create. */
public final class QueryException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private QueryException(Problem problem) {
        super(problem);
    }

    /**
     * {@code no_such_table}: no script creates an object of that name.
     *
     * @param drop the operation that dropped the table; null if none did
     * @param known the names of the existing objects
     */
    static QueryException nothingToBlame(
            String object, String target, @Nullable Change drop, Collection<String> known) {
        if (drop != null) {
            return new QueryException(Problem.of(
                            ErrorName.NO_SUCH_TABLE,
                            "table '" + object + "' does not exist at '" + target + "': revision " + drop.revision()
                                    + " dropped it")
                    .advice("Ask for an earlier revision: trellis blame " + Pasteable.word(object) + " --at "
                            + Pasteable.word(drop.revision() + "-1")));
        }
        return new QueryException(Problem.of(
                        ErrorName.NO_SUCH_TABLE, "no script up to '" + target + "' mentions a table '" + object + "'")
                .advice(ClosestMatch.of(object, known)
                        .map(match -> "Did you mean: trellis blame " + Pasteable.word(match))
                        .orElse("List the tables: trellis schema --at " + Pasteable.word(target))));
    }

    /** {@code no_such_table}: the table has another name now. */
    static QueryException renamed(String object, String target, TableName present) {
        return new QueryException(Problem.of(
                        ErrorName.NO_SUCH_TABLE,
                        "table '" + object + "' has the name '" + present + "' at '" + target + "'")
                .advice("Use the new name: trellis blame " + Pasteable.word(present.toString())));
    }

    /** {@code no_such_column}: the table has no column of that name. */
    static QueryException noColumnToBlame(BlameReport table, String column) {
        Collection<String> columns = table.parts().stream()
                .filter(part -> part.kind() == Kind.COLUMN)
                .map(BlameReport.Part::name)
                .filter(Objects::nonNull)
                .toList();
        return new QueryException(Problem.of(
                        ErrorName.NO_SUCH_COLUMN, "table '" + table.name() + "' has no column '" + column + "'")
                .advice(ClosestMatch.of(column, columns)
                        .map(match -> "Did you mean: trellis blame " + Pasteable.word(table.name() + "." + match))
                        .orElse("Use one of: " + String.join(", ", columns))));
    }

    /** {@code different_databases}: two databases of different kinds cannot be compared with each other. */
    static QueryException differentDatabases(String from, String fromDialect, String to, String toDialect) {
        return new QueryException(Problem.of(
                        ErrorName.DIFFERENT_DATABASES,
                        "'" + from + "' is a database of " + fromDialect + " and '" + to + "' one of " + toDialect)
                .advice("Compare each of them with the scripts: trellis diff heads " + Pasteable.word(from)));
    }
}
