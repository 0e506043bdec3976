package dev.trellis.operation;

import dev.trellis.schema.Quoting;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;

/** One change, as a revision script says it and as the comparison of two schemas yields it. */
public sealed interface Operation
        permits AddColumn,
                AlterColumn,
                AlterEnum,
                Autocommit,
                BulkInsert,
                CreateCheckConstraint,
                CreateEnum,
                CreateForeignKey,
                CreateIndex,
                CreatePrimaryKey,
                CreateTable,
                CreateTableComment,
                CreateUniqueConstraint,
                DropColumn,
                DropConstraint,
                DropEnum,
                DropIndex,
                DropTable,
                DropTableComment,
                ExecuteSql,
                RenameTable,
                RunJava {

    /** The word for it in scripts: {@code create_table} for {@link CreateTable}. */
    default String word() {
        return word(getClass());
    }

    /** The word for a kind of operation in scripts. */
    static String word(Class<?> type) {
        return OperationNames.BY_TYPE.get(type);
    }

    /**
     * The tables whose structure it changes; rows do not count, nor does what a foreign key refers to. Empty for
     * {@link ExecuteSql} and {@link RunJava}, of which nobody can tell beforehand.
     */
    Set<TableName> tables();

    /**
     * What the schema is afterwards.
     *
     * @throws dev.trellis.schema.SchemaException when it cannot be done there: the table does not exist, the column
     *     exists already
     */
    Schema apply(Schema before);

    /**
     * What the schema is afterwards in one database: SQL text in which a name has changed is quoted as it reads it.
     *
     * @throws dev.trellis.schema.SchemaException as {@link #apply(Schema)}
     */
    default Schema apply(Schema before, Quoting quoting) {
        return apply(before);
    }

    /**
     * The operations that undo it, in the order to be run; empty when there is no undoing it.
     *
     * @param before the schema on which it is run, where what it destroys is taken from
     * @throws dev.trellis.schema.SchemaException when it cannot be done there
     */
    List<Operation> reverse(Schema before);

    /** One line for people, in the present tense: {@code add column poser_customer.tier}. */
    String describe();

    /** Calls the visitor's method for this kind of operation. */
    void accept(Visitor visitor);

    /** What a dialect must have an answer to. */
    interface Visitor {
        void visit(AddColumn operation);

        void visit(AlterColumn operation);

        void visit(AlterEnum operation);

        void visit(Autocommit operation);

        void visit(BulkInsert operation);

        void visit(CreateCheckConstraint operation);

        void visit(CreateEnum operation);

        void visit(CreateForeignKey operation);

        void visit(CreateIndex operation);

        void visit(CreatePrimaryKey operation);

        void visit(CreateTable operation);

        void visit(CreateTableComment operation);

        void visit(CreateUniqueConstraint operation);

        void visit(DropColumn operation);

        void visit(DropConstraint operation);

        void visit(DropEnum operation);

        void visit(DropIndex operation);

        void visit(DropTable operation);

        void visit(DropTableComment operation);

        void visit(ExecuteSql operation);

        void visit(RenameTable operation);

        void visit(RunJava operation);
    }
}
