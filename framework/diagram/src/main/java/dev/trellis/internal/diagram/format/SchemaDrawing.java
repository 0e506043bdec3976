package dev.trellis.internal.diagram.format;

import dev.trellis.diagram.option.ColumnDetail;
import dev.trellis.internal.diagram.project.OwnedSchema;
import dev.trellis.internal.diagram.project.Owner;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The boxes and lines of a diagram of tables.
 *
 * @param title the title; names the part if the schema is split
 * @param boxes the tables, sorted by name; those of other parts follow
 * @param lines the foreign keys between these tables
 * @param owners the owners of the tables, in load order
 */
public record SchemaDrawing(String title, List<TableBox> boxes, List<Line> lines, List<Owner> owners) {
    public SchemaDrawing {
        boxes = List.copyOf(boxes);
        lines = List.copyOf(lines);
        owners = List.copyOf(owners);
    }

    /**
     * A foreign key.
     *
     * @param from the position of the referring table in the list of boxes
     * @param to the position of the referred table
     * @param isUnique whether at most one row of the referring table refers to each row of the referred table
     * @param isOptional whether a row of the referring table may refer to no row
     */
    public record Line(int from, int to, ForeignKey key, boolean isUnique, boolean isOptional) {}

    /**
     * Returns the drawing of some tables of a schema.
     *
     * @param tables the tables that are shown with columns
     * @param withOutside whether a table that is not among them is shown by name if a foreign key leads to it
     */
    public static SchemaDrawing of(
            String title, OwnedSchema schema, Set<TableName> tables, ColumnDetail detail, boolean withOutside) {
        Map<TableName, TableBox> boxes = new LinkedHashMap<>();
        for (Table table : schema.tables()) {
            if (tables.contains(table.name())) {
                boxes.put(table.name(), TableBox.of(table, schema.of(table.name()), detail));
            }
        }
        if (withOutside) {
            for (Table table : schema.tables()) {
                for (ForeignKey key : table.foreignKeys()) {
                    TableName other = key.referredTable();
                    if (tables.contains(table.name())
                            && !tables.contains(other)
                            && schema.schema().table(other).isPresent()) {
                        boxes.putIfAbsent(other, TableBox.outside(other, schema.of(other)));
                    }
                }
            }
        }
        List<TableName> names = List.copyOf(boxes.keySet());
        Map<TableName, Integer> positions = new LinkedHashMap<>();
        names.forEach(name -> positions.put(name, positions.size()));
        List<Line> lines = new ArrayList<>();
        for (Table table : schema.tables()) {
            Integer from = tables.contains(table.name()) ? positions.get(table.name()) : null;
            for (ForeignKey key : table.foreignKeys()) {
                Integer to = positions.get(key.referredTable());
                if (from != null && to != null) {
                    lines.add(line(table, key, from, to));
                }
            }
        }
        Set<Integer> used = new HashSet<>();
        boxes.values().forEach(box -> used.add(box.owner().index()));
        List<Owner> owners = new ArrayList<>(schema.owners().stream()
                .filter(owner -> used.contains(owner.index()))
                .toList());
        if (used.contains(Owner.NONE.index())) {
            owners.add(Owner.NONE);
        }
        return new SchemaDrawing(title, List.copyOf(boxes.values()), lines, owners);
    }

    /**
     * Returns the drawing of a table and of its neighbours. Only the table shows all its columns, and only foreign keys from or to
     * the table are drawn.
     */
    public static SchemaDrawing around(
            TableName center, OwnedSchema schema, Set<TableName> tables, ColumnDetail detail) {
        Schema few = Schema.of(tables.stream()
                .flatMap(name -> schema.schema().table(name).stream())
                .toList());
        OwnedSchema neighbours = new OwnedSchema(few, schema.owners(), schema.tableOwners(), schema.definitionOwners());
        SchemaDrawing all = of(center.toString(), neighbours, tables, detail, false);
        List<TableBox> boxes = new ArrayList<>();
        int position = -1;
        for (TableBox box : all.boxes) {
            boolean isCenter = box.name().equals(center);
            position = isCenter ? boxes.size() : position;
            boxes.add(
                    isCenter
                            ? TableBox.of(schema.schema().require(center), box.owner(), ColumnDetail.ALL)
                            : TableBox.outside(box.name(), box.owner()));
        }
        int middle = position;
        return new SchemaDrawing(
                all.title,
                boxes,
                all.lines.stream()
                        .filter(line -> line.from() == middle || line.to() == middle)
                        .toList(),
                all.owners);
    }

    private static Line line(Table table, ForeignKey key, int from, int to) {
        boolean isOptional = key.columns().stream()
                .flatMap(name -> table.column(name).stream())
                .anyMatch(column -> !table.isRequired(column));
        return new Line(from, to, key, isUnique(table, Set.copyOf(key.columns())), isOptional);
    }

    private static boolean isUnique(Table table, Set<String> columns) {
        return (table.primaryKey() != null
                        && columns.equals(Set.copyOf(table.primaryKey().columns())))
                || table.uniques().stream().anyMatch(unique -> columns.equals(Set.copyOf(unique.columns())))
                || table.indexes().stream().anyMatch(index -> isUniqueOn(index, columns));
    }

    private static boolean isUniqueOn(Index index, Set<String> columns) {
        return index.unique()
                && index.where() == null
                && index.columns().size() == index.parts().size()
                && columns.equals(Set.copyOf(index.columns()));
    }
}
