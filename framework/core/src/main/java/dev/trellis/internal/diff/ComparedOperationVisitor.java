package dev.trellis.internal.diff;

import dev.trellis.operation.AlterEnum;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.CreateEnum;
import dev.trellis.operation.DropEnum;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RunJava;

/**
 * A visitor of the operations that a comparison yields. It ignores those that no comparison yields, and leaves the others
 * to its implementations, so that the compiler reports a new operation in each of them.
 */
interface ComparedOperationVisitor extends Operation.Visitor {
    @Override
    default void visit(AlterEnum operation) {}

    @Override
    default void visit(Autocommit operation) {}

    @Override
    default void visit(BulkInsert operation) {}

    @Override
    default void visit(CreateEnum operation) {}

    @Override
    default void visit(DropEnum operation) {}

    @Override
    default void visit(ExecuteSql operation) {}

    @Override
    default void visit(RunJava operation) {}
}
