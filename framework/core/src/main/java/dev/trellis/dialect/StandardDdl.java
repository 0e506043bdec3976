package dev.trellis.dialect;

import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.AlterEnum;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.CreateCheckConstraint;
import dev.trellis.operation.CreateEnum;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreatePrimaryKey;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.CreateTableComment;
import dev.trellis.operation.CreateUniqueConstraint;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.DropEnum;
import dev.trellis.operation.DropIndex;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.DropTableComment;
import dev.trellis.operation.Execute;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.operation.Run;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.Computed;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import dev.trellis.sql.SqlComments;
import dev.trellis.sql.SqlException;
import dev.trellis.sql.SqlSplitter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One compilation in the SQL that most databases share. A dialect extends it and overrides what it says differently;
 * what it cannot say at all throws {@link DialectException}.
 */
public abstract class StandardDdl implements Operation.Visitor {
    /** Rows of a {@code bulk_insert} that go into one statement. */
    private static final int ROWS_PER_INSERT = 200;

    private final Dialect dialect;
    private final Catalog catalog;
    private final Consumer<Command> sink;
    private @Nullable Operation current;

    protected StandardDdl(Dialect dialect, Catalog catalog, Consumer<Command> sink) {
        this.dialect = dialect;
        this.catalog = catalog;
        this.sink = sink;
    }

    /** Says the operations, all or, when the database takes one of their names not, none. */
    public final void compile(List<Operation> operations) {
        Identifiers.require(operations, dialect);
        say(operations);
    }

    /** Says the operations one by one; a dialect that folds neighbours overrides this. */
    protected void say(List<Operation> operations) {
        for (Operation operation : operations) {
            compile(operation);
        }
    }

    protected final void compile(Operation operation) {
        current = operation;
        operation.accept(this);
        if (!(operation instanceof Autocommit)) {
            catalog.applied(operation);
        }
    }

    protected final void emit(String sql) {
        sink.accept(new Command(sql, operation()));
    }

    /** The operation that is being said. */
    protected final Operation operation() {
        if (current == null) {
            throw new IllegalStateException("nothing is being compiled");
        }
        return current;
    }

    protected final void operation(Operation operation) {
        current = operation;
    }

    protected final Catalog catalog() {
        return catalog;
    }

    protected final DialectException unsupported(String why, String advice) {
        return DialectException.unsupported(dialect.name(), operation(), why, advice);
    }

    // ---- names and pieces ----

    protected final String quote(String name) {
        String objection = dialect.objection(name);
        if (objection != null) {
            throw SchemaException.illegalIdentifier(name, objection);
        }
        return dialect.quote(name);
    }

    protected String quote(TableName table) {
        return table.schema() == null ? quote(table.name()) : quote(table.schema()) + "." + quote(table.name());
    }

    protected final String quoted(List<String> names) {
        return names.stream().map(this::quote).collect(Collectors.joining(", "));
    }

    protected final String sql(SqlText text) {
        String sql = text.in(dialect.name());
        if (sql == null) {
            throw DialectException.noSqlFor(dialect.name(), text.toString());
        }
        return SqlComments.without(sql, dialect.syntax());
    }

    protected final String literal(@Nullable Object value) {
        return dialect.literal(value);
    }

    /** The type as a column definition says it. */
    protected abstract String type(ColumnType type);

    protected String defaultSql(Column column, DefaultValue value) {
        return value instanceof DefaultValue.Literal literal
                ? literal(literal.value())
                : sql(((DefaultValue.Expression) value).sql());
    }

    /** A column as CREATE TABLE and ADD COLUMN say it, from its name on; constraints are not part of it. */
    protected String columnDefinition(Table table, Column column) {
        String type = type(column.type());
        StringBuilder text = new StringBuilder(quote(column.name())).append(type.isEmpty() ? "" : " " + type);
        if (column.collation() != null) {
            text.append(" COLLATE ").append(collation(column.collation()));
        }
        if (column.computed() != null) {
            text.append(' ').append(computed(column.computed()));
        } else if (column.identity() != null) {
            text.append(' ').append(identity(column.identity()));
        } else if (column.defaultValue() != null) {
            text.append(" DEFAULT ").append(defaultSql(column, column.defaultValue()));
        }
        if (!column.nullable()) {
            text.append(" NOT NULL");
        }
        return text.toString();
    }

    protected String collation(String name) {
        return quote(name);
    }

    protected String computed(Computed computed) {
        return "GENERATED ALWAYS AS (" + sql(computed.sql()) + ") " + (computed.stored() ? "STORED" : "VIRTUAL");
    }

    protected String identity(Identity identity) {
        String text = "GENERATED " + (identity.always() ? "ALWAYS" : "BY DEFAULT") + " AS IDENTITY";
        List<String> options = new ArrayList<>();
        if (identity.start() != null) {
            options.add("START WITH " + identity.start());
        }
        if (identity.increment() != null) {
            options.add("INCREMENT BY " + identity.increment());
        }
        return options.isEmpty() ? text : text + " (" + String.join(" ", options) + ")";
    }

