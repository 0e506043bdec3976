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

/** Turns one mapped column into a column of the model. */
final class ColumnMapping {
    /** Where a {@code columnDefinition} goes on after the type. */
    private static final Pattern AFTER_TYPE = Pattern.compile("(?i)\\s+(?=(?:default|collate|not\\s+null|null)\\b)");

    private final TypeMapping types;

    ColumnMapping(Metadata metadata) {
        this.types = new TypeMapping(metadata);
    }

    Column read(Table table, org.hibernate.mapping.Column mapped) {
        String name = PhysicalNames.of(mapped);
        String where = PhysicalNames.of(table) + "." + name;
        String definition = mapped.getSqlType();
        String[] halves = definition == null ? new String[0] : AFTER_TYPE.split(definition.strip(), 2);
        ColumnType type = definition == null ? types.of(where, mapped) : written(halves[0]);
        ColumnOptions beside = ColumnOptions.read(where, halves.length < 2 ? null : halves[1]);
        ColumnOptions options = ColumnOptions.read(where, mapped.getOptions());
        String defaultSql = first(mapped.getDefaultValue(), options.defaultSql(), beside.defaultSql());
        String generated = mapped.getGeneratedAs();
        return new Column(
                name,
                type,
                mapped.isNullable(),
                ColumnOptions.defaultValue(defaultSql),
                blankToNull(mapped.getComment()),
                first(mapped.getCollation(), options.collation(), beside.collation()),
                mapped.isIdentity() ? Identity.BY_DEFAULT : null,
                generated == null ? null : new Computed(SqlText.of(generated), true),
                null);
    }

    /** A type that the author wrote out: portable where it is one of those, else the database's own. */
    private static ColumnType written(String definition) {
        Matcher varchar = Pattern.compile("(?i)(?:varchar|character varying)\\s*\\((\\d+)\\)")
                .matcher(definition);
        if (varchar.matches()) {
            return ColumnType.of(ColumnType.Kind.STRING, Integer.parseInt(varchar.group(1)));
        }
        try {
            return ColumnType.parse(definition.toLowerCase(Locale.ROOT));
        } catch (SchemaException e) {
            return new ColumnType.ByDialect(Map.of(SqlText.DEFAULT, definition));
        }
    }

    private static @Nullable String first(@Nullable String... values) {
        for (String value : values) {
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return first(text);
    }
}
