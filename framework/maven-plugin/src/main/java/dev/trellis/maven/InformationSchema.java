package dev.trellis.maven;

import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes a schema as XML in jOOQ's format {@code jooq-meta}, which has the structure of the SQL information schema.
 */
final class InformationSchema {
    private static final String NAMESPACE = "http://www.jooq.org/xsd/jooq-meta-3.19.0.xsd";

    private final String dialect;
    private final String defaultSchema;
    private final XMLStreamWriter xml;

    InformationSchema(String dialect, String defaultSchema, Writer out) throws XMLStreamException {
        this.dialect = dialect;
        this.defaultSchema = defaultSchema;
        this.xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
    }

    /** A part of the document, written for each table. */
    private interface Part {
        void write(Table table) throws XMLStreamException;
    }

    void write(Schema schema) throws XMLStreamException {
        Collection<Table> tables = schema.tables().values();
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("information_schema");
        xml.writeDefaultNamespace(NAMESPACE);
        TreeSet<String> schemas = new TreeSet<>();
        tables.forEach(table -> schemas.add(schema(table.name())));
        begin("schemata");
        for (String name : schemas) {
            begin("schema");
            element("schema_name", name);
            end();
        }
        end();
        each("tables", tables, this::table);
        each("columns", tables, this::columns);
        each("table_constraints", tables, this::constraints);
        each("key_column_usages", tables, this::keyColumns);
        each("referential_constraints", tables, table -> references(table, schema));
        each("check_constraints", tables, this::checks);
        each("indexes", tables, this::indexes);
        each("index_column_usages", tables, this::indexColumns);
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.flush();
    }

    private void each(String name, Collection<Table> tables, Part part) throws XMLStreamException {
        begin(name);
        for (Table table : tables) {
            part.write(table);
        }
        end();
    }

    private void table(Table table) throws XMLStreamException {
        begin("table");
        in(table, "table");
        element("table_type", "BASE TABLE");
        element("comment", table.comment());
        end();
    }

    private void columns(Table table) throws XMLStreamException {
        int position = 1;
        for (Column column : table.columns()) {
            XmlType type = XmlType.of(column.type(), dialect);
            begin("column");
            in(table, "table");
            element("column_name", column.name());
            element("data_type", type.name());
            element("character_maximum_length", type.length());
            element("numeric_precision", type.precision());
            element("numeric_scale", type.scale());
            element("ordinal_position", position++);
            element("identity_generation", identity(column));
            element("is_nullable", !table.isRequired(column));
            element("column_default", text(column.defaultValue()));
            if (column.computed() != null) {
                element("is_generated", true);
                element("generation_expression", sql(column.computed().sql()));
            }
            element("comment", column.comment());
            end();
        }
    }

    private static @Nullable String identity(Column column) {
        return column.identity() == null ? null : column.identity().always() ? "ALWAYS" : "BY DEFAULT";
    }

    private void constraints(Table table) throws XMLStreamException {
        if (table.primaryKey() != null) {
            constraint(table, primaryKey(table), "PRIMARY KEY");
        }
        for (UniqueConstraint unique : table.uniques()) {
            constraint(table, name(unique.name(), table, "uq", unique.columns()), "UNIQUE");
        }
        for (ForeignKey key : table.foreignKeys()) {
            constraint(table, name(key.name(), table, "fk", key.columns()), "FOREIGN KEY");
        }
        for (Check check : table.checks()) {
            constraint(table, name(check.name(), table, "ck", List.of()), "CHECK");
        }
    }

    private void constraint(Table table, String name, String type) throws XMLStreamException {
        begin("table_constraint");
        element("constraint_schema", schema(table.name()));
        element("constraint_name", name);
        element("constraint_type", type);
        in(table, "table");
        end();
    }

    private void keyColumns(Table table) throws XMLStreamException {
        if (table.primaryKey() != null) {
            keyColumns(table, primaryKey(table), table.primaryKey().columns());
        }
        for (UniqueConstraint unique : table.uniques()) {
            keyColumns(table, name(unique.name(), table, "uq", unique.columns()), unique.columns());
        }
        for (ForeignKey key : table.foreignKeys()) {
            keyColumns(table, name(key.name(), table, "fk", key.columns()), key.columns());
        }
    }

    private void keyColumns(Table table, String constraint, List<String> columns) throws XMLStreamException {
        int position = 1;
        for (String column : columns) {
            begin("key_column_usage");
            element("column_name", column);
            element("constraint_schema", schema(table.name()));
            element("constraint_name", constraint);
            element("ordinal_position", position++);
            in(table, "table");
            end();
        }
    }

