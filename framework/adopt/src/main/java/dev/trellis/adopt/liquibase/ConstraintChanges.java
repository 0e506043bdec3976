package dev.trellis.adopt.liquibase;

import dev.trellis.adopt.liquibase.ChangeSetConversion.NotConverted;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreatePrimaryKey;
import dev.trellis.operation.CreateUniqueConstraint;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.DropIndex;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Converts the changes of constraints, defaults and indexes. */
final class ConstraintChanges {
    private static final Set<String> ORACLE = Set.of("validate", "clustered", "dropIndex", "referencesUniqueColumn");
    private static final Set<String> COVERED = Set.of("primaryKey", "uniqueConstraint", "foreignKey");

    private final ChangeSetConversion out;
    private final ValueConverter values;

    ConstraintChanges(ChangeSetConversion out, ValueConverter values) {
        this.out = out;
        this.values = values;
    }

    /** Converts a change; returns false if it is of another kind. */
    boolean convert(ChangeNode change) {
        change.ignore(ORACLE);
        switch (change.name()) {
            case "addNotNullConstraint" -> setNullable(change, false);
            case "dropNotNullConstraint" -> setNullable(change, true);
            case "addDefaultValue" -> addDefault(change);
            case "dropDefaultValue" -> {
                change.ignore(Set.of("columnDataType"));
                out.add(AlterColumn.of(out.table(change), column(change)).withDefault(null));
            }
            case "addPrimaryKey" -> {
                String name = change.get("constraintName");
                addPrimaryKey(
                        out.table(change),
                        name == null ? null : out.names().name(name),
                        out.names().names(ChangeSetConversion.require(change, "columnNames")));
            }
            case "dropPrimaryKey" -> dropPrimaryKey(change);
            case "addUniqueConstraint" -> addUnique(change);
            case "dropUniqueConstraint" -> {
                change.ignore(Set.of("uniqueColumns"));
                out.add(new DropConstraint(out.table(change), name(change), DropConstraint.Type.UNIQUE));
            }
            case "addForeignKeyConstraint" -> addForeignKey(change);
            case "dropForeignKeyConstraint" ->
                dropForeignKey(out.table(change, "baseTableSchemaName", "baseTableName"), name(change));
            case "dropAllForeignKeyConstraints" -> dropAllForeignKeys(change);
            case "createIndex" -> createIndex(change);
            case "dropIndex" -> {
                change.ignore(Set.of("associatedWith"));
                out.add(new DropIndex(
                        out.table(change), out.names().name(ChangeSetConversion.require(change, "indexName")), false));
            }
            case "addLookupTable" -> addLookupTable(change);
            default -> {
                return false;
            }
        }
        return true;
    }

    private String column(ChangeNode change) {
        return out.names().name(ChangeSetConversion.require(change, "columnName"));
    }

    private String name(ChangeNode change) {
        return out.names().name(ChangeSetConversion.require(change, "constraintName"));
    }

    private void setNullable(ChangeNode change, boolean nullable) {
        change.ignore(Set.of("constraintName"));
        TableName table = out.table(change);
        String column = column(change);
        String type = change.get("columnDataType");
        String replacement = change.get("defaultNullValue");
        if (replacement != null && !nullable) {
            String quoted = out.names().quote(column);
            out.addRows(
                    table,
                    "update " + out.names().quote(table) + " set " + quoted + " = "
                            + out.dialect().literal(replacement) + " where " + quoted + " is null");
        }
        setNullable(table, column, type, nullable);
    }

    private void setNullable(TableName table, String column, @Nullable String type, boolean nullable) {
        AlterColumn alter = AlterColumn.of(table, column).withNullable(nullable);
        if (out.database().isMysqlFamily() && type != null) {
            // MODIFY without further words removes the default.
            out.addAs(
                    alter.withType(out.types().type(type)).withDefault(null),
                    "alter table " + out.names().quote(table) + " modify "
                            + out.names().quote(column) + " " + out.types().sql(type)
                            + (nullable ? " null" : " not null"));
        } else {
            out.add(alter);
        }
    }

    private void addDefault(ChangeNode change) {
        TableName table = out.table(change);
        String column = column(change);
        String written = change.get("columnDataType");
        ColumnType type = written != null
                ? out.types().type(written)
                : out.state()
                        .schema()
                        .table(table)
                        .flatMap(known -> known.column(column))
                        .map(known -> known.type())
                        .orElse(null);
        DefaultValue value = values.defaultValue(change, type);
        if (value == null) {
            throw new NotConverted("no default value is given");
        }
        out.add(AlterColumn.of(table, column).withDefault(value));
        String sequence = change.get("defaultValueSequenceNext");
        if (sequence != null && out.database() == LiquibaseDatabase.POSTGRESQL) {
            ownSequence(out.names().quote(out.names().name(sequence)), table, column);
        }
    }

