package dev.trellis.internal.model;

import dev.trellis.internal.sql.DefinitionStatement;
import dev.trellis.internal.sql.DefinitionText;
import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.Node.Mapping;
import dev.trellis.internal.yaml.YamlException;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import dev.trellis.sql.SqlSyntax;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads definitions, which models and scripts write with the same keys. */
public final class DefinitionReader {
    private final ColumnReader columns;

    /** Creates a reader that reads SQL with {@code columns}. */
    public DefinitionReader(ColumnReader columns) {
        this.columns = columns;
    }

    /**
     * Reads the keys {@code name}, {@code schema}, {@code table}, {@code arguments}, {@code sql} and {@code comment}.
     *
     * @throws YamlException with the place of the error
     */
    public Definition definition(DefinitionKind kind, MappingReader fields) {
        SqlText sql = text(kind, fields);
        return new Definition(name(kind, fields.requireString("name"), fields, sql), sql, fields.string("comment"));
    }

    /**
     * Reads a definition under its key in a model: a mapping like that of {@link #definition(DefinitionKind,
     * MappingReader)}, in which {@code name} may be missing, or only the SQL.
     *
     * @throws YamlException with the place of the error
     */
    Definition definition(DefinitionKind kind, String key, Node node) {
        if (!(node instanceof Mapping) && !(node.isNull() && !kind.needsSql())) {
            SqlText sql = SqlText.of(DefinitionText.trimmed(MappingReader.text(node, kind.words() + " '" + key + "'")));
            if (!kind.isOnTable()) {
                return new Definition(DefinitionName.of(kind, TableName.parse(key)), sql, null);
            }
            TableName table = writtenTable(kind, sql);
            if (table == null) {
                throw YamlException.missingKey(node.location(), kind.words() + " '" + key + "'", "table", List.of());
            }
            return new Definition(DefinitionName.on(kind, key, table), sql, null);
        }
        if (node.isNull()) {
            return new Definition(DefinitionName.of(kind, TableName.parse(key)), SqlText.of(""), null);
        }
        MappingReader fields = MappingReader.of(node, kind.words() + " '" + key + "'");
        SqlText sql = text(kind, fields);
        String name = fields.has("name") ? fields.requireString("name") : key;
        Definition definition = new Definition(name(kind, name, fields, sql), sql, fields.string("comment"));
        fields.done();
        return definition;
    }

    private SqlText text(DefinitionKind kind, MappingReader fields) {
        Node node = !kind.needsSql() ? fields.node("sql") : fields.require("sql");
        return node == null ? SqlText.of("") : sql(node, "'sql'");
    }

    /** Reads the SQL of a definition, or a mapping from dialect to SQL; a final semicolon is removed. */
    public SqlText sql(Node node, String what) {
        Map<String, String> trimmed = new TreeMap<>();
        columns.sql(node, what)
                .byDialect()
                .forEach((dialect, text) -> trimmed.put(dialect, DefinitionText.trimmed(text)));
        return new SqlText(trimmed);
    }

    /**
     * Reads the keys {@code name}, {@code schema}, {@code table} and {@code arguments}.
     *
     * @throws YamlException with the place of the error
     */
    public static DefinitionName name(DefinitionKind kind, MappingReader fields) {
        return name(kind, fields.requireString("name"), fields, null);
    }

    private static DefinitionName name(DefinitionKind kind, String name, MappingReader fields, @Nullable SqlText sql) {
        if (kind.isOnTable()) {
            TableName written = sql == null || fields.has("table") ? null : writtenTable(kind, sql);
            return DefinitionName.on(kind, name, written == null ? ColumnReader.name(fields, "table") : written);
        }
        TableName qualified =
                fields.has("schema") ? new TableName(fields.string("schema"), name) : TableName.parse(name);
        return new DefinitionName(kind, qualified, null, kind.hasArguments() ? fields.string("arguments") : null);
    }

    /** Returns the table that a complete statement names; null if the SQL is not a complete statement. */
    private static @Nullable TableName writtenTable(DefinitionKind kind, SqlText sql) {
        for (String text : sql.byDialect().values()) {
            DefinitionStatement statement = DefinitionStatement.parse(text, SqlSyntax.PORTABLE);
            if (statement != null && statement.kind().equals(kind.words()) && statement.table() != null) {
                List<SqlToken> parts = SqlFragment.tokens(statement.table(), SqlSyntax.PORTABLE);
                String name = parts.get(parts.size() - 1).value();
                return new TableName(
                        parts.size() < 3 ? null : parts.get(parts.size() - 3).value(), name);
            }
        }
        return null;
    }
}
