package dev.trellis.report;

import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison of a branch's model with the database found.
 *
 * @param branch the label of the branch
 * @param operations what would have to be done, a line each, in order
 * @param extra those of the operations that drop what the model does not have
 * @param reported what differs and is not generated
 * @param likelyRenames what may have been renamed, a line each
 */
public record DiffReport(
        String branch, List<String> operations, List<String> extra, List<Line> reported, List<String> likelyRenames) {

    /**
     * Something that is not generated.
     *
     * @param column null when it is none of a column
     * @param why {@code protected}, {@code other_branch}, {@code unknown} or {@code not_generated}
     */
    public record Line(String table, @Nullable String column, String why, String what) {}

    public static DiffReport of(String branch, Diff difference) {
        List<String> operations = new ArrayList<>();
        List<String> extra = new ArrayList<>();
        for (Operation operation : difference.operations()) {
            operations.add(operation.describe());
            if (operation instanceof DropColumn || operation instanceof DropTable) {
                extra.add(operation.describe());
            }
        }
        return new DiffReport(
                branch,
                operations,
                extra,
                difference.reported().stream().map(DiffReport::line).toList(),
                difference.likelyRenames().stream()
                        .map(RenameCandidate::describe)
                        .toList());
    }

    private static Line line(UnmanagedDifference reported) {
        return new Line(
                reported.table().toString(),
                reported.column(),
                reported.reason().name().toLowerCase(Locale.ROOT),
                reported.what());
    }

    /**
     * Whether anything has to be done.
     *
     * @param allowExtra whether columns and tables that the model does not have are let be
     */
    public boolean isFinding(boolean allowExtra) {
        return operations.size() > (allowExtra ? extra.size() : 0);
    }
}
