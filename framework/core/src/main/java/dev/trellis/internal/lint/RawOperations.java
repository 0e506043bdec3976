package dev.trellis.internal.lint;

import dev.trellis.dialect.Dialect;
import dev.trellis.internal.sql.SqlCursor;
import dev.trellis.internal.sql.SqlException;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.CreateCheckConstraint;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.ExecuteSql;
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
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The operations that raw SQL comes to, as far as its text tells. What it says besides is left out. */
final class RawOperations {
    /** What an ALTER TABLE adds that is no column. */
    private static final Set<String> NO_COLUMN = Set.of(
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

    /** What gives the rows that are there a value of their own. */
    private static final List<String> FILLED = List.of("generated", "as", "auto_increment", "identity");

    private static final Set<String> SERIAL = Set.of("serial", "bigserial", "smallserial");

    private final Dialect dialect;
    private final Schema before;
    private final SqlCursor at;
    private final List<Operation> operations = new ArrayList<>();

    private RawOperations(Dialect dialect, Schema before, SqlCursor at) {
        this.dialect = dialect;
        this.before = before;
        this.at = at;
    }

    /** @param before what scripts tell of the schema up to here */
    static List<Operation> of(ExecuteSql execute, Dialect dialect, Schema before) {
        List<Operation> operations = new ArrayList<>();
        for (String statement : RawSql.statements(execute, dialect)) {
            try {
                SqlCursor at = new SqlCursor(statement, dialect.syntax());
                operations.addAll(new RawOperations(dialect, before, at).read());
            } catch (SqlException | SchemaException e) {
                // What cannot be read cannot be looked at before it runs.
            }
        }
        return operations;
    }

    private List<Operation> read() {
        if (at.take("create", "index")) {
            index(false);
        } else if (at.take("create", "unique", "index")) {
            index(true);
        } else if (at.take("rename", "table")) {
            do {
                TableName table = table();
                at.take("to");
                operations.add(new RenameTable(table, table().name()));
            } while (at.take(","));
        } else if (at.take("alter", "table")) {
            TableName table = table();
            while (!at.isAtEnd()) {
                clause(table);
                at.toComma();
            }
        }
        return operations;
    }

    private void index(boolean unique) {
        boolean concurrently = at.take("concurrently");
        at.take("if", "not", "exists");
        String name = at.word().equals("on") ? "ix" : name();
        at.take("on");
        TableName table = table();
        while (!at.isAtEnd() && !at.word().equals("(")) {
            at.next();
        }
        List<Index.Part> parts = at.list().stream().map(this::part).toList();
        if (!parts.isEmpty()) {
            Index index = new Index(name, parts, unique, null, List.of(), null, false);
            operations.add(new CreateIndex(table, index, concurrently));
        }
    }

    private Index.Part part(String written) {
        return written.matches("[\\w\"`\\[\\]]+")
                ? Index.Part.column(dialect.parseTableName(written).name())
                : Index.Part.expression(own(written));
    }

    private void clause(TableName table) {
        switch (at.word()) {
            case "add" -> {
                at.next();
                added(table);
            }
            case "alter", "modify" -> {
                boolean modifies = at.word().equals("modify");
                at.next();
                if (at.take("column") || !NO_COLUMN.contains(at.word())) {
                    altered(table, name(), modifies);
                }
            }
            case "change" -> {
                at.next();
                at.take("column");
                String column = name();
                renamed(table, column, name());
                altered(table, column, true);
            }
            case "rename" -> {
                at.next();
                if (at.take("to") || at.take("as")) {
                    operations.add(new RenameTable(table, table().name()));
                } else if (at.take("column") || at.word(1).equals("to")) {
                    String column = name();
                    at.take("to");
                    renamed(table, column, name());
                }
            }
            default -> {}
        }
    }

    private void added(TableName table) {
        String name = at.take("constraint") && !NO_COLUMN.contains(at.word()) ? name() : table.name() + "_added";
        if (at.take("foreign", "key")) {
            foreignKey(table, name);
        } else if (at.take("check")) {
            if (!at.isAhead("not", "valid")) {
                String sql = at.until(Set.of("not", "enforced", "no"));
                boolean wrapped = sql.startsWith("(") && sql.endsWith(")");
                operations.add(new CreateCheckConstraint(
                        table, new Check(name, own(wrapped ? sql.substring(1, sql.length() - 1) : sql))));
            }
        } else if (at.take("column") || !NO_COLUMN.contains(at.word())) {
            at.take("if", "not", "exists");
            boolean several = at.take("(");
            do {
                operations.add(new AddColumn(table, column()));
                while (several && !at.isAtEnd() && !Set.of(",", ")").contains(at.word())) {
                    at.until(Set.of());
                }
            } while (several && at.take(","));
        }
    }

    private void foreignKey(TableName table, String name) {
        List<String> columns = at.list().stream().map(this::name).toList();
        at.take("references");
        TableName referred = table();
        List<String> referredColumns = at.list().stream().map(this::name).toList();
        if (referredColumns.isEmpty()) {
            referredColumns = before.table(referred)
                    .map(Table::primaryKey)
                    .map(PrimaryKey::columns)
                    .orElse(List.of());
        }
        if (!at.isAhead("not", "valid") && columns.size() == referredColumns.size()) {
            ForeignKey key = new ForeignKey(
                    name, columns, referred, referredColumns, action("delete"), action("update"), null, false, false);
            operations.add(new CreateForeignKey(table, key));
        }
    }

    private ReferentialAction action(String event) {
        for (ReferentialAction action : ReferentialAction.values()) {
            if (at.isAhead(("on " + event + " " + action.word()).split(" ", -1))) {
                return action;
            }
        }
        return ReferentialAction.NO_ACTION;
    }

    private Column column() {
        String name = name();
        String written = at.type();
        boolean required = at.isAhead("not", "null") || at.isAhead("primary", "key");
        boolean filled = SERIAL.contains(written.toLowerCase(Locale.ROOT))
                || FILLED.stream().anyMatch(at::isAhead);
        Column column = Column.of(name, type(written)).withNullable(!required);
        if (filled) {
            return column.withIdentity(Identity.BY_DEFAULT);
        }
        String value = at.defaultValue();
        return value.isEmpty() || value.equalsIgnoreCase("null")
                ? column
                : column.withDefault(new DefaultValue.Expression(own(value)));
    }

    private void altered(TableName table, String column, boolean always) {
        if (at.take("set", "not", "null")) {
            operations.add(AlterColumn.of(table, column).withNullable(false));
            return;
        }
        if (at.take("rename", "to")) {
            renamed(table, column, name());
        } else if (at.toType(always)) {
            AlterColumn alter = AlterColumn.of(table, column).withType(type(at.type()));
            operations.add(at.isAhead("not", "null") ? alter.withNullable(false) : alter);
        }
    }

    private void renamed(TableName table, String column, String to) {
        if (!column.equals(to)) {
            operations.add(AlterColumn.of(table, column).withRename(to));
        }
    }

    private ColumnType type(String written) {
        ColumnType portable = RawSql.type(written);
        return portable == null ? new ColumnType.ByDialect(Map.of(dialect.name(), written)) : portable;
    }

    private SqlText own(String sql) {
        return new SqlText(Map.of(dialect.name(), sql));
    }

    private TableName table() {
        return dialect.parseTableName(at.name());
    }

    private String name() {
        return name(at.name());
    }

    private String name(String written) {
        return dialect.parseTableName(written).name();
    }
}
