package dev.trellis.hibernate;

import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.Computed;
import dev.trellis.schema.Identity;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.SqlText;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/** Converts a mapped column to a column of the model. */
final class ColumnMapping {
    /** The end of the type in a {@code columnDefinition}; the options follow. */
    private static final Pattern AFTER_TYPE = Pattern.compile("(?i)\\s+(?=(?:default|collate|not\\s+null|null)\\b)");

    private static final Pattern VARCHAR = Pattern.compile("(?i)(?:varchar|character varying)\\s*\\((\\d+)\\)");

    private final TypeMapping types;

    ColumnMapping(Metadata metadata) {
        this.types = new TypeMapping(metadata);
    }

    Column read(Table table, org.hibernate.mapping.Column mapped) {
        String name = PhysicalNames.of(mapped);
        String place = PhysicalNames.of(table) + "." + name;
        String definition = mapped.getSqlType();
        String[] parts = definition == null ? new String[0] : AFTER_TYPE.split(definition.strip(), 2);
        ColumnType type = definition == null ? types.of(place, mapped) : declaredType(parts[0]);
        ColumnOptions defined = ColumnOptions.read(place, parts.length < 2 ? null : parts[1]);
        ColumnOptions options = ColumnOptions.read(place, mapped.getOptions());
        String defaultSql = first(mapped.getDefaultValue(), options.defaultSql(), defined.defaultSql());
        String generated = mapped.getGeneratedAs();
        return new Column(
                name,
                type,
                mapped.isNullable(),
                ColumnOptions.defaultValue(defaultSql),
                first(mapped.getComment()),
                first(mapped.getCollation(), options.collation(), defined.collation()),
                mapped.isIdentity() ? Identity.BY_DEFAULT : null,
                generated == null ? null : new Computed(SqlText.of(generated), true),
                null);
    }

    /** Returns the type of a {@code columnDefinition}: a portable one if it has that form, else the database's own. */
    private static ColumnType declaredType(String definition) {
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
