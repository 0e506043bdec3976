package dev.trellis.internal.footprint;

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
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.TableName;

/** Collects the effects of an operation on the objects that it names. */
final class EffectCollector implements Operation.Visitor {
    private final SqlNames sql;
    private final Effects effects = new Effects();
    private final TableEffects tables;

    private EffectCollector(SqlNames sql) {
        this.sql = sql;
        this.tables = new TableEffects(sql, effects);
    }

    static Effects of(Operation operation, SqlNames sql) {
        EffectCollector collector = new EffectCollector(sql);
        operation.accept(collector);
        return collector.effects;
    }

    private void add(Effect.Kind kind, TableName object) {
        effects.add(kind, object);
    }

    // ---- tables and columns ----

    @Override
    public void visit(CreateTable operation) {
        tables.create(operation.table());
    }

    @Override
    public void visit(RenameTable operation) {
        TableName next = operation.table().renamed(operation.to());
        add(Effect.Kind.REWRITE, operation.table());
        add(Effect.Kind.CREATE, next);
        effects.link(Link.Kind.RENAMED, operation.table(), next);
    }

    @Override
    public void visit(DropTable operation) {
        add(Effect.Kind.REWRITE, operation.table());
    }

    @Override
    public void visit(AddColumn operation) {
        add(Effect.Kind.ADD, operation.table());
        tables.column(operation.table(), operation.column());
    }

    @Override
    public void visit(AlterColumn operation) {
        tables.alter(operation);
    }

    @Override
    public void visit(DropColumn operation) {
        add(Effect.Kind.REWRITE, operation.table());
    }

    @Override
    public void visit(CreateTableComment operation) {
        add(Effect.Kind.ADD, operation.table());
    }

    @Override
    public void visit(DropTableComment operation) {
        add(Effect.Kind.ADD, operation.table());
    }

    @Override
    public void visit(AlterTableOptions operation) {
        operation.tables().forEach(table -> add(Effect.Kind.REWRITE, table));
        if (operation.inherits() != null) {
            operation.inherits().forEach(parent -> effects.link(Link.Kind.EXTENDS, operation.table(), parent));
        }
        operation.options().values().forEach(values -> tables.options(operation.table(), values.values()));
    }

    @Override
    public void visit(AttachPartition operation) {
        operation.tables().forEach(table -> add(Effect.Kind.REWRITE, table));
        effects.link(Link.Kind.EXTENDS, operation.partition(), operation.table());
    }

    @Override
    public void visit(DetachPartition operation) {
        operation.tables().forEach(table -> add(Effect.Kind.REWRITE, table));
    }

    // ---- indexes and constraints ----

    @Override
    public void visit(CreateIndex operation) {
        add(Effect.Kind.ADD, operation.table());
        tables.index(operation.table(), operation.index());
    }

    @Override
    public void visit(DropIndex operation) {
        add(Effect.Kind.REWRITE, operation.table());
        tables.part(Effect.Kind.REWRITE, operation.table(), operation.name());
    }

    @Override
    public void visit(CreatePrimaryKey operation) {
        add(Effect.Kind.REWRITE, operation.table());
        tables.part(Effect.Kind.CREATE, operation.table(), operation.key().name());
    }

    @Override
    public void visit(CreateUniqueConstraint operation) {
        add(Effect.Kind.ADD, operation.table());
        tables.part(
                Effect.Kind.CREATE, operation.table(), operation.constraint().name());
    }

    @Override
    public void visit(CreateForeignKey operation) {
        add(Effect.Kind.ADD, operation.table());
        tables.key(operation.table(), operation.key());
    }

    @Override
    public void visit(CreateCheckConstraint operation) {
        add(Effect.Kind.ADD, operation.table());
        tables.check(operation.table(), operation.check());
    }

    @Override
    public void visit(CreateExcludeConstraint operation) {
        add(Effect.Kind.ADD, operation.table());
        tables.exclude(operation.table(), operation.exclude());
    }

    @Override
    public void visit(DropConstraint operation) {
        add(Effect.Kind.REWRITE, operation.table());
        tables.part(Effect.Kind.REWRITE, operation.table(), operation.name());
    }

    // ---- definitions, types and schemas ----

    @Override
    public void visit(CreateDefinition operation) {
        define(Effect.Kind.CREATE, operation.definition());
    }

    @Override
    public void visit(ReplaceDefinition operation) {
        define(Effect.Kind.REWRITE, operation.definition());
        if (operation.previous() != null) {
            define(Effect.Kind.REWRITE, operation.previous());
        }
    }

    @Override
    public void visit(DropDefinition operation) {
        name(Effect.Kind.REWRITE, operation.name());
    }

    private void define(Effect.Kind kind, Definition definition) {
        name(kind, definition.name());
        effects.mention(definition.name().name(), sql.words(definition.sql()));
    }

    private void name(Effect.Kind kind, DefinitionName definition) {
        add(kind, definition.name());
        if (definition.kind() == DefinitionKind.EXTENSION) {
            // The objects that an extension contains have other names.
            effects.touchAnything();
        }
        TableName table = definition.table();
        if (table != null) {
            add(Effect.Kind.ADD, table);
            effects.link(Link.Kind.MENTIONS, definition.name(), table);
            if (definition.kind() == DefinitionKind.TRIGGER) {
                effects.link(Link.Kind.FIRES, table, definition.name());
            }
        }
    }

    @Override
    public void visit(CreateEnum operation) {
        add(Effect.Kind.CREATE, operation.type().name());
        effects.types().add(operation.type().name());
    }

    @Override
    public void visit(AlterEnum operation) {
        add(Effect.Kind.REWRITE, operation.type().name());
    }

    @Override
    public void visit(DropEnum operation) {
        add(Effect.Kind.REWRITE, operation.name());
    }

    @Override
    public void visit(CreateSchema operation) {
        effects.addPart(Effect.Kind.CREATE, TableName.of(operation.name()));
    }

    @Override
    public void visit(DropSchema operation) {
        effects.addPart(Effect.Kind.REWRITE, TableName.of(operation.name()));
    }

    // ---- rows, SQL and Java ----

    @Override
    public void visit(BulkInsert operation) {
        add(Effect.Kind.INSERT, operation.table());
    }

    @Override
    public void visit(ExecuteSql operation) {
        effects.touchAnything();
        effects.raw().addAll(sql.words(operation.sql()));
        sql.texts(operation.sql()).forEach(text -> RawSqlLinks.add(text, effects));
    }

    @Override
    public void visit(RunJava operation) {
        effects.touchAnything();
    }

    @Override
    public void visit(Autocommit operation) {
        operation.operations().forEach(each -> each.accept(this));
    }
}
