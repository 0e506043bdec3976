package dev.trellis.internal.footprint;

import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.Change;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Exclude;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.PartitionBy;
import dev.trellis.schema.PartitionOf;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOptions;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds the effects of the parts of a table.
 *
 * @param effects receives the effects
 */
record TableEffects(SqlNames sql, Effects effects) {

    void create(Table table) {
        TableName name = table.name();
        effects.add(Effect.Kind.CREATE, name);
        table.columns().forEach(column -> column(name, column));
        if (table.primaryKey() != null) {
            part(Effect.Kind.CREATE, name, table.primaryKey().name());
        }
        table.uniques().forEach(unique -> part(Effect.Kind.CREATE, name, unique.name()));
        table.foreignKeys().forEach(key -> key(name, key));
        table.checks().forEach(check -> check(name, check));
        table.indexes().forEach(index -> index(name, index));
        TableOptions options = table.options();
        for (TableName parent : options.parents()) {
            effects.add(Effect.Kind.REWRITE, parent);
            effects.link(Link.Kind.EXTENDS, name, parent);
        }
        options.excludes().forEach(exclude -> exclude(name, exclude));
        options.byDialect().values().forEach(values -> options(name, values.values()));
        if (options.partitionBy() != null) {
            options.partitionBy().parts().stream()
                    .map(PartitionBy.Part::expression)
                    .forEach(text -> sql(name, text));
        }
        if (options.partitionOf() != null && options.partitionOf().bound() instanceof PartitionOf.Sql bound) {
            sql(name, SqlText.of(bound.sql()));
        }
    }

    void alter(AlterColumn operation) {
        boolean isPart = operation.rename() == null
                && operation.type() == null
                && operation.collation() == null
                && operation.identity() == null;
        TableName table = operation.table();
        effects.add(isPart ? Effect.Kind.ADD : Effect.Kind.REWRITE, table);
        type(table, operation.type());
        sql(table, operation.using());
        Change<DefaultValue> value = operation.defaultValue();
        sql(table, value == null ? null : expression(value.to()));
        Change<SqlText> onUpdate = operation.onUpdate();
        sql(table, onUpdate == null ? null : onUpdate.to());
        if (operation.identity() != null) {
            sequence(table, operation.column());
        }
    }

    void column(TableName table, Column column) {
        type(table, column.type());
        sql(table, expression(column.defaultValue()));
        sql(table, column.computed() == null ? null : column.computed().sql());
        sql(table, column.onUpdate());
        word(table, column.collation());
        if (column.identity() != null) {
            sequence(table, column.name());
        }
    }

    /** Adds the sequence that PostgreSQL creates for an identity. */
    private void sequence(TableName table, String column) {
        effects.addPart(Effect.Kind.CREATE, table.renamed(table.name() + "_" + column + "_seq"));
    }

    private static @Nullable SqlText expression(@Nullable DefaultValue value) {
        return value instanceof DefaultValue.Expression expression ? expression.sql() : null;
    }

    private void type(TableName table, @Nullable ColumnType type) {
        if (type instanceof ColumnType.Enumeration enumeration) {
            effects.types().add(enumeration.name());
            effects.add(Effect.Kind.READ, enumeration.name());
            effects.link(Link.Kind.HAS_TYPE, table, enumeration.name());
        } else if (type instanceof ColumnType.ByDialect byDialect) {
            Set<String> words = sql.words(byDialect.sql());
            effects.read().addAll(words);
            words.forEach(word -> effects.link(Link.Kind.HAS_TYPE, table, TableName.of(word)));
        }
    }

    void key(TableName table, ForeignKey key) {
        effects.add(Effect.Kind.READ, key.referredTable());
        part(Effect.Kind.CREATE, table, key.name());
        effects.link(Link.Kind.REFERS, table, key.referredTable());
        if (changesRows(key.onDelete()) || changesRows(key.onUpdate())) {
            effects.link(Link.Kind.CASCADES, table, key.referredTable());
        }
    }

    private static boolean changesRows(ReferentialAction action) {
        return action != ReferentialAction.NO_ACTION && action != ReferentialAction.RESTRICT;
    }

    void check(TableName table, Check check) {
        part(Effect.Kind.CREATE, table, check.name());
        sql(table, check.sql());
    }

    void index(TableName table, Index index) {
        part(Effect.Kind.CREATE, table, index.name());
        sql(table, index.where());
        word(table, index.using());
        for (Index.Part part : index.parts()) {
            sql(table, part.expression());
            word(table, part.opclass());
        }
    }

    void exclude(TableName table, Exclude exclude) {
        part(Effect.Kind.CREATE, table, exclude.name());
        sql(table, exclude.where());
        exclude.elements().forEach(element -> {
            sql(table, element.expression());
            word(table, element.opclass());
        });
    }

    /** Adds an index or constraint, whose name databases compare with names of tables, or of constraints of other tables. */
    void part(Effect.Kind kind, TableName table, @Nullable String name) {
        if (name != null) {
            effects.addPart(kind, table.renamed(name));
            effects.link(Link.Kind.PART_OF, table.renamed(name), table);
        }
    }

    /** Adds the SQL among the values of options. */
    void options(TableName table, Collection<? extends @Nullable Object> values) {
        for (Object value : values) {
            if (value instanceof SqlText text) {
                sql(table, text);
            } else if (value instanceof String text) {
                sql(table, SqlText.of(text));
            } else if (value instanceof Map<?, ?> byColumn) {
                options(table, byColumn.values());
            }
        }
    }

    private void word(TableName table, @Nullable String name) {
        sql(table, name == null ? null : SqlText.of(name));
    }

    private void sql(TableName table, @Nullable SqlText text) {
        effects.mention(table, sql.words(text));
    }
}