    /** Makes a sequence a part of a column, as Liquibase does on PostgreSQL. */
    void ownSequence(String sequence, TableName table, String column) {
        out.addSql(
                "alter sequence " + sequence + " owned by " + out.names().quote(table) + "."
                        + out.names().quote(column),
                "alter sequence " + sequence + " owned by none");
    }

    /** Adds a primary key, which may be unnamed. */
    void addPrimaryKey(TableName table, @Nullable String name, List<String> columns) {
        String known = name != null ? name : out.database().generatedName(table.name(), "", "pkey");
        if (known == null && out.database() == LiquibaseDatabase.H2) {
            out.addSql(
                    "alter table " + out.names().quote(table) + " add primary key ("
                            + out.names().quote(columns) + ")",
                    "alter table " + out.names().quote(table) + " drop primary key");
        } else {
            out.add(new CreatePrimaryKey(
                    table,
                    new PrimaryKey(known == null ? out.database().primaryKeyName(table.name()) : known, columns)));
        }
    }

    private void dropPrimaryKey(ChangeNode change) {
        TableName table = out.table(change);
        String written = change.get("constraintName");
        String name = written != null
                ? out.names().name(written)
                : known(table).map(Table::primaryKey).map(PrimaryKey::name).orElse(null);
        if (name == null && out.database() == LiquibaseDatabase.H2) {
            out.addSql("alter table " + out.names().quote(table) + " drop primary key");
            return;
        }
        String dropped = name == null ? out.database().primaryKeyName(table.name()) : name;
        out.add(new DropConstraint(table, dropped, DropConstraint.Type.PRIMARY_KEY));
    }

    private Optional<Table> known(TableName table) {
        return out.state().schema().table(table);
    }

    private void addUnique(ChangeNode change) {
        if (change.flag("deferrable", false)
                || change.flag("initiallyDeferred", false)
                || change.flag("disabled", false)) {
            throw new NotConverted("deferrable and disabled unique constraints have no counterpart");
        }
        String name = change.get("constraintName");
        addUnique(
                out.table(change),
                name == null ? null : out.names().name(name),
                out.names().names(ChangeSetConversion.require(change, "columnNames")));
    }

    /** Adds a unique constraint, which may be unnamed. */
    void addUnique(TableName table, @Nullable String name, List<String> columns) {
        String known = name == null ? uniqueName(table, columns) : name;
        if (known == null) {
            addUnnamedUnique(table, columns);
        } else {
            out.add(new CreateUniqueConstraint(table, new UniqueConstraint(known, columns)));
        }
    }

    /** Returns the name that the database gives to an unnamed unique constraint; null if only the database knows it. */
    @Nullable
    String uniqueName(TableName table, List<String> columns) {
        return out.database().generatedName(table.name(), String.join("_", columns), "key");
    }

    /** Adds a unique constraint without a name. */
    void addUnnamedUnique(TableName table, List<String> columns) {
        if (out.database() == LiquibaseDatabase.SQLITE) {
            throw new NotConverted("a constraint without a name cannot be added to a table of SQLite");
        }
        out.addSql("alter table " + out.names().quote(table) + " add unique ("
                + out.names().quote(columns) + ")");
    }

    private void addForeignKey(ChangeNode change) {
        TableName table = out.table(change, "baseTableSchemaName", "baseTableName");
        TableName referred = out.table(change, "referencedTableSchemaName", "referencedTableName");
        boolean isDeferred = change.flag("initiallyDeferred", false);
        boolean isDeferrable = change.flag("deferrable", false) || isDeferred;
        ReferentialAction onDelete = action(change.get("onDelete"));
        addForeignKey(
                table,
                new ForeignKey(
                        name(change),
                        out.names().names(ChangeSetConversion.require(change, "baseColumnNames")),
                        referred,
                        out.names().names(ChangeSetConversion.require(change, "referencedColumnNames")),
                        change.flag("deleteCascade", false) ? ReferentialAction.CASCADE : onDelete,
                        action(change.get("onUpdate")),
                        null,
                        isDeferrable,
                        isDeferred));
    }

    /** Adds a foreign key. */
    void addForeignKey(TableName table, ForeignKey key) {
        out.add(new CreateForeignKey(table, key));
    }

