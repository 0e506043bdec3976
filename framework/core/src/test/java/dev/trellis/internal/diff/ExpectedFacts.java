package dev.trellis.internal.diff;

import dev.trellis.dialect.Dialect;
import dev.trellis.internal.model.ColumnReader;
import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.Computed;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The operations that a case expects. */
final class ExpectedFacts {
    private final NeutralForm form;
    private final boolean oneUnique;
    private final Schema desired;

    ExpectedFacts(Dialect dialect, Schema desired) {
        this.form = new NeutralForm(dialect);
        this.oneUnique = form.isOneUnique();
        this.desired = desired;
    }

    List<SchemaFact> set(Node node) {
        return MappingReader.items(node, "a set of operations", this::fact);
    }

    private SchemaFact fact(Node node) {
        MappingReader fields = MappingReader.of(node, "an operation");
        String op = fields.requireString("op");
        String table = fields.requireString("table");
        Map<String, String> facts = facts(op, table, fields);
        if (oneUnique
                && (op.equals("drop_index") || (op.equals("drop_constraint") && "unique".equals(facts.get("type"))))) {
            facts.remove("type");
            op = NeutralForm.DROP_KEY;
        }
        if (oneUnique && op.equals("create_index") && "true".equals(facts.get("unique"))) {
            facts = NeutralForm.unique(fields.requireString("name"), fields.strings("columns"));
            op = "create_unique_constraint";
        }
        return new SchemaFact(op, table, facts, fields.flag("implied", false), 0, 0);
    }

    private Map<String, String> facts(String op, String table, MappingReader fields) {
        Map<String, String> facts = new TreeMap<>();
        switch (op) {
            case "create_table" -> {
                fields.map("columns", ColumnReader.ANY_DIALECT::column)
                        .forEach((name, column) ->
                                facts.put("column " + name, column.type() + (column.nullable() ? "" : " not null")));
                if (fields.has("primary_key")) {
                    facts.put("primary_key", fields.strings("primary_key").toString());
                }
            }
            case "drop_table", "drop_table_comment" -> {}
            case "add_column" -> {
                Column column = ColumnReader.ANY_DIALECT.column(fields.requireString("column"), fields);
                facts.putAll(form.addedColumn(column));
            }
            case "drop_column" -> facts.put("column", fields.requireString("column"));
            case "alter_column" -> facts.putAll(altered(table, fields));
            case "create_index" -> facts.putAll(index(fields));
            case "drop_index" -> facts.put("name", fields.requireString("name"));
            case "create_unique_constraint" ->
                facts.putAll(NeutralForm.unique(fields.requireString("name"), fields.strings("columns")));
            case "create_foreign_key" -> facts.putAll(foreignKey(fields));
            case "create_check_constraint" -> {
                facts.put("name", fields.requireString("name"));
                facts.put(
                        "sql", NeutralForm.bare(form.sql(ColumnReader.ANY_DIALECT.sql(fields.require("sql"), "sql"))));
            }
            case "create_primary_key" ->
                facts.put("columns", fields.strings("columns").toString());
            case "drop_constraint" -> facts.putAll(dropped(fields));
            case "create_table_comment" -> facts.put("comment", fields.requireString("comment"));
            default -> throw new AssertionError("no such operation: " + op);
        }
        return facts;
    }

    private Map<String, String> altered(String table, MappingReader fields) {
        Map<String, String> facts = new TreeMap<>();
        String name = fields.requireString("column");
        facts.put("column", name);
        ColumnType type = desired.tables().values().stream()
                .filter(each -> each.name().name().equals(table))
                .flatMap(each -> each.columns().stream())
                .filter(column -> column.name().equalsIgnoreCase(name))
                .map(Column::type)
                .findFirst()
                .orElseThrow();
        if (fields.has("type")) {
            facts.put(
                    "type",
                    fields.located("type", ColumnReader.ANY_DIALECT::type).toString());
        }
        if (fields.has("nullable")) {
            facts.put("nullable", fields.requireString("nullable"));
        }
        if (fields.has("default") || fields.has("default_sql")) {
            facts.putAll(form.defaultValue(type, ColumnReader.ANY_DIALECT.defaultValue(fields)));
        }
        for (String text : List.of("comment", "collation")) {
            if (fields.has(text)) {
                facts.put(text, String.valueOf(fields.string(text)));
            }
        }
        if (fields.has("identity")) {
            facts.put("identity", NeutralForm.identity(ColumnReader.identity(fields.node("identity"))));
        }
        if (fields.has("computed")) {
            Node computed = fields.node("computed");
            facts.put(
                    "computed",
                    computed == null
                            ? "null"
                            : form.computed(new Computed(
                                    ColumnReader.ANY_DIALECT.sql(
                                            MappingReader.of(computed, "computed")
                                                    .require("sql"),
                                            "sql"),
                                    true)));
        }
        return facts;
    }

    private Map<String, String> index(MappingReader fields) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("name", fields.has("name") ? fields.requireString("name") : SchemaFact.ANY);
        if (fields.has("expressions")) {
            facts.put(
                    "expressions",
                    fields.list(
                                    "expressions",
                                    node -> NeutralForm.bare(form.sql(ColumnReader.ANY_DIALECT.sql(node, "sql"))))
                            .toString());
        } else {
            facts.put("columns", fields.strings("columns").toString());
        }
        facts.put("unique", String.valueOf(fields.flag("unique", false)));
        if (fields.has("where")) {
            facts.put(
                    "where", NeutralForm.bare(form.sql(ColumnReader.ANY_DIALECT.sql(fields.require("where"), "sql"))));
        }
        if (fields.has("include")) {
            facts.put("include", fields.strings("include").toString());
        }
        if (fields.has("using")) {
            facts.put("using", fields.requireString("using"));
        }
        return facts;
    }

    private Map<String, String> foreignKey(MappingReader fields) {
        ForeignKey key = ForeignKey.of(
                null,
                fields.strings("columns"),
                TableName.of(fields.requireString("referred_table")),
                fields.strings("referred_columns"));
        key = key.withActions(action(fields, "on_delete"), action(fields, "on_update"));
        return form.foreignKey(new ForeignKey(
                null,
                key.columns(),
                key.referredTable(),
                key.referredColumns(),
                key.onDelete(),
                key.onUpdate(),
                null,
                fields.flag("deferrable", false),
                "deferred".equalsIgnoreCase(fields.string("initially"))));
    }

    private static ReferentialAction action(MappingReader fields, String key) {
        return fields.has(key)
                ? ReferentialAction.of(fields.requireString(key)).orElseThrow()
                : ReferentialAction.NO_ACTION;
    }

    private static Map<String, String> dropped(MappingReader fields) {
        Map<String, String> facts = new TreeMap<>();
        String type = fields.requireString("type");
        if (type.equals("foreign_key")) {
            facts.putAll(NeutralForm.reference(
                    fields.strings("columns"), TableName.of(fields.requireString("referred_table"))));
        } else {
            String name = fields.string("name");
            facts.put("name", name == null ? SchemaFact.ANY : name);
        }
        facts.put("type", type);
        return facts;
    }
}
