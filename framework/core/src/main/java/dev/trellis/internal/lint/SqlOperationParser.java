package dev.trellis.internal.lint;

import dev.trellis.dialect.Dialect;
import dev.trellis.internal.sql.SqlCursor;
import dev.trellis.internal.sql.SqlException;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.CreateCheckConstraint;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Parses one SQL statement into the operations that have the same effect. It knows CREATE INDEX, ALTER TABLE and RENAME
 * TABLE; a clause that it does not know is skipped.
 */
final class SqlOperationParser {
    /** The words after ADD, ALTER or MODIFY in ALTER TABLE that do not begin the definition of a column. */
    private static final Set<String> NOT_A_COLUMN = Set.of(
            "constraint",
            "primary",
            "foreign",
            "index",
            "key",
            "check",
            "unique",
            "fulltext",
            "spatial",
            "partition",
            "period",
            "system",
            "table");

    /** The words in the definition of a column that give existing rows a value. */
    private static final List<String> GENERATED = List.of("generated", "as", "auto_increment", "identity");

    /** The types of PostgreSQL that include a generated default. */
    private static final Set<String> SERIAL = Set.of("serial", "bigserial", "smallserial");

    private final Dialect dialect;
    private final Schema before;
    private final SqlCursor cursor;
    private final List<Operation> operations = new ArrayList<>();

    /**
     * Creates the parser of one statement.
     *
     * @param before the schema that the scripts produce up to this statement
     * @throws SqlException if a string, a comment or a quoted name is not closed
     */
    SqlOperationParser(String statement, Dialect dialect, Schema before) {
        this.dialect = dialect;
        this.before = before;
        this.cursor = new SqlCursor(statement, dialect.syntax());
    }

    /** Returns the operations in the order of the clauses; none for other statements. */
    List<Operation> parse() {
        if (cursor.take("create", "index")) {
            createIndex(false);
        } else if (cursor.take("create", "unique", "index")) {
            createIndex(true);
        } else if (cursor.take("rename", "table")) {
            do {
                TableName table = table();
                cursor.take("to");
                operations.add(new RenameTable(table, table().name()));
            } while (cursor.take(","));
        } else if (cursor.take("alter", "table")) {
            TableName table = table();
            while (!cursor.isAtEnd()) {
                parseClause(table);
                cursor.toComma();
            }
        }
        return operations;
    }

    private void createIndex(boolean unique) {
        boolean concurrently = cursor.take("concurrently");
        cursor.take("if", "not", "exists");
        String name = cursor.word().equals("on") ? "ix" : name();
        cursor.take("on");
        TableName table = table();
        while (!cursor.isAtEnd() && !cursor.word().equals("(")) {
            cursor.next();
        }
        List<Index.Part> parts = cursor.list().stream().map(this::indexPart).toList();
        if (!parts.isEmpty()) {
            Index index = Index.of(name, List.of(), unique).withParts(parts);
            operations.add(new CreateIndex(table, index, concurrently));
        }
    }

    private Index.Part indexPart(String sql) {
        return sql.matches("[\\w\"`\\[\\]]+")
                ? Index.Part.column(dialect.parseTableName(sql).name())
                : Index.Part.expression(sqlText(sql));
    }

    private void parseClause(TableName table) {
        switch (cursor.word()) {
            case "add" -> {
                cursor.next();
                parseAdd(table);
            }
            case "alter", "modify" -> {
                boolean modifies = cursor.word().equals("modify");
                cursor.next();
                if (cursor.take("column") || !NOT_A_COLUMN.contains(cursor.word())) {
                    parseAlteredColumn(table, name(), modifies);
                }
            }
            case "change" -> {
                cursor.next();
                cursor.take("column");
                String column = name();
                addRename(table, column, name());
                parseAlteredColumn(table, column, true);
            }
            case "rename" -> {
                cursor.next();
                if (cursor.take("to") || cursor.take("as")) {
                    operations.add(new RenameTable(table, table().name()));
                } else if (cursor.take("column") || cursor.word(1).equals("to")) {
                    String column = name();
                    cursor.take("to");
                    addRename(table, column, name());
                }
            }
            default -> {}
        }
    }

