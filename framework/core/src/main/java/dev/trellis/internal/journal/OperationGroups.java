package dev.trellis.internal.journal;

import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.AlterEnum;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.operation.RunJava;
import dev.trellis.script.LocatedOperation;
import java.util.List;

/** Which operations are compiled together, before any of them is run. */
public final class OperationGroups {
    private OperationGroups() {}

    /**
     * Where the group ends that begins at an index. Operations on one table stay together, and so do alterations of
     * columns, because a dialect may say such things in one statement; what a name means changes with a renaming, so that
     * ends the group.
     */
    public static int end(List<LocatedOperation> instructions, int from) {
        int end = from + 1;
        while (end < instructions.size()
                && belong(
                        instructions.get(end - 1).operation(),
                        instructions.get(end).operation())) {
            end++;
        }
        return end;
    }

    private static boolean belong(Operation one, Operation next) {
        if (isOfItsOwn(one) || isOfItsOwn(next)) {
            return false;
        }
        return (isOfColumns(one) && isOfColumns(next)) || one.tables().equals(next.tables());
    }

    /** An enumeration that has no name in the database changes with the columns that have it. */
    private static boolean isOfColumns(Operation operation) {
        return operation instanceof AlterColumn || operation instanceof AlterEnum;
    }

    private static boolean isOfItsOwn(Operation operation) {
        return operation instanceof ExecuteSql
                || operation instanceof BulkInsert
                || operation instanceof RunJava
                || operation instanceof Autocommit
                || operation instanceof RenameTable
                || (operation.tables().isEmpty() && !(operation instanceof AlterEnum));
    }
}
