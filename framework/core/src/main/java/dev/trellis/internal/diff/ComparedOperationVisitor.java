package dev.trellis.internal.diff;

import dev.trellis.operation.AlterEnum;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.CreateEnum;
import dev.trellis.operation.CreateSchema;
import dev.trellis.operation.DropDefinition;
import dev.trellis.operation.DropEnum;
import dev.trellis.operation.DropSchema;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.ReplaceDefinition;
import dev.trellis.operation.RunJava;

/**
 * A visitor of the operations that a comparison of tables yields. The interface ignores the operations that no such
 * comparison yields. Each implementation handles the other operations, so the compiler reports every implementation
 * that does not handle a new operation.
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
    default void visit(CreateSchema operation) {}

    @Override
    default void visit(DropEnum operation) {}

    @Override
    default void visit(DropSchema operation) {}

    @Override
    default void visit(ExecuteSql operation) {}

    @Override
    default void visit(RunJava operation) {}

    @Override
    default void visit(CreateDefinition operation) {}

    @Override
    default void visit(DropDefinition operation) {}

    @Override
    default void visit(ReplaceDefinition operation) {}
}
