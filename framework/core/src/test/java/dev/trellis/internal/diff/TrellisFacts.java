package dev.trellis.internal.diff;

import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.LiveDatabase;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.CreateCheckConstraint;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreatePrimaryKey;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.CreateTableComment;
import dev.trellis.operation.CreateUniqueConstraint;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.DropIndex;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.DropTableComment;
import dev.trellis.operation.Operation;
import dev.trellis.report.Diff;
import dev.trellis.schema.Column;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Converts actual operations to facts: merges operations of one object and removes recreations. */
final class TrellisFacts {
    private final NeutralForm form;
    private final Naming naming;
    private final boolean oneUnique;
    private final Schema desired;
    private final List<SchemaFact> facts = new ArrayList<>();
    private final Map<String, Integer> alterations = new LinkedHashMap<>();
    private Schema schema;

    private TrellisFacts(Dialect dialect, Schema desired, Schema before) {
        this.form = new NeutralForm(dialect);
        this.naming = Naming.DEFAULT.withLimit(dialect.capabilities().identifierLimit());
        this.oneUnique = form.isOneUnique();
        this.desired = desired;
        this.schema = before;
    }

    /** @param earlier the desired schema as inspection would read it back if no column changed its type */
    static List<SchemaFact> of(Diff difference, Dialect dialect, Schema desired, Schema earlier) {
        TrellisFacts ours = new TrellisFacts(dialect, desired, difference.before());
        List<Operation> operations = difference.operations();
        Set<TableName> folded = new HashSet<>();
        for (Operation operation : operations) {
            if (operation instanceof CreateTable create) {
                folded.add(create.table().name());
            } else if (operation instanceof DropTable drop) {
                folded.add(drop.table());
            }
        }
        Schema after = LiveDatabase.after(difference.before(), operations, dialect);
        Set<Integer> scaffolding = Scaffolding.in(operations, difference.before(), earlier, dialect);
        for (int i = 0; i < operations.size(); i++) {
            Operation operation = operations.get(i);
            if (operation instanceof CreateTable create) {
                ours.created(after.require(create.table().name()), i);
            } else if (operation instanceof DropTable drop) {
                ours.add("drop_table", drop.table(), Map.of(), i);
            } else if (!scaffolding.contains(i) && operation.tables().stream().noneMatch(folded::contains)) {
                ours.read(operation, i);
            }
            ours.schema = operation.apply(ours.schema);
        }
        return ours.facts;
    }

    private void add(String op, TableName table, Map<String, String> facts, int at) {
        this.facts.add(new SchemaFact(op, table.name(), facts, false, at, at));
    }

    private void created(Table table, int at) {
        Map<String, String> facts = new TreeMap<>();
        for (Column column : table.columns()) {
            facts.put("column " + column.name(), column.type() + (column.nullable() ? "" : " not null"));
        }
        if (table.primaryKey() != null) {
            facts.put("primary_key", table.primaryKey().columns().toString());
        }
        add("create_table", table.name(), facts, at);
    }