    private void parseAdd(TableName table) {
        boolean isNamed = cursor.take("constraint") && !NOT_A_COLUMN.contains(cursor.word());
        String constraint = isNamed ? name() : table.name() + "_added";
        if (cursor.take("foreign", "key")) {
            addForeignKey(table, constraint);
        } else if (cursor.take("check")) {
            addCheck(table, constraint);
        } else if (cursor.take("column") || !NOT_A_COLUMN.contains(cursor.word())) {
            cursor.take("if", "not", "exists");
            addColumns(table);
        }
    }

    private void addColumns(TableName table) {
        boolean isList = cursor.take("(");
        do {
            operations.add(new AddColumn(table, columnDefinition()));
            while (isList && !cursor.isAtEnd() && !Set.of(",", ")").contains(cursor.word())) {
                cursor.until(Set.of());
            }
        } while (isList && cursor.take(","));
    }

    private void addCheck(TableName table, String name) {
        if (cursor.isAhead("not", "valid")) {
            return;
        }
        String sql = cursor.until(Set.of("not", "enforced", "no"));
        boolean isWrapped = sql.startsWith("(") && sql.endsWith(")");
        operations.add(new CreateCheckConstraint(
                table, new Check(name, sqlText(isWrapped ? sql.substring(1, sql.length() - 1) : sql))));
    }

    private void addForeignKey(TableName table, String name) {
        List<String> columns = cursor.list().stream().map(this::name).toList();
        cursor.take("references");
        TableName referred = table();
        List<String> referredColumns = cursor.list().stream().map(this::name).toList();
        if (referredColumns.isEmpty()) {
            referredColumns = before.table(referred)
                    .map(Table::primaryKey)
                    .map(PrimaryKey::columns)
                    .orElse(List.of());
        }
        if (!cursor.isAhead("not", "valid") && columns.size() == referredColumns.size()) {
            ForeignKey key = ForeignKey.of(name, columns, referred, referredColumns)
                    .withActions(referentialAction("delete"), referentialAction("update"));
            operations.add(new CreateForeignKey(table, key));
        }
    }

    private ReferentialAction referentialAction(String event) {
        for (ReferentialAction action : ReferentialAction.values()) {
            if (cursor.isAhead(("on " + event + " " + action.word()).split(" ", -1))) {
                return action;
            }
        }
        return ReferentialAction.NO_ACTION;
    }

    private Column columnDefinition() {
        String name = name();
        String type = cursor.type();
        boolean isRequired = cursor.isAhead("not", "null") || cursor.isAhead("primary", "key");
        boolean isGenerated = SERIAL.contains(type.toLowerCase(Locale.ROOT))
                || GENERATED.stream().anyMatch(cursor::isAhead);
        Column column = Column.of(name, columnType(type)).withNullable(!isRequired);
        if (isGenerated) {
            return column.withIdentity(Identity.BY_DEFAULT);
        }
        String value = cursor.defaultValue();
        return value.isEmpty() || value.equalsIgnoreCase("null")
                ? column
                : column.withDefault(new DefaultValue.Expression(sqlText(value)));
    }

    /**
     * Parses the change of a column in ALTER TABLE.
     *
     * @param hasType whether a type follows the name of the column, even if the next word could begin another clause
     */
    private void parseAlteredColumn(TableName table, String column, boolean hasType) {
        if (cursor.take("set", "not", "null")) {
            operations.add(AlterColumn.of(table, column).withNullable(false));
            return;
        }
        if (cursor.take("rename", "to")) {
            addRename(table, column, name());
        } else if (cursor.toType(hasType)) {
            AlterColumn alter = AlterColumn.of(table, column).withType(columnType(cursor.type()));
            operations.add(cursor.isAhead("not", "null") ? alter.withNullable(false) : alter);
        }
    }

    private void addRename(TableName table, String column, String to) {
        if (!column.equals(to)) {
            operations.add(AlterColumn.of(table, column).withRename(to));
        }
    }

    private ColumnType columnType(String sql) {
        ColumnType portable = SqlColumnType.portable(sql);
        return portable == null ? new ColumnType.ByDialect(Map.of(dialect.name(), sql)) : portable;
    }

    private SqlText sqlText(String sql) {
        return new SqlText(Map.of(dialect.name(), sql));
    }

    private TableName table() {
        return dialect.parseTableName(cursor.name());
    }

    private String name() {
        return name(cursor.name());
    }

    private String name(String sql) {
        return dialect.parseTableName(sql).name();
    }
}
