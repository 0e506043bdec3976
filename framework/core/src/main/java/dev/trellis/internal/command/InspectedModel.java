package dev.trellis.internal.command;

import dev.trellis.dialect.Dialect;
import dev.trellis.internal.diff.NativeTypes;
import dev.trellis.internal.model.ModelWriter;
import dev.trellis.internal.yaml.YamlWriter;
import dev.trellis.report.ModelReport;
import dev.trellis.schema.Column;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The model that describes an inspected schema. A table whose primary key is also a foreign key to the primary key of another
 * table, with the same columns and {@code on_delete: cascade}, is written as an extension of that table.
 */
public final class InspectedModel {
    private final Schema schema;
    /** The tables that a table may extend: those of {@link #schema} and those of other branches. */
    private final Schema everything;

    private final Dialect dialect;

    private InspectedModel(Schema schema, Schema everything, Dialect dialect) {
        this.schema = schema;
        this.everything = everything;
        this.dialect = dialect;
    }

    /**
     * Returns the model.
     *
     * @param schema the tables and definitions that the model contains
     * @param everything the whole schema, whose tables a table may extend
     * @param dialect the dialect of the database that was inspected
     */
    public static ModelReport of(Schema schema, Schema everything, Dialect dialect) {
        Map<String, Object> model = new InspectedModel(schema, everything, dialect).model();
        return new ModelReport(model, YamlWriter.mapping(model));
    }

    private Map<String, Object> model() {
        Map<String, Object> model = new LinkedHashMap<>();
        Map<String, Object> tables = new LinkedHashMap<>();
        for (TableName name : inOrder()) {
            tables.put(name.toString(), table(schema.require(name)));
        }
        Map<DefinitionKind, Map<String, Object>> definitions = new LinkedHashMap<>();
        for (Definition definition : schema.definitions().values()) {
            Map<String, Object> ofKind = definitions.computeIfAbsent(definition.kind(), none -> new LinkedHashMap<>());
            put(ofKind, definition);
        }
        if (!tables.isEmpty() || definitions.isEmpty()) {
            model.put("tables", tables);
        }
        definitions.forEach((kind, ofKind) -> model.put(kind.plural(), ofKind));
        return model;
    }

    /** Returns the names of the tables, sorted, but each extension below the table that it extends, which a reader requires. */
    private List<TableName> inOrder() {
        Set<TableName> order = new LinkedHashSet<>();
        schema.tables().keySet().forEach(name -> add(name, order, new LinkedHashSet<>()));
        return new ArrayList<>(order);
    }

    private void add(TableName name, Set<TableName> order, Set<TableName> path) {
        Table table = schema.tables().get(name);
        if (table == null || order.contains(name) || !path.add(name)) {
            return;
        }
        ForeignKey key = extensionKey(table);
        if (key != null) {
            add(key.referredTable(), order, path);
        }
        order.add(name);
    }

    private Map<String, Object> table(Table inspected) {
        Table table = NativeTypes.in(dialect.name(), inspected);
        Map<String, Object> map = new LinkedHashMap<>();
        if (table.name().schema() == null && table.name().name().indexOf('.') >= 0) {
            map.put("schema", null);
        }
        ForeignKey key = extensionKey(table);
        if (key == null) {
            map.putAll(ModelWriter.table(table));
            return map;
        }
        map.put("extends", key.referredTable().toString());
        Table base = schema.tables().get(key.referredTable());
        map.putAll(ModelWriter.table(table.withForeignKeys(
                table.foreignKeys().stream().filter(each -> !each.equals(key)).toList())));
        PrimaryKey primaryKey = table.primaryKey();
        if (base != null && primaryKey != null && map.get("columns") instanceof Map<?, ?> columns) {
            map.put("columns", withoutInherited(columns, table, NativeTypes.in(dialect.name(), base), primaryKey));
        }
        return map;
    }

    /**
     * Returns the columns without those of the key that a reader takes from the base table. The caller passes only a base
     * table that the model contains, because the model of another branch may write the types differently.
     */
    private static Map<String, Object> withoutInherited(
            Map<?, ?> columns, Table table, Table base, PrimaryKey primaryKey) {
        Map<String, Object> remaining = new LinkedHashMap<>();
        List<String> names = table.columnNames();
        boolean isLeading = primaryKey
                .columns()
                .equals(names.subList(0, primaryKey.columns().size()));
        columns.forEach((name, column) -> {
            boolean isInherited = isLeading
                    && primaryKey.columns().contains(String.valueOf(name))
                    && table.column(String.valueOf(name)).equals(inherited(base, String.valueOf(name)));
            if (!isInherited) {
                remaining.put(String.valueOf(name), column);
            }
        });
        return remaining;
    }

    private static Optional<Column> inherited(Table base, String name) {
        return base.column(name).map(column -> Column.of(name, column.type()).withNullable(false));
    }

    /** Returns the foreign key that makes the table an extension of another one; null if it is none. */
    private @Nullable ForeignKey extensionKey(Table table) {
        PrimaryKey primaryKey = table.primaryKey();
        if (primaryKey == null) {
            return null;
        }
        List<ForeignKey> keys = table.foreignKeys().stream()
                .filter(key -> isExtension(key, primaryKey.columns(), table))
                .toList();
        return keys.size() == 1 ? keys.get(0) : null;
    }

    private boolean isExtension(ForeignKey key, List<String> columns, Table table) {
        PrimaryKey referred =
                everything.table(key.referredTable()).map(Table::primaryKey).orElse(null);
        boolean refersToKey = referred != null && referred.columns().equals(columns);
        ForeignKey written = ForeignKey.of(key.name(), columns, key.referredTable(), columns)
                .withActions(ReferentialAction.CASCADE, ReferentialAction.NO_ACTION);
        return refersToKey && !key.referredTable().equals(table.name()) && key.equals(written);
    }

    /** Adds a definition under its name; under a longer key if another one has the same name. */
    private static void put(Map<String, Object> ofKind, Definition definition) {
        Map<String, Object> map = ModelWriter.definition(definition);
        String name = definition.name().name().name();
        if (!ofKind.containsKey(name) && name.indexOf('.') < 0) {
            map.remove("name");
            ofKind.put(name, map);
        } else {
            ofKind.put(definition.name().toString(), map);
        }
    }
}
