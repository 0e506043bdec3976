package dev.trellis.internal.model;

import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.Node.Mapping;
import dev.trellis.internal.yaml.YamlException;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Naming;
import dev.trellis.schema.PartitionOf;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads a model: the key {@code tables} with a mapping from names to tables, and for each kind of definition a key such as
 * {@code views} with a mapping from names to definitions.
 */
public final class ModelReader {
    private final Naming naming;
    private final ColumnReader columns;
    private final Function<TableName, Optional<Table>> bases;

    /**
     * Creates a reader for SQL and types by dialect in which any word may stand in place of the name of a dialect.
     *
     * @param naming names the constraints and indexes that the author left unnamed
     * @param bases finds tables of other branches for {@code extends}
     */
    public ModelReader(Naming naming, Function<TableName, Optional<Table>> bases) {
        this(naming, ColumnReader.ANY_DIALECT, bases);
    }

    /**
     * Creates a reader.
     *
     * @param naming names the constraints and indexes that the author left unnamed
     * @param columns reads columns and SQL
     * @param bases finds tables of other branches for {@code extends}
     */
    public ModelReader(Naming naming, ColumnReader columns, Function<TableName, Optional<Table>> bases) {
        this.naming = naming;
        this.columns = columns;
        this.bases = bases;
    }

    /**
     * Reads a model. A table can extend an earlier one of the same model.
     *
     * @throws YamlException with the place of the error
     */
    public Schema read(Node document) {
        MappingReader fields = MappingReader.of(document, "a model");
        List<Definition> definitions = definitions(fields);
        Node tables = definitions.isEmpty() ? fields.require("tables") : fields.node("tables");
        Map<String, Table> byKey = new LinkedHashMap<>();
        if (tables != null && !(tables instanceof Mapping)) {
            throw YamlException.expected(tables.location(), "'tables'", "a mapping", tables.kind());
        }
        TableReader reader = new TableReader(naming, columns, name -> find(byKey, name));
        fields.map("tables", (key, node) -> byKey.put(key, reader.table(key, node)));
        fields.done();
        Map<TableName, Table> byName = new LinkedHashMap<>();
        for (Table each : byKey.values()) {
            Table table = withSchemas(each, byKey);
            if (byName.put(table.name(), table) != null) {
                throw YamlException.of(
                        SchemaException.alreadyExists("table", table.name().toString())
                                .problem()
                                .at(fields.location("tables")));
            }
        }
        return Schema.withEnumsOf(byName.values()).withDefinitions(definitions);
    }

    private List<Definition> definitions(MappingReader fields) {
        DefinitionReader reader = new DefinitionReader(columns);
        Map<DefinitionName, Definition> byName = new LinkedHashMap<>();
        for (DefinitionKind kind : DefinitionKind.values()) {
            String plural = kind.plural();
            fields.map(plural, (key, node) -> {
                Definition definition = reader.definition(kind, key, node);
                if (byName.put(definition.name(), definition) != null) {
                    throw SchemaException.alreadyExists(
                            kind.words(), definition.name().toString());
                }
                return definition;
            });
        }
        return List.copyOf(byName.values());
    }

    private Optional<Table> find(Map<String, Table> byKey, TableName name) {
        Table inModel = byKey.get(name.toString());
        return inModel == null ? bases.apply(name) : Optional.of(inModel);
    }

    /**
     * Adds the schema of the referred table to the references of foreign keys and to the parents of a table, which name the
     * table by its key in the model.
     */
    private static Table withSchemas(Table table, Map<String, Table> byKey) {
        Table known = table.withForeignKeys(
                table.foreignKeys().stream().map(key -> withSchema(key, byKey)).toList());
        TableOptions options = table.options();
        if (!options.hasParents()) {
            return known;
        }
        PartitionOf place = options.partitionOf();
        return known.withOptions(
                options.withPartitionOf(place == null ? null : place.withTable(withSchema(place.table(), byKey)))
                        .withInherits(options.inherits().stream()
                                .map(parent -> withSchema(parent, byKey))
                                .toList()));
    }

    private static TableName withSchema(TableName name, Map<String, Table> byKey) {
        Table named = byKey.get(name.toString());
        return named == null ? name : named.name();
    }

    private static ForeignKey withSchema(ForeignKey key, Map<String, Table> byKey) {
        Table referred = byKey.get(key.referredTable().toString());
        return referred == null ? key : key.withReferred(referred.name(), key.referredColumns());
    }
}
