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

/** Splits the operations of a revision into groups. A group is compiled before its first operation is run. */
public final class OperationGroups {
    private OperationGroups() {}

    /**
     * Returns the index after the last operation of the group that starts at an index.
     *
     * <p>Consecutive operations on the same table form a group, and so do consecutive alterations of columns of any tables,
     * because a dialect may combine the operations of a group into one statement. The rename of a table is a group of its
     * own: the operations after it use the new name, so those operations can be compiled only after the rename has been run.
     */
    public static int end(List<LocatedOperation> operations, int from) {
        int end = from + 1;
        while (end < operations.size()
                && isSameGroup(
                        operations.get(end - 1).operation(), operations.get(end).operation())) {
            end++;
        }
        return end;
    }

    private static boolean isSameGroup(Operation first, Operation second) {
        if (isAlwaysAlone(first) || isAlwaysAlone(second)) {
            return false;
        }
        return (isColumnAlteration(first) && isColumnAlteration(second))
                || first.tables().equals(second.tables());
    }

    /**
     * Returns whether the operation alters columns. An operation that alters an enumeration is included, because some
     * databases store the enumeration in the columns of that type.
     */
    private static boolean isColumnAlteration(Operation operation) {
        return operation instanceof AlterColumn || operation instanceof AlterEnum;
    }

    private static boolean isAlwaysAlone(Operation operation) {
        return operation instanceof ExecuteSql
                || operation instanceof BulkInsert
                || operation instanceof RunJava
                || operation instanceof Autocommit
                || operation instanceof RenameTable
                || (operation.tables().isEmpty() && !(operation instanceof AlterEnum));
    }
}
