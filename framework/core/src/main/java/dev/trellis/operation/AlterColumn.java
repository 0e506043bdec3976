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
import org.jspecify.annotations.Nullable;

/**
 * Changes attributes of a column; those that are null stay as they are.
 *
 * @param column its name before
 * @param rename its name afterwards
 * @param using how the old values become values of the new type, where the database wants to be told
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
        @Nullable String rename,
        @Nullable SqlText using)
        implements Operation {

    /** An alteration that changes nothing, to begin from. */
    public static AlterColumn of(TableName table, String column) {
        return new AlterColumn(table, column, null, null, null, null, null, null, null, null);
    }

    /** The same, and the column gets another type. */
    public AlterColumn withType(ColumnType value) {
        return new AlterColumn(
                table, column, value, nullable, defaultValue, comment, collation, identity, rename, using);
    }

    /** The same, and the column takes NULL or no longer does. */
    public AlterColumn withNullable(boolean value) {
        return new AlterColumn(table, column, type, value, defaultValue, comment, collation, identity, rename, using);
    }

    /** The same, and the column gets another default; null takes it away. */
    public AlterColumn withDefault(@Nullable DefaultValue value) {
        return new AlterColumn(
                table, column, type, nullable, Change.to(value), comment, collation, identity, rename, using);
    }

    /** The same, and the column gets another comment; null takes it away. */
    public AlterColumn withComment(@Nullable String value) {
        return new AlterColumn(
                table, column, type, nullable, defaultValue, Change.to(value), collation, identity, rename, using);
    }

    /** The same, and the column gets another collation; null gives it the database's own. */
    public AlterColumn withCollation(@Nullable String value) {
        return new AlterColumn(
                table, column, type, nullable, defaultValue, comment, Change.to(value), identity, rename, using);
    }

    /** The same, and the column counts in another way; null ends its counting. */
    public AlterColumn withIdentity(@Nullable Identity value) {
        return new AlterColumn(
                table, column, type, nullable, defaultValue, comment, collation, Change.to(value), rename, using);
    }

    /** The same, and the column gets another name; null leaves its name. */
    public AlterColumn withRename(@Nullable String value) {
        return new AlterColumn(table, column, type, nullable, defaultValue, comment, collation, identity, value, using);
    }

    /** The same, with the expression that makes the new value out of the old one; null leaves that to the database. */
    public AlterColumn withUsing(@Nullable SqlText value) {
        return new AlterColumn(
                table, column, type, nullable, defaultValue, comment, collation, identity, rename, value);
    }

    /** The column's name afterwards. */
    public String newName() {
        return rename == null ? column : rename;
    }

    /** Whether anything but the name changes. */
    public boolean changesDefinition() {
        return type != null
                || nullable != null
                || defaultValue != null
                || comment != null
                || collation != null
                || identity != null;
    }

    /** The column as it is afterwards. */
    public Column applyTo(Column before) {
        Column after = before.withName(newName());
        after = type == null ? after : after.withType(type);
        after = nullable == null ? after : after.withNullable(nullable);
        after = defaultValue == null ? after : after.withDefault(defaultValue.to());
        after = comment == null ? after : after.withComment(comment.to());
        after = collation == null ? after : after.withCollation(collation.to());
        return identity == null ? after : after.withIdentity(identity.to());
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
        Table found = before.require(table);
        Column old = TableRewrites.require(found, column);
        if (rename != null && !rename.equals(column) && found.column(rename).isPresent()) {
            throw SchemaException.alreadyExists("column", table + "." + rename);
        }
        Table altered = found.mapColumn(column, this::applyTo);
        Schema after = rename == null
                ? before.with(TableRewrites.keyed(altered))
                : TableRewrites.renamed(
                        before.with(TableRewrites.keyed(TableRewrites.renamed(altered, column, rename, quoting))),
                        table,
                        column,
                        rename);
        if (type == null) {
            return after;
        }
        Table retyped = Table.of(table, List.of(Column.of(newName(), type)));
        return TableRewrites.withoutEnums(TableRewrites.withEnums(after, retyped), List.of(old));
    }

    @Override
    public List<Operation> reverse(Schema before) {
        Column old = TableRewrites.require(before.require(table), column);
        AlterColumn undo = of(table, newName());
        undo = type == null ? undo : undo.withType(old.type());
        undo = nullable == null ? undo : undo.withNullable(old.nullable());
        undo = defaultValue == null ? undo : undo.withDefault(old.defaultValue());
        undo = comment == null ? undo : undo.withComment(old.comment());
        undo = collation == null ? undo : undo.withCollation(old.collation());
        undo = identity == null ? undo : undo.withIdentity(old.identity());
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
        return "alter column " + table + "." + column + ": " + String.join(", ", changes);
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
