package dev.trellis.internal.diagram.format;

import dev.trellis.internal.diagram.project.OwnedSchema;
import dev.trellis.internal.diagram.project.Owner;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes tables in DBML, with keys, indexes, enumerations and one table group for each owner. */
public final class SchemaDbml {
    private final StringBuilder text = new StringBuilder();

    private SchemaDbml() {}

    /** Returns the text of a schema. */
    public static String of(OwnedSchema schema) {
        SchemaDbml writer = new SchemaDbml();
        writer.write(schema);
        return writer.text.toString();
    }

    private void write(OwnedSchema schema) {
        Map<TableName, Enumeration> enumerations = new TreeMap<>(schema.schema().enums());
        schema.tables()
                .forEach(table -> table.columns().forEach(column -> {
                    if (column.type() instanceof Enumeration used) {
                        enumerations.putIfAbsent(used.name(), used);
                    }
                }));
        enumerations.forEach((name, enumeration) -> {
            text.append("Enum ").append(name(name)).append(" {\n");
            enumeration
                    .values()
                    .forEach(value -> text.append("  ").append(quoted(value)).append('\n'));
            text.append("}\n\n");
        });
        schema.tables().forEach(table -> write(table, schema.of(table.name())));
        for (Table table : schema.tables()) {
            for (ForeignKey key : table.foreignKeys()) {
                if (schema.schema().table(key.referredTable()).isPresent()) {
                    write(table, key);
                }
            }
        }
        for (Owner owner : schema.ownersOfTables()) {
            text.append("\nTableGroup ")
                    .append(quoted(owner.label()))
                    .append(" [color: ")
                    .append(owner.look().colour())
                    .append("] {\n");
            schema.tables(owner)
                    .forEach(table ->
                            text.append("  ").append(name(table.name())).append('\n'));
            text.append("}\n");
        }
    }

    private void write(Table table, Owner owner) {
        text.append("Table ")
                .append(name(table.name()))
                .append(" [headercolor: ")
                .append(owner.look().colour())
                .append("] {\n");
        boolean isSinglePrimary =
                table.primaryKey() != null && table.primaryKey().columns().size() == 1;
        for (Column column : table.columns()) {
            text.append("  ").append(quoted(column.name())).append(' ').append(type(column));
            List<String> settings = new ArrayList<>();
            if (isSinglePrimary && table.inPrimaryKey(column.name())) {
                settings.add("pk");
            } else if (table.isRequired(column)) {
                settings.add("not null");
            }
            if (column.identity() != null) {
                settings.add("increment");
            }
            if (column.defaultValue() != null) {
                settings.add("default: " + value(column.defaultValue()));
            }
            if (column.comment() != null) {
                settings.add("note: " + string(column.comment()));
            }
            text.append(settings.isEmpty() ? "" : " [" + String.join(", ", settings) + "]")
                    .append('\n');
        }
        indexes(table, isSinglePrimary);
        String note = "owner: " + owner.label() + (table.comment() == null ? "" : "; " + table.comment());
        text.append("\n  Note: ").append(string(note)).append("\n}\n\n");
    }

    private void indexes(Table table, boolean isSinglePrimary) {
        List<String> lines = new ArrayList<>();
        if (table.primaryKey() != null && !isSinglePrimary) {
            lines.add(columns(table.primaryKey().columns()) + " [pk]");
        }
        for (UniqueConstraint unique : table.uniques()) {
            lines.add(columns(unique.columns()) + " [unique" + named(unique.name()) + "]");
        }
        for (Index index : table.indexes()) {
            String parts = index.parts().stream()
                    .map(part -> part.column() != null
                            ? quoted(part.column())
                            : "`"
                                    + PrintableText.line(String.valueOf(part.expression()))
                                            .replace('`', '\u2019') + "`")
                    .collect(Collectors.joining(", ", "(", ")"));
            List<String> settings = new ArrayList<>();
            if (index.unique()) {
                settings.add("unique");
            }
            if (index.name() != null) {
                settings.add("name: " + string(index.name()));
            }
            lines.add(parts + (settings.isEmpty() ? "" : " [" + String.join(", ", settings) + "]"));
        }
        if (!lines.isEmpty()) {
            text.append("\n  indexes {\n");
            lines.forEach(line -> text.append("    ").append(line).append('\n'));
            text.append("  }\n");
        }
    }

    private static String named(@org.jspecify.annotations.Nullable String name) {
        return name == null ? "" : ", name: " + string(name);
    }

    private void write(Table table, ForeignKey key) {
        text.append("Ref");
        if (key.name() != null) {
            text.append(' ').append(quoted(key.name()));
        }
        text.append(": ")
                .append(name(table.name()))
                .append('.')
                .append(columns(key.columns()))
                .append(" > ")
                .append(name(key.referredTable()))
                .append('.')
                .append(columns(key.referredColumns()));
        List<String> settings = new ArrayList<>();
        if (key.onDelete() != ReferentialAction.NO_ACTION) {
            settings.add("delete: " + words(key.onDelete()));
        }
        if (key.onUpdate() != ReferentialAction.NO_ACTION) {
            settings.add("update: " + words(key.onUpdate()));
        }
        text.append(settings.isEmpty() ? "" : " [" + String.join(", ", settings) + "]")
                .append('\n');
    }

    private static String words(ReferentialAction action) {
        return action.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String type(Column column) {
        return column.type() instanceof Enumeration enumeration
                ? name(enumeration.name())
                : quoted(TableBox.typeText(column.type()));
    }

    private static String value(DefaultValue value) {
        if (value instanceof DefaultValue.Literal literal) {
            return literal.value() instanceof BigDecimal || literal.value() instanceof Boolean
                    ? literal.value() instanceof BigDecimal number && number.signum() < 0
                            ? "`" + number.toPlainString() + "`"
                            : literal.toString()
                    : string(literal.toString());
        }
        return "`" + PrintableText.line(value.toString()).replace('`', '\u2019') + "`";
    }

    private static String columns(List<String> names) {
        return names.stream().map(SchemaDbml::quoted).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String name(TableName name) {
        return name.schema() == null ? quoted(name.name()) : quoted(name.schema()) + "." + quoted(name.name());
    }

    /** Returns an identifier. */
    private static String quoted(String name) {
        return "\"" + PrintableText.line(name).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Returns a string. */
    private static String string(String text) {
        return "'" + PrintableText.line(text).replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