    protected final String constraint(@Nullable String name) {
        return name == null ? "" : "CONSTRAINT " + quote(name) + " ";
    }

    protected String primaryKey(PrimaryKey key) {
        return constraint(key.name()) + "PRIMARY KEY (" + quoted(key.columns()) + ")";
    }

    protected String unique(UniqueConstraint unique) {
        return constraint(unique.name()) + "UNIQUE (" + quoted(unique.columns()) + ")";
    }

    protected String check(Check check) {
        return constraint(check.name()) + "CHECK (" + sql(check.sql()) + ")";
    }

    /** For a database that looks for a table without a schema beside the one that refers to it. */
    protected final void requireSchemaSaid(TableName table, ForeignKey key) {
        TableName referred = key.referredTable();
        if (table.schema() != null && referred.schema() == null) {
            throw unsupported(
                    "it looks for table '" + referred + "' in schema '" + table.schema() + "'",
                    "say its schema: references: {table: " + referred + ", schema: ..., columns: ["
                            + String.join(", ", key.referredColumns()) + "]}");
        }
    }

    protected String foreignKey(ForeignKey key) {
        StringBuilder text = new StringBuilder(constraint(key.name()))
                .append("FOREIGN KEY (")
                .append(quoted(key.columns()))
                .append(") REFERENCES ")
                .append(quote(key.referredTable()))
                .append(" (")
                .append(quoted(key.referredColumns()))
                .append(')');
        if (key.match() != null) {
            text.append(" MATCH ").append(key.match().toUpperCase(Locale.ROOT));
        }
        if (key.onDelete() != ReferentialAction.NO_ACTION) {
            text.append(" ON DELETE ").append(key.onDelete().sql());
        }
        if (key.onUpdate() != ReferentialAction.NO_ACTION) {
            text.append(" ON UPDATE ").append(key.onUpdate().sql());
        }
        return text.append(deferrable(key)).toString();
    }

    protected String deferrable(ForeignKey key) {
        if (!key.deferrable()) {
            return "";
        }
        return key.initiallyDeferred() ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE";
    }

