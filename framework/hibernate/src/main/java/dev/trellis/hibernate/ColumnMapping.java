package dev.trellis.hibernate;

import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.Computed;
import dev.trellis.schema.Identity;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.SqlText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.AggregateColumn;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/** Converts a mapped column to a column of the model. */
final class ColumnMapping {
    private static final Pattern VARCHAR = Pattern.compile("(?i)(?:varchar|character varying)\\s*\\((\\d+)\\)");

    private static final Pattern ON_UPDATE = Pattern.compile("(?i)\\bon\\s+update\\b");

    private final TypeMapping types;
    private final DatabaseTypes databaseTypes;

    ColumnMapping(Metadata metadata, DatabaseTypes databaseTypes) {
        this.types = new TypeMapping(metadata);
        this.databaseTypes = databaseTypes;
    }

    Column read(Table table, org.hibernate.mapping.Column mapped) {
        String name = PhysicalNames.of(mapped);
        String place = place(table, mapped);
        String definition = definition(mapped);
        ColumnType type = definition == null
                ? databaseType(table, mapped, types.of(place, mapped))
                : declaredType(definedType(definition));
        ColumnOptions defined = defined(table, mapped);
        ColumnOptions options = options(table, mapped);
        ColumnOptions declared = declaredDefault(table, mapped);
        String defaultSql = first(declared.defaultSql(), options.defaultSql(), defined.defaultSql());
        String generated = mapped.getGeneratedAs();
        String onUpdate = first(declared.onUpdate(), options.onUpdate(), defined.onUpdate());
        return new Column(
                name,
                type,
                mapped.isNullable() && !defined.notNull() && !options.notNull(),
                ColumnOptions.defaultValue(defaultSql),
                first(mapped.getComment()),
                first(mapped.getCollation(), options.collation(), defined.collation()),
                mapped.isIdentity() ? Identity.BY_DEFAULT : null,
                generated == null ? null : new Computed(SqlText.of(generated), true),
                onUpdate == null ? null : SqlText.of(onUpdate),
                null);
    }

    /** Returns the value of {@code @ColumnDefault}, which may end with ON UPDATE. */
    private static ColumnOptions declaredDefault(Table table, org.hibernate.mapping.Column mapped) {
        String value = mapped.getDefaultValue();
        return ON_UPDATE.matcher(value == null ? "" : value).find()
                ? ColumnOptions.read(place(table, mapped), "default " + value)
                : ColumnOptions.NONE.withDefault(value);
    }

    /** Returns the options of the mapping: {@code @Column(options = ...)}. */
    static ColumnOptions options(Table table, org.hibernate.mapping.Column mapped) {
        return ColumnOptions.read(place(table, mapped), mapped.getOptions());
    }

    /** Returns the options after the type of a {@code columnDefinition}. */
    static ColumnOptions defined(Table table, org.hibernate.mapping.Column mapped) {
        String definition = definition(mapped);
        return ColumnOptions.read(
                place(table, mapped),
                definition == null
                        ? null
                        : definition.substring(definedType(definition).length()));
    }

    /**
     * Returns the {@code columnDefinition} that the author wrote; null if the author wrote none. Ignores the definition that
     * Hibernate itself sets for an embeddable in a single column.
     */
    private static @Nullable String definition(org.hibernate.mapping.Column mapped) {
        return mapped instanceof AggregateColumn ? null : mapped.getSqlType();
    }

    private static String place(Table table, org.hibernate.mapping.Column mapped) {
        return PhysicalNames.of(table) + "." + PhysicalNames.of(mapped);
    }

    /** Returns the beginning of a {@code columnDefinition} up to the first option. */
    private static String definedType(String definition) {
        List<ColumnClauses.Clause> clauses = ColumnClauses.of(definition);
        if (clauses.isEmpty() || !clauses.get(0).word().isEmpty()) {
            return "";
        }
        String type = clauses.get(0).rest();
        return definition.substring(0, definition.indexOf(type) + type.length());
    }

    private ColumnType databaseType(Table table, org.hibernate.mapping.Column mapped, ColumnType type) {
        return mapped.isIdentity() ? type : databaseTypes.complete(table, mapped, type);
    }

    /**
     * Returns the type of a {@code columnDefinition}: a portable type if the SQL has the form of one, else a type of the
     * database.
     */
    private static ColumnType declaredType(String sql) {
        String definition = sql.strip();
        Matcher varchar = VARCHAR.matcher(definition);
        if (varchar.matches()) {
            return ColumnType.of(ColumnType.Kind.STRING, Integer.parseInt(varchar.group(1)));
        }
        try {
            return ColumnType.parse(definition.toLowerCase(Locale.ROOT));
        } catch (SchemaException e) {
            return new ColumnType.ByDialect(Map.of(SqlText.DEFAULT, definition));
        }
    }

    /** Returns the first value that is neither null nor blank; null if there is none. */
    private static @Nullable String first(@Nullable String... values) {
        for (String value : values) {
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return null;
    }
}
