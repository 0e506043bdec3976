package dev.trellis.operation;

import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Quoting;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes attributes of a column. Attributes that are null keep their value.
 *
 * @param column the name before the operation
 * @param rename the name after the operation
 * @param using the expression that converts old values to the new type; null lets the database convert them
 */
public record AlterColumn(
        TableName table,
        String column,
        @Nullable ColumnType type,
        @Nullable Boolean nullable,
        @Nullable Change<DefaultValue> defaultValue,
        @Nullable Change<String> comment,
        @Nullable Change<String> collation,
        @Nullable Change<Identity> identity,
        @Nullable Change<SqlText> onUpdate,
        @Nullable String rename,
        @Nullable SqlText using)
        implements Operation {

    /** Returns an operation that changes nothing; the {@code with} methods add changes. */
    public static AlterColumn of(TableName table, String column) {
        return new AlterColumn(table, column, null, null, null, null, null, null, null, null, null);
    }

    /** Returns this operation with a new type of the column. */
    public AlterColumn withType(ColumnType value) {
        return with(draft -> draft.type = value);
    }

    /** Returns this operation with a new nullability: true lets the column accept NULL. */
    public AlterColumn withNullable(boolean value) {
        return with(draft -> draft.nullable = value);
    }

    /** Returns this operation with a new default; null removes the default. */
    public AlterColumn withDefault(@Nullable DefaultValue value) {
        return with(draft -> draft.defaultValue = Change.to(value));
    }

    /** Returns this operation with a new comment; null removes the comment. */
    public AlterColumn withComment(@Nullable String value) {
        return with(draft -> draft.comment = Change.to(value));
    }

    /** Returns this operation with a new collation; null restores the database's default. */
    public AlterColumn withCollation(@Nullable String value) {
        return with(draft -> draft.collation = Change.to(value));
    }

    /** Returns this operation with a new identity; null removes the identity. */
    public AlterColumn withIdentity(@Nullable Identity value) {
        return with(draft -> draft.identity = Change.to(value));
    }

    /** Returns this operation with another assignment on update; null removes the assignment. */
    public AlterColumn withOnUpdate(@Nullable SqlText value) {
        return with(draft -> draft.onUpdate = Change.to(value));
    }

    /** Returns this operation with a new name of the column; null keeps the name. */
    public AlterColumn withRename(@Nullable String value) {
        return with(draft -> draft.rename = value);
    }

    /** Returns this operation with an expression that converts old values; null lets the database convert them. */
    public AlterColumn withUsing(@Nullable SqlText value) {
        return with(draft -> draft.using = value);
    }

    private AlterColumn with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.build();
    }

    /** A mutable copy of the optional components, in which a {@code with} method makes its change. */
    private static final class Draft {
        private final AlterColumn original;
        private @Nullable ColumnType type;
        private @Nullable Boolean nullable;
        private @Nullable Change<DefaultValue> defaultValue;
        private @Nullable Change<String> comment;
        private @Nullable Change<String> collation;
        private @Nullable Change<Identity> identity;
        private @Nullable Change<SqlText> onUpdate;
        private @Nullable String rename;
        private @Nullable SqlText using;

        Draft(AlterColumn original) {
            this.original = original;
            this.type = original.type;
            this.nullable = original.nullable;
            this.defaultValue = original.defaultValue;
            this.comment = original.comment;
            this.collation = original.collation;
            this.identity = original.identity;
            this.onUpdate = original.onUpdate;
            this.rename = original.rename;
            this.using = original.using;
        }

        AlterColumn build() {
            return new AlterColumn(
                    original.table,
                    original.column,
                    type,
                    nullable,
                    defaultValue,
                    comment,
                    collation,
                    identity,
                    onUpdate,
                    rename,
                    using);
        }
    }

    /** Returns the name of the column after the operation. */
    public String newName() {
        return rename == null ? column : rename;
    }

    /** Returns whether anything but the name changes. */
    public boolean changesDefinition() {
        return type != null
                || nullable != null
                || defaultValue != null
                || comment != null
                || collation != null
                || identity != null
                || onUpdate != null;
    }

    /** Returns the column after the operation. */
    public Column applyTo(Column before) {
        Column after = before.withName(newName());
        after = type == null ? after : after.withType(type);
        after = nullable == null ? after : after.withNullable(nullable);
        after = defaultValue == null ? after : after.withDefault(defaultValue.to());
        after = comment == null ? after : after.withComment(comment.to());
        after = collation == null ? after : after.withCollation(collation.to());
        after = identity == null ? after : after.withIdentity(identity.to());
        return onUpdate == null ? after : after.withOnUpdate(onUpdate.to());
    }

    @Override
    public Set<TableName> tables() {
        return Set.of(table);
    }

    @Override
    public Schema apply(Schema before) {
        return apply(before, Quoting.STANDARD);
    }

    @Override
    public Schema apply(Schema before, Quoting quoting) {
        Table existing = before.require(table);
        Column old = TableRewrites.require(before, existing, column);
        if (rename != null && !rename.equals(column) && existing.column(rename).isPresent()) {
            throw SchemaException.alreadyExists("column", table + "." + rename);
        }
        Table altered = existing.mapColumn(column, this::applyTo);
        Schema after = rename == null
                ? before.with(TableRewrites.keyed(altered))
                : RenamedDefinitions.ofColumn(
                        TableRewrites.renamed(
                                TableRewrites.mapChildren(
                                        before.with(TableRewrites.keyed(
                                                TableRewrites.renamed(altered, column, rename, quoting))),
                                        table,
                                        child -> TableRewrites.renamed(child, column, rename, quoting)),
                                table,
                                column,
                                rename),
                        table,
                        column,
                        rename,
                        quoting);
        if (type == null) {
            return after;
        }
        Table retyped = Table.of(table, List.of(Column.of(newName(), type)));
        return TableRewrites.withoutEnums(TableRewrites.withEnums(after, retyped), List.of(old));
    }

    @Override
    public List<Operation> reverse(Schema before) {
        Column old = TableRewrites.require(before, before.require(table), column);
        AlterColumn undo = of(table, newName());
        undo = type == null ? undo : undo.withType(old.type());
        undo = nullable == null ? undo : undo.withNullable(old.nullable());
        undo = defaultValue == null ? undo : undo.withDefault(old.defaultValue());
        undo = comment == null ? undo : undo.withComment(old.comment());
        undo = collation == null ? undo : undo.withCollation(old.collation());
        undo = identity == null ? undo : undo.withIdentity(old.identity());
        undo = onUpdate == null ? undo : undo.withOnUpdate(old.onUpdate());
        if (identity != null && identity.to() != null && old.defaultValue() != null) {
            undo = undo.withDefault(old.defaultValue());
        }
        return List.of(rename == null ? undo : undo.withRename(column));
    }

    @Override
    public String describe() {
        List<String> changes = new ArrayList<>();
        if (rename != null) {
            changes.add("rename to " + rename);
        }
        if (type != null) {
            changes.add("type " + type);
        }
        if (nullable != null) {
            changes.add(nullable ? "nullable" : "not null");
        }
        if (defaultValue != null) {
            changes.add(defaultValue.to() == null ? "no default" : "default " + defaultValue.to());
        }
        if (comment != null) {
            changes.add(comment.to() == null ? "no comment" : "comment");
        }
        if (collation != null) {
            changes.add(collation.to() == null ? "no collation" : "collation " + collation.to());
        }
        if (identity != null) {
            changes.add(identity.to() == null ? "no identity" : "identity");
        }
        if (onUpdate != null) {
            changes.add(onUpdate.to() == null ? "no on update" : "on update " + onUpdate.to());
        }
        return "alter column " + table + "." + column + ": " + String.join(", ", changes);
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
