package dev.trellis.operation;

import dev.trellis.internal.sql.DefinitionStatement;
import dev.trellis.schema.Definition;
import dev.trellis.schema.Quoting;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import dev.trellis.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The effect of a renamed table or column on the SQL of definitions. As a database does, the new name takes the place of the
 * former one. A text that would then define another object stays as it is.
 */
final class RenamedDefinitions {
    private RenamedDefinitions() {}

    /** Returns the schema after a table has been renamed. */
    static Schema ofTable(Schema schema, TableName from, TableName to, Quoting quoting) {
        return map(
                schema,
                definition -> rewritten(
                                definition, from, sql -> RenamedSql.ofTable(sql, from.name(), to.name(), quoting))
                        .withName(definition.name().withTableRenamed(from, to)));
    }

    /** Returns the schema after a column has been renamed. */
    static Schema ofColumn(Schema schema, TableName table, String from, String to, Quoting quoting) {
        return map(schema, definition -> rewritten(definition, table, sql -> RenamedSql.of(sql, from, to, quoting)));
    }

    private static Schema map(Schema schema, UnaryOperator<Definition> change) {
        if (schema.definitions().isEmpty()) {
            return schema;
        }
        List<Definition> changed = new ArrayList<>();
        schema.definitions().values().forEach(definition -> changed.add(change.apply(definition)));
        return schema.withDefinitions(changed);
    }

    private static Definition rewritten(Definition definition, TableName table, UnaryOperator<SqlText> change) {
        if (!definition.name().isOn(table) && !definition.sql().mentions(table.name())) {
            return definition;
        }
        SqlText after = change.apply(definition.sql());
        Map<String, String> texts = new TreeMap<>(after.byDialect());
        definition.sql().byDialect().forEach((dialect, before) -> {
            if (!Objects.equals(declared(before), declared(texts.getOrDefault(dialect, before)))) {
                texts.put(dialect, before);
            }
        });
        return definition.withSql(new SqlText(texts));
    }

    private static @Nullable String declared(String sql) {
        DefinitionStatement statement = DefinitionStatement.parse(sql, SqlSyntax.PORTABLE);
        return statement == null ? null : statement.name();
    }
}