    private static ReferentialAction action(@Nullable String text) {
        if (text == null) {
            return ReferentialAction.NO_ACTION;
        }
        return ReferentialAction.of(text.strip().toLowerCase(Locale.ROOT).replace('_', ' '))
                .orElseThrow(() -> new NotConverted("'" + text + "' is not an action of a foreign key"));
    }

    private void dropAllForeignKeys(ChangeNode change) {
        TableName table = out.table(change, "baseTableSchemaName", "baseTableName");
        Table known = known(table).orElse(null);
        if (known == null || out.state().isMentioned(table.name())) {
            throw new NotConverted("the foreign keys of table '" + table + "' are not known, because SQL changed it");
        }
        for (ForeignKey key : known.foreignKeys()) {
            if (key.name() != null) {
                dropForeignKey(table, key.name());
            }
        }
    }

    private void dropForeignKey(TableName table, String name) {
        DropConstraint drop = new DropConstraint(table, name, DropConstraint.Type.FOREIGN_KEY);
        if (out.database().isMysqlFamily()) {
            // Trellis also drops the index that the database has created for the key.
            out.addAs(
                    drop,
                    "alter table " + out.names().quote(table) + " drop foreign key "
                            + out.names().quote(name));
        } else {
            out.add(drop);
        }
    }

    private void createIndex(ChangeNode change) {
        TableName table = out.table(change);
        String associated = change.get("associatedWith");
        String written = change.get("indexName");
        boolean isUnique = change.flag("unique", false);
        List<Index.Part> parts = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        List<String> included = new ArrayList<>();
        for (ChangeNode node : change.all("column")) {
            String name = ChangeSetConversion.require(node, "name");
            // Liquibase writes the whole column into generated changelogs, and reads only these attributes.
            node.ignore(node.children().stream()
                    .map(ChangeNode::name)
                    .filter(each -> !each.equals("valueComputed"))
                    .collect(Collectors.toSet()));
            if (node.flag("included", false)) {
                included.add(out.names().name(name));
            } else {
                parts.add(part(node, name));
                columns.add(out.names().name(name));
            }
        }
        if (parts.isEmpty()) {
            throw new NotConverted("the index has no columns");
        }
        if (associated != null && out.names().names(associated).stream().anyMatch(COVERED::contains)) {
            out.note(change, "Liquibase does not create the index, because it belongs to a constraint");
            return;
        }
        String name = written != null
                ? out.names().name(written)
                : out.database().generatedName(table.name(), String.join("_", columns), "idx");
        if (name == null) {
            throw new NotConverted("the index has no name");
        }
        out.add(new CreateIndex(table, new Index(name, parts, isUnique, null, included, null, false), false));
    }

    private Index.Part part(ChangeNode node, String name) {
        boolean isDescending = node.flag("descending", false);
        boolean isExpression = node.flag("computed", false) || name.contains("(");
        Index.Part part = isExpression
                ? Index.Part.expression(SqlText.of(name))
                : Index.Part.column(out.names().name(name.replaceFirst("(?i)\\s+(asc|desc)$", "")));
        return isDescending || name.toLowerCase(Locale.ROOT).endsWith(" desc")
                ? new Index.Part(
                        part.column(), part.expression(), true, part.nullsFirst(), part.opclass(), part.length())
                : part;
    }

    private void addLookupTable(ChangeNode change) {
        TableName existing = out.table(change, "existingTableSchemaName", "existingTableName");
        TableName added = out.table(change, "newTableSchemaName", "newTableName");
        String from = out.names().name(ChangeSetConversion.require(change, "existingColumnName"));
        String column = out.names().name(ChangeSetConversion.require(change, "newColumnName"));
        String type = change.get("newColumnDataType");
        String name = change.get("constraintName");
        String quoted = out.names().quote(from);
        out.addSql(
                "create table " + out.names().quote(added) + " as select distinct " + quoted + " as "
                        + out.names().quote(column) + " from " + out.names().quote(existing) + " where " + quoted
                        + " is not null",
                "drop table " + out.names().quote(added));
        setNullable(added, column, type, false);
        addPrimaryKey(added, null, List.of(column));
        String generated = "FK_" + existing.name().toUpperCase(Locale.ROOT) + "_"
                + added.name().toUpperCase(Locale.ROOT);
        addForeignKey(
                existing,
                ForeignKey.of(
                        out.names().name(name == null ? generated : name), List.of(from), added, List.of(column)));
    }
}
