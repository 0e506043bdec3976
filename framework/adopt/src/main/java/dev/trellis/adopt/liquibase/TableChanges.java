package dev.trellis.adopt.liquibase;

import dev.trellis.adopt.liquibase.ColumnConverter.Parts;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.CreateTableComment;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.RenameTable;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Converts the changes of tables and columns. */
final class TableChanges {
    private static final String UNNAMED = "trellis_unnamed_";

    private final ChangeSetConversion out;
    private final ColumnConverter columns;
    private final ValueConverter values;
    private final ConstraintChanges constraints;

    TableChanges(
            ChangeSetConversion out, ColumnConverter columns, ValueConverter values, ConstraintChanges constraints) {
        this.out = out;
        this.columns = columns;
        this.values = values;
        this.constraints = constraints;
    }

    /** Converts a change; returns false if it is of another kind. */
    boolean convert(ChangeNode change) {
        switch (change.name()) {
            case "createTable" -> createTable(change);
            case "dropTable" -> dropTable(change);
            case "renameTable" -> renameTable(change);
            case "addColumn" -> addColumns(change);
            case "dropColumn" -> dropColumns(change);
            case "renameColumn" -> renameColumn(change);
            case "modifyDataType" -> modifyDataType(change);
            case "mergeColumns" -> mergeColumns(change);
            case "addAutoIncrement" -> addAutoIncrement(change);
            case "setTableRemarks" -> setTableRemarks(change);
            case "setColumnRemarks" -> setColumnRemarks(change);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void createTable(ChangeNode change) {
        TableName name = out.table(change);
        List<Column> list = new ArrayList<>();
        List<String> key = new ArrayList<>();
        String keyName = null;
        Map<String, List<String>> uniques = new LinkedHashMap<>();
        List<List<String>> unnamed = new ArrayList<>();
        List<ForeignKey> foreignKeys = new ArrayList<>();
        for (ChangeNode node : change.all("column")) {
            Parts parts = columns.parts(node);
            String column = parts.column().name();
            list.add(parts.column());
            if (parts.primaryKey()) {
                key.add(column);
                keyName = keyName == null ? parts.primaryKeyName() : keyName;
            }
            if (parts.unique() && parts.uniqueName() == null) {
                unnamed.add(List.of(column));
            } else if (parts.unique()) {
                uniques.computeIfAbsent(String.valueOf(parts.uniqueName()), none -> new ArrayList<>())
                        .add(column);
            }
            if (parts.foreignKey() != null) {
                foreignKeys.add(parts.foreignKey());
            }
        }
        List<UniqueConstraint> named = new ArrayList<>();
        uniques.forEach((unique, uniqueColumns) -> named.add(new UniqueConstraint(unique, uniqueColumns)));
        Table table = Table.of(name, list).withForeignKeys(foreignKeys);
        if (!key.isEmpty()) {
            table = table.withPrimaryKey(
                    new PrimaryKey(keyName == null ? out.database().primaryKeyName(name.name()) : keyName, key));
        }
        String remarks = change.get("remarks");
        if (remarks != null && out.dialect().capabilities().comments()) {
            table = table.withComment(remarks);
        }
        if (change.flag("ifNotExists", false)) {
            out.note(change, "the table must not exist; in Liquibase the change is skipped if it does");
        }
        create(table, named, unnamed);
    }

    /** Creates a table whose unnamed unique constraints get the names that the database gives them. */
    private void create(Table table, List<UniqueConstraint> named, List<List<String>> unnamed) {
        if (out.database() == LiquibaseDatabase.SQLITE && !unnamed.isEmpty()) {
            createOnSqlite(table, named, unnamed);
            return;
        }
        List<UniqueConstraint> known = new ArrayList<>(named);
        List<List<String>> unknown = new ArrayList<>();
        for (List<String> each : unnamed) {
            String generated = constraints.uniqueName(table.name(), each);
            if (generated == null) {
                unknown.add(each);
            } else {
                known.add(new UniqueConstraint(generated, each));
            }
        }
        out.add(new CreateTable(table.withUniques(known)));
        unknown.forEach(each -> constraints.addUnnamedUnique(table.name(), each));
    }

    /**
     * Adds a CREATE TABLE for SQLite as SQL in which the unnamed constraints have no names. Trellis names all constraints, and
     * SQLite keeps unnamed ones unnamed.
     */
    private void createOnSqlite(Table table, List<UniqueConstraint> named, List<List<String>> unnamed) {
        List<UniqueConstraint> all = new ArrayList<>(named);
        for (int i = 0; i < unnamed.size(); i++) {
            all.add(new UniqueConstraint(UNNAMED + i, unnamed.get(i)));
        }
        CreateTable create = new CreateTable(table.withUniques(all));
        List<String> statements = out.compile(create, Schema.EMPTY);
        out.addAs(
                create,
                String.join(";\n", statements).replaceAll("(?i)constraint\\s+\"?" + UNNAMED + "\\d+\"?\\s+", ""));
    }

    private void dropTable(ChangeNode change) {
        TableName table = out.table(change);
        if (change.flag("cascadeConstraints", false)) {
            boolean hasCascade =
                    out.database() == LiquibaseDatabase.POSTGRESQL || out.database() == LiquibaseDatabase.H2;
            if (hasCascade) {
                out.addAs(new DropTable(table), "drop table " + out.names().quote(table) + " cascade");
                return;
            }
        }
        out.add(new DropTable(table));
    }

    private void renameTable(ChangeNode change) {
        TableName table = out.table(change, "schemaName", "oldTableName");
        out.add(new RenameTable(table, out.names().name(ChangeSetConversion.require(change, "newTableName"))));
    }

    private void addColumns(ChangeNode change) {
        TableName table = out.table(change);
        List<ChangeNode> nodes = change.all("column");
        for (ChangeNode node : nodes) {
            Parts parts = columns.parts(node);
            if (node.getFirst("beforeColumn", "afterColumn", "position") != null) {
                out.note(node, "the column becomes the last one; Liquibase adds it at a position on some databases");
            }
            add(table, parts);
        }
        for (ChangeNode node : nodes) {
            ValueConverter.Value value = values.value(node);
            if (value != null) {
                out.addRows(
                        table,
                        "update " + out.names().quote(table) + " set "
                                + out.names().quote(out.names().name(node.getOrEmpty("name"))) + " = "
                                + values.sql(value));
            }
        }
    }

    private void add(TableName table, Parts parts) {
        out.add(new AddColumn(table, parts.column()));
        List<String> column = List.of(parts.column().name());
        if (parts.primaryKey()) {
            constraints.addPrimaryKey(table, parts.primaryKeyName(), column);
        }
        if (parts.unique()) {
            constraints.addUnique(table, parts.uniqueName(), column);
        }
        if (parts.foreignKey() != null) {
            constraints.addForeignKey(table, parts.foreignKey());
        }
    }

    private void dropColumns(ChangeNode change) {
        TableName table = out.table(change);
        String single = change.get("columnName");
        List<String> dropped = new ArrayList<>();
        if (single != null) {
            dropped.add(single);
        }
        for (ChangeNode node : change.all("column")) {
            // Liquibase needs only the name.
            node.ignore(node.children().stream().map(ChangeNode::name).collect(Collectors.toSet()));
            dropped.add(ChangeSetConversion.require(node, "name"));
        }
        if (dropped.isEmpty()) {
            ChangeSetConversion.require(change, "columnName");
        }
        dropped.forEach(column -> out.add(new DropColumn(table, out.names().name(column))));
    }

    private void renameColumn(ChangeNode change) {
        TableName table = out.table(change);
        String from = out.names().name(ChangeSetConversion.require(change, "oldColumnName"));
        String to = out.names().name(ChangeSetConversion.require(change, "newColumnName"));
        String type = change.get("columnDataType");
        AlterColumn rename = AlterColumn.of(table, from).withRename(to);
        if (out.database().isMysqlFamily() && type != null) {
            // CHANGE without further words makes the column nullable and removes its default.
            out.addAs(
                    redefined(rename, type),
                    "alter table " + out.names().quote(table) + " change "
                            + out.names().quote(from) + " " + out.names().quote(to) + " "
                            + out.types().sql(type) + remarks(change));
        } else {
            change.ignore(Set.of("remarks"));
            out.add(rename);
        }
    }

    private String remarks(ChangeNode change) {
        String remarks = change.get("remarks");
        return remarks == null ? "" : " comment " + out.dialect().literal(remarks);
    }

    /** Returns a change that leaves a column only what its new type states, as MODIFY and CHANGE do. */
    private AlterColumn redefined(AlterColumn change, String type) {
        return change.withType(out.types().type(type)).withNullable(true).withDefault(null);
    }

    private void modifyDataType(ChangeNode change) {
        TableName table = out.table(change);
        String column = out.names().name(ChangeSetConversion.require(change, "columnName"));
        String type = ChangeSetConversion.require(change, "newDataType");
        ColumnType converted = out.types().type(type);
        AlterColumn alter = AlterColumn.of(table, column).withType(converted);
        String sql = out.types().sql(type);
        if (out.database().isMysqlFamily()) {
            out.addAs(
                    redefined(alter, type),
                    "alter table " + out.names().quote(table) + " modify "
                            + out.names().quote(column) + " " + sql);
        } else if (out.database() == LiquibaseDatabase.POSTGRESQL) {
            out.add(alter.withUsing(SqlText.of(out.names().quote(column) + "::" + sql)));
        } else {
            out.add(alter);
        }
    }

    private void mergeColumns(ChangeNode change) {
        TableName table = out.table(change);
        String first = out.names().name(ChangeSetConversion.require(change, "column1Name"));
        String second = out.names().name(ChangeSetConversion.require(change, "column2Name"));
        String merged = out.names().name(ChangeSetConversion.require(change, "finalColumnName"));
        String type = ChangeSetConversion.require(change, "finalColumnType");
        String join = change.get("joinString");
        String separator = out.dialect().literal(join == null ? "" : join);
        out.add(new AddColumn(table, Column.of(merged, out.types().type(type))));
        List<String> parts =
                List.of(out.names().quote(first), separator, out.names().quote(second));
        String joined = out.database().isMysqlFamily()
                ? "concat(" + String.join(", ", parts) + ")"
                : String.join(" || ", parts);
        out.addRows(
                table,
                "update " + out.names().quote(table) + " set " + out.names().quote(merged) + " = " + joined);
        out.add(new DropColumn(table, first));
        out.add(new DropColumn(table, second));
    }

    private void addAutoIncrement(ChangeNode change) {
        TableName table = out.table(change);
        String column = out.names().name(ChangeSetConversion.require(change, "columnName"));
        change.ignore(Set.of("columnDataType", "defaultOnNull"));
        AlterColumn alter = AlterColumn.of(table, column).withIdentity(ColumnConverter.identity(change));
        if (out.database() == LiquibaseDatabase.POSTGRESQL) {
            addSequence(change, table, column);
        } else {
            out.add(alter);
        }
    }

    /** Adds a sequence whose next value is the default of a column, as Liquibase does on PostgreSQL. */
    private void addSequence(ChangeNode change, TableName table, String column) {
        TableName sequence = new TableName(table.schema(), table.name() + "_" + column + "_seq");
        String quoted = out.names().quote(sequence);
        String increment = change.get("incrementBy");
        String start = change.get("startWith");
        out.addSql(
                "create sequence if not exists " + quoted
                        + (increment == null ? "" : " increment by " + increment)
                        + (start == null ? "" : " start with " + start),
                "drop sequence " + quoted);
        out.add(AlterColumn.of(table, column).withNullable(false));
        String set = "alter table " + out.names().quote(table) + " alter column "
                + out.names().quote(column);
        out.addSql(set + " set default nextval(" + out.dialect().literal(quoted) + ")", set + " drop default");
        constraints.ownSequence(quoted, table, column);
    }

    private void setTableRemarks(ChangeNode change) {
        TableName table = out.table(change);
        String remarks = change.getOrEmpty("remarks");
        if (hasComments(change)) {
            out.add(new CreateTableComment(table, remarks));
        }
    }

    private void setColumnRemarks(ChangeNode change) {
        TableName table = out.table(change);
        String column = out.names().name(ChangeSetConversion.require(change, "columnName"));
        String remarks = change.get("remarks");
        String type = change.get("columnDataType");
        change.ignore(Set.of("columnParentType"));
        if (!hasComments(change)) {
            return;
        }
        AlterColumn alter = AlterColumn.of(table, column).withComment(remarks);
        if (out.database().isMysqlFamily() && type != null) {
            out.addAs(
                    redefined(alter, type),
                    "alter table " + out.names().quote(table) + " modify column "
                            + out.names().quote(column) + " "
                            + out.types().sql(type) + " comment "
                            + out.dialect().literal(remarks == null ? "" : remarks));
        } else {
            out.add(alter);
        }
    }

    private boolean hasComments(ChangeNode change) {
        if (out.dialect().capabilities().comments()) {
            return true;
        }
        out.note(change, "the database has no comments on tables and columns");
        return false;
    }
}