    /**
     * Writes foreign keys. A foreign key that refers to a unique index is left out, because the XML can only express
     * references to constraints.
     */
    private void references(Table table, Schema schema) throws XMLStreamException {
        for (ForeignKey key : table.foreignKeys()) {
            Table referred = schema.table(key.referredTable()).orElse(null);
            String unique = referred == null ? null : uniqueKey(referred, key.referredColumns());
            if (referred != null && unique != null) {
                begin("referential_constraint");
                element("constraint_schema", schema(table.name()));
                element("constraint_name", name(key.name(), table, "fk", key.columns()));
                element("unique_constraint_schema", schema(referred.name()));
                element("unique_constraint_name", unique);
                end();
            }
        }
    }

    private static @Nullable String uniqueKey(Table table, List<String> columns) {
        if (table.primaryKey() != null && table.primaryKey().columns().equals(columns)) {
            return primaryKey(table);
        }
        return table.uniques().stream()
                .filter(unique -> unique.columns().equals(columns))
                .map(unique -> name(unique.name(), table, "uq", unique.columns()))
                .findFirst()
                .orElse(null);
    }

    private void checks(Table table) throws XMLStreamException {
        for (Check check : table.checks()) {
            begin("check_constraint");
            element("constraint_schema", schema(table.name()));
            element("constraint_name", name(check.name(), table, "ck", List.of()));
            element("check_clause", sql(check.sql()));
            end();
        }
    }

    private void indexes(Table table) throws XMLStreamException {
        for (Index index : table.indexes()) {
            if (isOfColumns(index)) {
                begin("index");
                element("index_schema", schema(table.name()));
                element("index_name", indexName(index, table));
                in(table, "table");
                element("is_unique", index.unique());
                end();
            }
        }
    }

    private void indexColumns(Table table) throws XMLStreamException {
        for (Index index : table.indexes()) {
            int position = 1;
            for (Index.Part part : isOfColumns(index) ? index.parts() : List.<Index.Part>of()) {
                begin("index_column_usage");
                element("index_schema", schema(table.name()));
                element("index_name", indexName(index, table));
                in(table, "table");
                element("column_name", part.column());
                element("ordinal_position", position++);
                element("is_descending", part.descending());
                end();
            }
        }
    }

    /** Returns whether all parts of an index are columns; the XML cannot express an index with expressions. */
    private static boolean isOfColumns(Index index) {
        return index.parts().stream().allMatch(part -> part.column() != null);
    }

    private static String indexName(Index index, Table table) {
        return name(index.name(), table, "ix", List.of());
    }

    private static String primaryKey(Table table) {
        return table.primaryKey() == null ? "" : name(table.primaryKey().name(), table, "pk", List.of());
    }

    /**
     * Returns the name of a constraint or an index. If the database will choose the name, returns a name in the style of the
     * naming convention.
     */
    private static String name(@Nullable String name, Table table, String kind, List<String> columns) {
        if (name != null) {
            return name;
        }
        List<String> words = new ArrayList<>(List.of(kind, table.name().name()));
        words.addAll(columns);
        return String.join("_", words);
    }

    private @Nullable String text(@Nullable DefaultValue value) {
        if (value instanceof DefaultValue.Literal literal) {
            return literal.value() instanceof String text
                    ? "'" + text.replace("'", "''") + "'"
                    : String.valueOf(literal.value());
        }
        return value instanceof DefaultValue.Expression expression ? sql(expression.sql()) : null;
    }

    private @Nullable String sql(SqlText text) {
        String ofDialect = text.byDialect().get(dialect);
        return ofDialect == null ? text.byDialect().get("default") : ofDialect;
    }

    private void in(Table table, String prefix) throws XMLStreamException {
        element(prefix + "_schema", schema(table.name()));
        element(prefix + "_name", table.name().name());
    }

    private String schema(TableName name) {
        return name.schema() == null ? defaultSchema : name.schema();
    }

    private void begin(String name) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement(name);
    }

    private void end() throws XMLStreamException {
        xml.writeEndElement();
    }

    private void element(String name, @Nullable Object value) throws XMLStreamException {
        if (value != null) {
            xml.writeStartElement(name);
            xml.writeCharacters(value.toString());
            xml.writeEndElement();
        }
    }
}
