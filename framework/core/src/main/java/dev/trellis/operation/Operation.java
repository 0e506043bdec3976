package dev.trellis.operation;

import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Quoting;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change to a schema, as revision scripts contain it and as autogenerate produces it. Each operation computes its
 * effect on a {@link Schema} and its inverse; a dialect compiles it to SQL.
 */
public sealed interface Operation
        permits AddColumn,
                AlterColumn,
                AlterEnum,
                AlterTableOptions,
                AttachPartition,
                Autocommit,
                BulkInsert,
                CreateCheckConstraint,
                CreateDefinition,
                CreateEnum,
                CreateExcludeConstraint,
                CreateForeignKey,
                CreateIndex,
                CreatePrimaryKey,
                CreateSchema,
                CreateTable,
                CreateTableComment,
                CreateUniqueConstraint,
                DetachPartition,
                DropColumn,
                DropConstraint,
                DropDefinition,
                DropEnum,
                DropIndex,
                DropSchema,
                DropTable,
                DropTableComment,
                ExecuteSql,
                RenameTable,
                ReplaceDefinition,
                RunJava {

    /** Returns the name of the operation in scripts: {@code create_table} for {@link CreateTable}. */
    default String scriptName() {
        return scriptName(getClass());
    }

    /**
     * Returns the name of an operation in scripts. The operations on definitions, which have one name for each kind of
     * definition, override {@link #scriptName()}.
     *
     * @param type one of the permitted classes
     */
    static String scriptName(Class<?> type) {
        return OperationNames.BY_TYPE.get(type);
    }

    /**
     * Returns all names of an operation in scripts: one, or one for each kind of definition.
     *
     * @param type one of the permitted classes
     */
    static List<String> scriptNames(Class<?> type) {
        String name = scriptName(type);
        if (!name.endsWith(OperationNames.DEFINITION)) {
            return List.of(name);
        }
        String verb = name.substring(0, name.length() - OperationNames.DEFINITION.length());
        return Arrays.stream(DefinitionKind.values())
                .map(kind -> verb + kind.key())
                .toList();
    }

    /**
     * Returns the tables whose structure the operation changes. Tables that a foreign key refers to and tables whose rows
     * change are not included. The set is empty for {@link ExecuteSql} and {@link RunJava}, whose effect is unknown before
     * they run.
     */
    Set<TableName> tables();

    /** Returns the definition that the operation creates, replaces or drops; null if the operation does none of these. */
    default @Nullable DefinitionName definitionName() {
        return null;
    }

    /**
     * Returns the schema after the operation.
     *
     * @throws dev.trellis.schema.SchemaException when the operation cannot be applied to the schema: the table does not
     *     exist, the column already exists
     */
    Schema apply(Schema before);

    /**
     * Returns the schema after the operation in a given database.
     *
     * @param quoting how the database quotes names that the operation changes in SQL text
     * @throws dev.trellis.schema.SchemaException as {@link #apply(Schema)}
     */
    default Schema apply(Schema before, Quoting quoting) {
        return apply(before);
    }

    /**
     * Returns the operations that undo this operation, in the order to run; empty when it cannot be undone.
     *
     * @param before the schema before the operation, from which dropped objects are restored
     * @throws dev.trellis.schema.SchemaException when the operation cannot be applied to the schema
     */
    List<Operation> reverse(Schema before);

    /** Returns one line for messages, in the present tense: {@code add column poser_customer.tier}. */
    String describe();

    /** Calls the visitor's method for this operation. */
    void accept(Visitor visitor);

    /** Code that handles every operation; the compiler rejects an implementation that lacks an operation. */
    interface Visitor {
        void visit(AddColumn operation);

        void visit(AlterColumn operation);

        void visit(AlterEnum operation);

        void visit(AlterTableOptions operation);

        void visit(AttachPartition operation);

        void visit(Autocommit operation);

        void visit(BulkInsert operation);

        void visit(CreateCheckConstraint operation);

        void visit(CreateDefinition operation);

        void visit(CreateEnum operation);

        void visit(CreateExcludeConstraint operation);

        void visit(CreateForeignKey operation);

        void visit(CreateIndex operation);

        void visit(CreatePrimaryKey operation);

        void visit(CreateSchema operation);

        void visit(CreateTable operation);

        void visit(CreateTableComment operation);

        void visit(CreateUniqueConstraint operation);

        void visit(DetachPartition operation);

        void visit(DropColumn operation);

        void visit(DropConstraint operation);

        void visit(DropDefinition operation);

        void visit(DropEnum operation);

        void visit(DropIndex operation);

        void visit(DropSchema operation);

        void visit(DropTable operation);

        void visit(DropTableComment operation);

        void visit(ExecuteSql operation);

        void visit(RenameTable operation);

        void visit(ReplaceDefinition operation);

        void visit(RunJava operation);
    }
}