    protected String indexPart(Index.Part part) {
        StringBuilder text =
                new StringBuilder(part.column() != null ? quote(part.column()) : "(" + sql(expression(part)) + ")");
        if (part.opclass() != null) {
            text.append(' ').append(part.opclass());
        }
        if (part.descending()) {
            text.append(" DESC");
        }
        if (part.nullsFirst() != null) {
            text.append(part.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
        }
        return text.toString();
    }

    private static SqlText expression(Index.Part part) {
        if (part.expression() == null) {
            throw new IllegalStateException("an index part is a column or an expression");
        }
        return part.expression();
    }

    protected final String indexParts(Index index) {
        return index.parts().stream().map(this::indexPart).collect(Collectors.joining(", "));
    }

    protected String createIndex(TableName table, Index index, boolean concurrently) {
        StringBuilder text = new StringBuilder("CREATE ")
                .append(index.unique() ? "UNIQUE " : "")
                .append("INDEX ")
                .append(quote(String.valueOf(index.name())))
                .append(" ON ")
                .append(quote(table))
                .append(" (")
                .append(indexParts(index))
                .append(')');
        if (index.where() != null) {
            text.append(" WHERE ").append(sql(index.where()));
        }
        return text.toString();
    }

    /** The pieces between the parentheses of CREATE TABLE. */
    protected List<String> tableElements(Table table) {
        List<String> elements = new ArrayList<>();
        for (Column column : table.columns()) {
            boolean required = !column.nullable() || table.inPrimaryKey(column.name());
            elements.add(columnDefinition(table, column.withNullable(!required)));
        }
        if (table.primaryKey() != null) {
            elements.add(primaryKey(table.primaryKey()));
        }
        table.uniques().forEach(unique -> elements.add(unique(unique)));
        table.foreignKeys().forEach(key -> elements.add(foreignKey(key)));
        table.checks().forEach(check -> elements.add(check(check)));
        return elements;
    }

    protected String createTable(Table table) {
        return "CREATE TABLE " + quote(table.name()) + " (\n  " + String.join(",\n  ", tableElements(table)) + "\n)";
    }

    protected final void alterTable(TableName table, String change) {
        emit("ALTER TABLE " + quote(table) + " " + change);
    }

    // ---- the operations ----

    @Override
    public void visit(CreateTable operation) {
        Table table = operation.table();
        emit(createTable(table));
        if (table.comment() != null) {
            comment(table.name(), table.comment());
        }
        for (Column column : table.columns()) {
            if (column.comment() != null) {
                comment(table.name(), column, column.comment());
            }
        }
        table.indexes().forEach(index -> emit(createIndex(table.name(), index, false)));
    }

    @Override
    public void visit(DropTable operation) {
        emit("DROP TABLE " + quote(operation.table()));
    }

    @Override
    public void visit(RenameTable operation) {
        alterTable(operation.table(), "RENAME TO " + quote(operation.to()));
    }

    @Override
    public void visit(AddColumn operation) {
        Table alone = Table.of(operation.table(), List.of(operation.column()));
        alterTable(operation.table(), addColumn(operation) + columnDefinition(alone, operation.column()));
        if (operation.column().comment() != null) {
            comment(operation.table(), operation.column(), operation.column().comment());
        }
    }

    /** The words in front of the column. */
    protected static String addColumn(AddColumn operation) {
        return operation.ifNotExists() ? "ADD COLUMN IF NOT EXISTS " : "ADD COLUMN ";
    }

    @Override
    public void visit(DropColumn operation) {
        alterTable(operation.table(), "DROP COLUMN " + quote(operation.column()));
    }

    @Override
    public abstract void visit(AlterColumn operation);

    @Override
    public void visit(CreateIndex operation) {
        emit(createIndex(operation.table(), operation.index(), operation.concurrently()));
    }

    @Override
    public void visit(DropIndex operation) {
        emit("DROP INDEX " + quote(new TableName(operation.table().schema(), operation.name())));
    }

    @Override
    public void visit(CreatePrimaryKey operation) {
        alterTable(operation.table(), "ADD " + primaryKey(operation.key()));
    }

    @Override
    public void visit(CreateUniqueConstraint operation) {
        alterTable(operation.table(), "ADD " + unique(operation.constraint()));
    }

    @Override
    public void visit(CreateForeignKey operation) {
        alterTable(operation.table(), "ADD " + foreignKey(operation.key()));
    }

    @Override
    public void visit(CreateCheckConstraint operation) {
        alterTable(operation.table(), "ADD " + check(operation.check()));
    }

    @Override
    public void visit(DropConstraint operation) {
        alterTable(operation.table(), "DROP CONSTRAINT " + quote(operation.name()));
    }

    /** Sets a table's comment, or takes it away. */
    protected void comment(TableName table, @Nullable String comment) {
        emit("COMMENT ON TABLE " + quote(table) + " IS " + literal(comment));
    }

    /** Sets the comment of a column, or takes it away. */
    protected void comment(TableName table, Column column, @Nullable String comment) {
        emit("COMMENT ON COLUMN " + quote(table) + "." + quote(column.name()) + " IS " + literal(comment));
    }

    @Override
    public void visit(CreateTableComment operation) {
        comment(operation.table(), operation.comment());
    }

    @Override
    public void visit(DropTableComment operation) {
        comment(operation.table(), (String) null);
    }

    /** Where enumerations have no name of their own, there is nothing to create. */
    @Override
    public void visit(CreateEnum operation) {}

    @Override
    public void visit(AlterEnum operation) {}

    @Override
    public void visit(DropEnum operation) {}

    @Override
    public void visit(Execute operation) {
        String sql = operation.sql().in(dialect.name());
        if (sql != null) {
            statements(sql).forEach(this::emit);
        }
    }

    /** One by one, since some drivers run the first of several and are silent about the rest. */
    private List<String> statements(String sql) {
        try {
            return SqlSplitter.statements(sql, dialect.syntax());
        } catch (SqlException e) {
            return List.of(sql);
        }
    }

    /** A constant as an INSERT into a column says it. */
    protected String value(TableName table, String column, @Nullable Object value) {
        return literal(value);
    }

    @Override
    public void visit(BulkInsert operation) {
        Map<List<String>, List<String>> rowsByColumns = new LinkedHashMap<>();
        for (Map<String, @Nullable Object> row : operation.rows()) {
            String values = row.entrySet().stream()
                    .map(cell -> value(operation.table(), cell.getKey(), cell.getValue()))
                    .collect(Collectors.joining(", ", "(", ")"));
            rowsByColumns
                    .computeIfAbsent(List.copyOf(row.keySet()), columns -> new ArrayList<>())
                    .add(values);
        }
        rowsByColumns.forEach((columns, rows) -> {
            String start = "INSERT INTO " + quote(operation.table()) + " (" + quoted(columns) + ") VALUES\n  ";
            for (int from = 0; from < rows.size(); from += ROWS_PER_INSERT) {
                List<String> some = rows.subList(from, Math.min(rows.size(), from + ROWS_PER_INSERT));
                emit(start + String.join(",\n  ", some));
            }
        });
    }

    /** The wrapped operations; that they run outside a transaction is seen to by whoever runs them. */
    @Override
    public void visit(Autocommit operation) {
        operation.operations().forEach(this::compile);
    }

    @Override
    public void visit(Run operation) {
        throw new IllegalStateException("a Java step is not SQL: " + operation.step());
    }
}
