package dev.trellis.internal.run;

import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.AlterEnum;
import dev.trellis.operation.AlterTableOptions;
import dev.trellis.operation.AttachPartition;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.CreateCheckConstraint;
import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.CreateEnum;
import dev.trellis.operation.CreateExcludeConstraint;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreatePrimaryKey;
import dev.trellis.operation.CreateSchema;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.CreateTableComment;
import dev.trellis.operation.CreateUniqueConstraint;
import dev.trellis.operation.DetachPartition;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.DropDefinition;
import dev.trellis.operation.DropEnum;
import dev.trellis.operation.DropIndex;
import dev.trellis.operation.DropSchema;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.DropTableComment;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.operation.ReplaceDefinition;
import dev.trellis.operation.RunJava;

/**
 * Decides whether the statements of an operation may be sent to the database in one message with the statements of other
 * operations. Statements that the dialect writes may. A user's SQL is sent separately, because its text may contain several
 * statements or end in a comment. Rows are sent separately, because an operation may have many rows. The Java compiler
 * demands a decision for each new kind of operation, because this class is a visitor.
 */
final class BatchPolicy implements Operation.Visitor {
    private boolean isBatchable;

    private BatchPolicy() {}

    /** Returns whether the statements of the operation may be sent together with others. */
    static boolean isBatchable(Operation operation) {
        BatchPolicy policy = new BatchPolicy();
        operation.accept(policy);
        return policy.isBatchable;
    }

    @Override
    public void visit(AddColumn operation) {
        isBatchable = true;
    }

    /** A renamed column is not batchable, because the catalogue finds what depends on it by the name in the database. */
    @Override
    public void visit(AlterColumn operation) {
        isBatchable = operation.rename() == null;
    }

    @Override
    public void visit(AlterEnum operation) {
        isBatchable = true;
    }

    @Override
    public void visit(AlterTableOptions operation) {
        isBatchable = true;
    }

    @Override
    public void visit(AttachPartition operation) {
        isBatchable = true;
    }

    @Override
    public void visit(Autocommit operation) {
        isBatchable = false;
    }

    @Override
    public void visit(BulkInsert operation) {
        isBatchable = false;
    }

    @Override
    public void visit(CreateCheckConstraint operation) {
        isBatchable = true;
    }

    @Override
    public void visit(CreateEnum operation) {
        isBatchable = true;
    }

    @Override
    public void visit(CreateExcludeConstraint operation) {
        isBatchable = true;
    }

    @Override
    public void visit(CreateForeignKey operation) {
        isBatchable = true;
    }

    @Override
    public void visit(CreateIndex operation) {
        isBatchable = true;
    }

    @Override
    public void visit(CreatePrimaryKey operation) {
        isBatchable = true;
    }

    @Override
    public void visit(CreateSchema operation) {
        isBatchable = true;
    }

    @Override
    public void visit(DropSchema operation) {
        isBatchable = true;
    }

    @Override
    public void visit(CreateTable operation) {
        isBatchable = true;
    }

    @Override
    public void visit(CreateTableComment operation) {
        isBatchable = true;
    }

    @Override
    public void visit(CreateUniqueConstraint operation) {
        isBatchable = true;
    }

    @Override
    public void visit(DetachPartition operation) {
        isBatchable = true;
    }

    @Override
    public void visit(DropColumn operation) {
        isBatchable = true;
    }

    @Override
    public void visit(DropConstraint operation) {
        isBatchable = true;
    }

    @Override
    public void visit(DropEnum operation) {
        isBatchable = true;
    }

    @Override
    public void visit(DropIndex operation) {
        isBatchable = true;
    }

    @Override
    public void visit(DropTable operation) {
        isBatchable = true;
    }

    @Override
    public void visit(DropTableComment operation) {
        isBatchable = true;
    }

    @Override
    public void visit(ExecuteSql operation) {
        isBatchable = false;
    }

    /**
     * A renamed table is not batchable, because the catalogue finds the definitions that depend on a table by its name
     * in the database.
     */
    @Override
    public void visit(RenameTable operation) {
        isBatchable = false;
    }

    @Override
    public void visit(RunJava operation) {
        isBatchable = false;
    }

    @Override
    public void visit(CreateDefinition operation) {
        isBatchable = false;
    }

    @Override
    public void visit(DropDefinition operation) {
        isBatchable = false;
    }

    @Override
    public void visit(ReplaceDefinition operation) {
        isBatchable = false;
    }
}
