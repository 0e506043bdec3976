package dev.trellis.internal.diagram.format;

import dev.trellis.diagram.option.ColumnDetail;
import dev.trellis.internal.diagram.project.Owner;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A table in a diagram.
 *
 * @param lines the columns that are shown
 * @param hidden the number of columns that are not shown
 * @param isOutside whether the table belongs to another part of the diagram, and is shown because of a foreign key
 */
public record TableBox(TableName name, Owner owner, List<ColumnLine> lines, int hidden, boolean isOutside) {
    public TableBox {
        lines = List.copyOf(lines);
    }

    /**
     * A column in a diagram.
     *
     * @param isRequired whether it rejects NULL
     */
    public record ColumnLine(Column column, boolean isPrimary, boolean isForeign, boolean isRequired) {
        /** Returns {@code PK}, {@code FK}, both, or an empty text. */
        String mark() {
            return isPrimary ? (isForeign ? "PK FK" : "PK") : (isForeign ? "FK" : "");
        }

        /** Returns a short spelling of the type on one line. */
        String type() {
            return typeText(column.type());
        }
    }

    /** Returns a short spelling of a type on one line. */
    public static String typeText(ColumnType type) {
        if (type instanceof ColumnType.Enumeration enumeration) {
            return PrintableText.line(enumeration.name().toString());
        }
        if (type instanceof ColumnType.ByDialect native_) {
            String first = native_.sql().containsKey("default")
                    ? native_.sql().get("default")
                    : native_.sql().values().iterator().next();
            return PrintableText.line(first);
        }
        return PrintableText.line(type.toString());
    }

    static TableBox of(Table table, Owner owner, ColumnDetail detail) {
        Set<String> foreign = new HashSet<>();
        for (ForeignKey key : table.foreignKeys()) {
            foreign.addAll(key.columns());
        }
        List<ColumnLine> lines = new ArrayList<>();
        for (Column column : table.columns()) {
            ColumnLine line = new ColumnLine(
                    column,
                    table.inPrimaryKey(column.name()),
                    foreign.contains(column.name()),
                    table.isRequired(column));
            if (detail == ColumnDetail.ALL || (detail == ColumnDetail.KEYS && (line.isPrimary() || line.isForeign()))) {
                lines.add(line);
            }
        }
        int hidden = detail == ColumnDetail.NONE ? 0 : table.columns().size() - lines.size();
        return new TableBox(table.name(), owner, lines, hidden, false);
    }

    static TableBox outside(TableName name, Owner owner) {
        return new TableBox(name, owner, List.of(), 0, true);
    }
}