    private void read(Operation operation, int at) {
        TableName table = operation.tables().iterator().next();
        if (operation instanceof AddColumn add) {
            add(operation.scriptName(), table, form.addedColumn(add.column()), at);
        } else if (operation instanceof DropColumn drop) {
            add(operation.scriptName(), table, Map.of("column", drop.column()), at);
        } else if (operation instanceof AlterColumn alter) {
            altered(alter, at);
        } else if (operation instanceof CreateIndex create) {
            String name = name(
                    create.index().name(),
                    naming.index(table, create.index().columns()),
                    unlimited().index(table, create.index().columns()));
            if (oneUnique && create.index().unique()) {
                add(
                        "create_unique_constraint",
                        table,
                        NeutralForm.unique(name, create.index().columns()),
                        at);
            } else {
                add(operation.scriptName(), table, form.index(name, create.index()), at);
            }
        } else if (operation instanceof DropIndex drop) {
            add(oneUnique ? NeutralForm.DROP_KEY : operation.scriptName(), table, Map.of("name", drop.name()), at);
        } else if (operation instanceof CreateUniqueConstraint create) {
            List<String> columns = create.constraint().columns();
            String name = name(
                    create.constraint().name(),
                    naming.unique(table, columns),
                    unlimited().unique(table, columns));
            add(operation.scriptName(), table, NeutralForm.unique(name, columns), at);
        } else if (operation instanceof CreateForeignKey create) {
            add(operation.scriptName(), table, form.foreignKey(create.key()), at);
        } else if (operation instanceof CreateCheckConstraint create) {
            add(
                    operation.scriptName(),
                    table,
                    Map.of(
                            "name",
                            String.valueOf(create.check().name()),
                            "sql",
                            NeutralForm.bare(form.sql(create.check().sql()))),
                    at);
        } else if (operation instanceof CreatePrimaryKey create) {
            add(
                    operation.scriptName(),
                    table,
                    Map.of("columns", create.key().columns().toString()),
                    at);
        } else if (operation instanceof DropConstraint drop) {
            dropped(drop, at);
        } else if (operation instanceof CreateTableComment create) {
            add(operation.scriptName(), table, Map.of("comment", create.comment()), at);
        } else if (operation instanceof DropTableComment) {
            add(operation.scriptName(), table, Map.of(), at);
        } else {
            throw new AssertionError("no neutral form: " + operation);
        }
    }

    private Naming unlimited() {
        return naming.withLimit(Integer.MAX_VALUE);
    }

    /**
     * Returns the name; returns {@link SchemaFact#ANY} for a conventional name over the limit, because it may be shortened
     * in any way.
     */
    private static String name(@Nullable String name, String limited, String full) {
        return limited.equals(name) && !full.equals(limited) ? SchemaFact.ANY : String.valueOf(name);
    }

    private void dropped(DropConstraint drop, int at) {
        Map<String, String> facts = new TreeMap<>();
        if (drop.type() == DropConstraint.Type.FOREIGN_KEY) {
            ForeignKey key = schema.require(drop.table()).foreignKeys().stream()
                    .filter(each -> drop.name().equals(each.name()))
                    .findFirst()
                    .orElseThrow();
            facts.putAll(NeutralForm.reference(key.columns(), key.referredTable()));
        } else {
            facts.put("name", drop.name());
        }
        if (drop.type() == DropConstraint.Type.UNIQUE && oneUnique) {
            add(NeutralForm.DROP_KEY, drop.table(), facts, at);
        } else {
            facts.put("type", drop.type().word());
            add("drop_constraint", drop.table(), facts, at);
        }
    }

    private void altered(AlterColumn alter, int at) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("column", alter.column());
        if (alter.type() != null) {
            facts.put("type", alter.type().toString());
        }
        if (alter.nullable() != null) {
            facts.put("nullable", String.valueOf(alter.nullable()));
        }
        if (alter.defaultValue() != null) {
            Column column = desired.table(alter.table())
                    .flatMap(table -> table.columns().stream()
                            .filter(each -> each.name().equalsIgnoreCase(alter.column()))
                            .findFirst())
                    .orElseThrow();
            facts.putAll(form.defaultValue(column.type(), alter.defaultValue().to()));
        }
        if (alter.comment() != null) {
            facts.put("comment", String.valueOf(alter.comment().to()));
        }
        if (alter.collation() != null) {
            facts.put("collation", String.valueOf(alter.collation().to()));
        }
        if (alter.onUpdate() != null) {
            facts.put("on_update_sql", String.valueOf(alter.onUpdate().to()));
        }
        if (alter.identity() != null) {
            facts.put("identity", NeutralForm.identity(alter.identity().to()));
        }
        Integer earlier = alterations.putIfAbsent(alter.table() + " " + alter.column(), this.facts.size());
        if (earlier == null) {
            add("alter_column", alter.table(), facts, at);
        } else {
            SchemaFact first = this.facts.get(earlier);
            facts.putAll(first.facts());
            this.facts.set(
                    earlier, new SchemaFact("alter_column", alter.table().name(), facts, false, first.from(), at));
        }
    }
}
