package dev.trellis.report;

import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.Operation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The difference between a branch's model and the database, as text.
 *
 * @param branch the label of the branch
 * @param operations the descriptions of the operations that lead to the model, in order
 * @param extra the descriptions of the operations that drop tables and columns which exist only in the database
 * @param reported the differences for which no operation is generated
 * @param likelyRenames the descriptions of the possible renames
 */
public record DiffReport(
        String branch, List<String> operations, List<String> extra, List<Line> reported, List<String> likelyRenames) {

    /**
     * A difference for which no operation is generated.
     *
     * @param table the table
     * @param column the column, or null if the difference does not concern a column
     * @param why the reason why no operation is generated
     * @param what the description of the difference
     */
    public record Line(String table, @Nullable String column, UnmanagedDifference.Reason why, String what) {}

    /**
     * Describes a difference.
     *
     * @param branch the label of the branch
     */
    public static DiffReport of(String branch, Diff diff) {
        List<String> operations = new ArrayList<>();
        List<String> extra = new ArrayList<>();
        for (Operation operation : diff.operations()) {
            operations.add(operation.describe());
            if (operation instanceof DropColumn || operation instanceof DropTable) {
                extra.add(operation.describe());
            }
        }
        return new DiffReport(
                branch,
                operations,
                extra,
                diff.reported().stream().map(DiffReport::line).toList(),
                diff.likelyRenames().stream().map(RenameCandidate::describe).toList());
    }

    static Line line(UnmanagedDifference reported) {
        return new Line(reported.table().toString(), reported.column(), reported.reason(), reported.what());
    }

    /**
     * Returns whether {@code check} fails.
     *
     * @param allowExtra whether to ignore tables and columns that exist only in the database
     */
    public boolean isFinding(boolean allowExtra) {
        return operations.size() > (allowExtra ? extra.size() : 0);
    }
}
