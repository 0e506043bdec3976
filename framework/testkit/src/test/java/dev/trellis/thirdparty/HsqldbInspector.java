package dev.trellis.thirdparty;

import dev.trellis.dialect.Query;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads the catalogue of all schemas in four queries and selects the requested ones. */
final class HsqldbInspector {
    /** A constraint or index with the columns read so far. */
    private record Part(String type, List<String> columns, List<String> referred, Map<String, String> facts) {
        static Part of(String type) {
            return new Part(type, new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
        }
    }

    private final Connection connection;
    private final Map<TableName, List<Column>> columns = new TreeMap<>();
    private final Map<TableName, Map<String, Part>> parts = new TreeMap<>();

    HsqldbInspector(Connection connection) {
        this.connection = connection;
    }

    Schema schema(List<String> furtherSchemas) throws SQLException {
        String defaultSchema = connection.getSchema();
        query("""
                SELECT c.table_schema, c.table_name, c.column_name, c.data_type, c.character_maximum_length,
                  c.numeric_precision, c.numeric_scale, c.datetime_precision, c.column_default, c.is_nullable, c.is_identity
                FROM information_schema.columns c JOIN information_schema.tables t
                  ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE'
                ORDER BY c.ordinal_position""", this::column);
        query("""
                SELECT t.table_schema, t.table_name, t.constraint_name, t.constraint_type, k.column_name, r.update_rule,
                  r.delete_rule, p.table_schema, p.table_name, p.column_name
                FROM information_schema.table_constraints t
                JOIN information_schema.key_column_usage k
                  ON k.constraint_schema = t.constraint_schema AND k.constraint_name = t.constraint_name
                LEFT JOIN information_schema.referential_constraints r
                  ON r.constraint_schema = t.constraint_schema AND r.constraint_name = t.constraint_name
                LEFT JOIN information_schema.key_column_usage p
                  ON p.constraint_schema = r.unique_constraint_schema AND p.constraint_name = r.unique_constraint_name
                  AND p.ordinal_position = k.position_in_unique_constraint
                ORDER BY k.ordinal_position""", this::constraint);
        query("""
                SELECT t.table_schema, t.table_name, t.constraint_name, 'CHECK', c.check_clause
                FROM information_schema.table_constraints t JOIN information_schema.check_constraints c
                  ON c.constraint_schema = t.constraint_schema AND c.constraint_name = t.constraint_name
                WHERE t.constraint_name NOT LIKE 'SYS\\_%' ESCAPE '\\'""", row -> part(row).facts().put("sql", row.getString(5)));
        query(
                """
                SELECT i.table_schem, i.table_name, i.index_name, 'INDEX', i.column_name, i.non_unique, i.asc_or_desc
                FROM information_schema.system_indexinfo i
                WHERE NOT EXISTS (SELECT 1 FROM information_schema.table_constraints t
                  WHERE t.constraint_schema = i.table_schem AND t.constraint_name = i.index_name)
                  AND i.index_name NOT LIKE 'SYS\\_%' ESCAPE '\\'
                ORDER BY i.ordinal_position""",
                row -> {
                    Part index = part(row);
                    index.columns().add(row.getString(5));
                    index.facts().put("unique", row.getBoolean(6) ? "no" : "yes");
                    index.facts().put(row.getString(5), String.valueOf(row.getString(7)));
                });
        List<Table> tables = new ArrayList<>();
        columns.forEach((name, all) -> {
            String schema = String.valueOf(name.schema());
            boolean requested = furtherSchemas.contains(schema);
            if (requested || schema.equals(defaultSchema)) {
                tables.add(table(name, all, requested ? "" : defaultSchema));
            }
        });
        return Schema.of(tables);
    }

    private void query(String sql, Query.Row reader) throws SQLException {
        Query.each(connection, sql, List.of(), reader);
    }

    private static TableName name(ResultSet row, int from) throws SQLException {
        return new TableName(row.getString(from), row.getString(from + 1));
    }

    private void column(ResultSet row) throws SQLException {
        int length = row.getInt(5);
        ColumnType type =
                HsqldbTypes.read(row.getString(4), length == 0 ? row.getInt(6) : length, row.getInt(7), row.getInt(8));
        boolean identity = "YES".equals(row.getString(11));
        columns.computeIfAbsent(name(row, 1), none -> new ArrayList<>())
                .add(Column.of(row.getString(3), type)
                        .withNullable("YES".equals(row.getString(10)))
                        .withDefault(identity ? null : HsqldbTypes.readDefault(row.getString(9)))
                        .withIdentity(identity ? Identity.BY_DEFAULT : null));
    }

    private Part part(ResultSet row) throws SQLException {
        String type = row.getString(4);
        return parts.computeIfAbsent(name(row, 1), none -> new TreeMap<>())
                .computeIfAbsent(row.getString(3), none -> Part.of(type));
    }

    private void constraint(ResultSet row) throws SQLException {
        Part key = part(row);
        key.columns().add(row.getString(5));
        if (key.type().equals("FOREIGN KEY")) {
            key.referred().add(row.getString(10));
            key.facts().put("update", row.getString(6));
            key.facts().put("delete", row.getString(7));
            key.facts().put("schema", row.getString(8));
            key.facts().put("table", row.getString(9));
        }
    }

    /**
     * Builds a table from its parts.
     *
     * @param omittedSchema the schema that names omit; empty for none
     */
    private Table table(TableName name, List<Column> all, String omittedSchema) {
        Table table = Table.of(local(name, omittedSchema), all);
        List<UniqueConstraint> uniques = new ArrayList<>();
        List<ForeignKey> foreign = new ArrayList<>();
        List<Check> checks = new ArrayList<>();
        List<Index> indexes = new ArrayList<>();
        for (Map.Entry<String, Part> entry : parts.getOrDefault(name, Map.of()).entrySet()) {
            Part key = entry.getValue();
            Map<String, String> facts = key.facts();
            switch (key.type()) {
                case "PRIMARY KEY" -> table = table.withPrimaryKey(new PrimaryKey(entry.getKey(), key.columns()));
                case "UNIQUE" -> uniques.add(new UniqueConstraint(entry.getKey(), key.columns()));
                case "FOREIGN KEY" ->
                    foreign.add(ForeignKey.of(
                                    entry.getKey(),
                                    key.columns(),
                                    local(
                                            new TableName(facts.get("schema"), String.valueOf(facts.get("table"))),
                                            omittedSchema),
                                    key.referred())
                            .withActions(
                                    action(String.valueOf(facts.get("delete"))),
                                    action(String.valueOf(facts.get("update")))));
                case "CHECK" -> checks.add(new Check(entry.getKey(), SqlText.of(String.valueOf(facts.get("sql")))));
                default -> indexes.add(Index.of(entry.getKey(), key.columns(), "yes".equals(facts.get("unique"))));
            }
        }
        return table.withUniques(uniques)
                .withForeignKeys(foreign)
                .withChecks(checks)
                .withIndexes(indexes);
    }

    private static TableName local(TableName name, String omittedSchema) {
        return omittedSchema.equals(name.schema()) ? TableName.of(name.name()) : name;
    }

    private static ReferentialAction action(String rule) {
        return ReferentialAction.valueOf(rule.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }
}
