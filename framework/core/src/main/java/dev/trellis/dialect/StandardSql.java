package dev.trellis.dialect;

import dev.trellis.error.Pasteable;
import dev.trellis.internal.sql.SqlComments;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.Computed;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Definition;
import dev.trellis.schema.Exclude;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOptions;
import dev.trellis.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the statements of {@link StandardDdl}: names, constants, and the definitions of columns, keys, indexes and
 * tables. A dialect overrides the methods whose SQL differs.
 */
public abstract class StandardSql {
    private final Dialect dialect;
    private @Nullable Operation current;

    StandardSql(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Returns the operation that is being compiled. */
    protected final Operation operation() {
        if (current == null) {
            throw new IllegalStateException("nothing is being compiled");
        }
        return current;
    }

    /** Sets the operation that is being compiled. Error messages and statements refer to this operation. */
    protected final void operation(Operation operation) {
        current = operation;
    }

    /**
     * Returns the error {@code unsupported} for the operation that is being compiled.
     *
     * @param why the reason, a clause in lower case
     * @param advice what to do instead, in imperative sentences
     */
    protected final DialectException unsupported(String why, String advice) {
        return DialectException.unsupported(dialect.name(), operation(), why, advice);
    }

    // ---- names and constants ----

    /**
     * Returns a name in quotes.
     *
     * @throws SchemaException {@code illegal_identifier} if the database rejects the name
     */
    protected final String quote(String name) {
        String problem = dialect.identifierProblem(name);
        if (problem != null) {
            throw SchemaException.illegalIdentifier(name, problem);
        }
        return dialect.quote(name);
    }

    /** Returns a table's name in quotes, with its schema if it has one. */
    protected String quote(TableName table) {
        return table.schema() == null ? quote(table.name()) : quote(table.schema()) + "." + quote(table.name());
    }

    /** Returns names in quotes, separated by commas. */
    protected final String quoteAll(List<String> names) {
        return names.stream().map(this::quote).collect(Collectors.joining(", "));
    }

    /**
     * Returns the SQL that a text has for this dialect, without comments.
     *
     * @throws DialectException {@code missing_key} if the text has no SQL for this dialect
     */
    protected final String sql(SqlText text) {
        String sql = text.in(dialect.name());
        if (sql == null) {
            throw DialectException.noSqlFor(dialect.name(), text.toString());
        }
        return SqlComments.without(sql, dialect.syntax());
    }

    /** Returns a constant as an SQL literal. */
    protected final String literal(@Nullable Object value) {
        return dialect.literal(value);
    }

    // ---- columns ----

    /** Returns a type as written in a column definition. */
    protected abstract String type(ColumnType type);

    /** Returns the SQL of a default, without the word DEFAULT. */
    protected String defaultSql(Column column, DefaultValue value) {
        return value instanceof DefaultValue.Literal literal
                ? literal(literal.value())
                : sql(((DefaultValue.Expression) value).sql());
    }

    /** Returns a column's definition in CREATE TABLE and ADD COLUMN, without constraints. */
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
        if (column.onUpdate() != null) {
            String assigned = onUpdate(column, column.onUpdate());
            text.append(assigned.isEmpty() ? "" : " ON UPDATE " + assigned);
        }
        if (!column.nullable()) {
            text.append(" NOT NULL");
        }
        return text.toString();
    }

    /** Returns a collation's name as written after COLLATE. */
    protected String collation(String name) {
        return quote(name);
    }

    /**
     * Returns the clause for the value that the database assigns to a column when a row is updated; empty if the SQL is for
     * other databases only. By default, this method rejects SQL for this database, because standard SQL has no such clause.
     */
    protected String onUpdate(Column column, SqlText sql) {
        if (sql.in(dialect.name()) == null) {
            return "";
        }
        throw unsupported(
                "it has no ON UPDATE for columns",
                "Create a trigger in an 'execute', and write the clause only for databases that have it: on_update_sql: {mariadb: "
                        + "current_timestamp, mysql: current_timestamp}");
    }

    /** Rejects a change that sets the clause ON UPDATE, in a database without it. */
    protected final void rejectOnUpdate(AlterColumn operation) {
        if (operation.onUpdate() != null && operation.onUpdate().to() != null) {
            onUpdate(
                    Column.of(operation.column(), ColumnType.of(ColumnType.Kind.TIMESTAMP)),
                    operation.onUpdate().to());
        }
    }

    /** Returns the clause that makes a column a computed one. */
    protected String computed(Computed computed) {
        return "GENERATED ALWAYS AS (" + sql(computed.sql()) + ") " + (computed.stored() ? "STORED" : "VIRTUAL");
    }

    /** Returns the clause that makes a column an identity. */
    protected String identity(Identity identity) {
        String text = "GENERATED " + (identity.always() ? "ALWAYS" : "BY DEFAULT") + " AS IDENTITY";
        List<String> options = new ArrayList<>();
        if (identity.start() != null) {
            options.add("START WITH " + identity.start());
        }
        if (identity.increment() != null) {
            options.add("INCREMENT BY " + identity.increment());
        }
        options.addAll(StandardCanonical.limits(identity));
        return options.isEmpty() ? text : text + " (" + String.join(" ", options) + ")";
    }

    // ---- constraints ----

    /** Returns the clause that names a constraint, with a space at the end; empty if the name is null. */
    protected final String constraint(@Nullable String name) {
        return name == null ? "" : "CONSTRAINT " + quote(name) + " ";
    }

    /** Returns a primary key's definition. */
    protected String primaryKey(PrimaryKey key) {
        return constraint(key.name()) + "PRIMARY KEY (" + quoteAll(key.columns()) + ")";
    }

    /** Returns a unique constraint's definition. */
    protected String unique(UniqueConstraint unique) {
        return constraint(unique.name()) + "UNIQUE (" + quoteAll(unique.columns()) + ")";
    }

    /** Returns a CHECK's definition. */
    protected String check(Check check) {
        return constraint(check.name()) + "CHECK (" + sql(check.sql()) + ")";
    }

    /** Returns a foreign key's definition. */
    protected String foreignKey(ForeignKey key) {
        StringBuilder text = new StringBuilder(constraint(key.name()))
                .append("FOREIGN KEY (")
                .append(quoteAll(key.columns()))
                .append(") REFERENCES ")
                .append(quote(key.referredTable()))
                .append(" (")
                .append(quoteAll(key.referredColumns()))
                .append(')');
        if (key.match() != null) {
            text.append(" MATCH ").append(key.match());
        }
        if (key.onDelete() != ReferentialAction.NO_ACTION) {
            text.append(" ON DELETE ").append(key.onDelete().sql());
        }
        if (key.onUpdate() != ReferentialAction.NO_ACTION) {
            text.append(" ON UPDATE ").append(key.onUpdate().sql());
        }
        return text.append(deferrable(key)).toString();
    }

    /**
     * Returns the clause that defers the check of a foreign key, with a space in front; empty if the key is always checked
     * immediately.
     */
    protected String deferrable(ForeignKey key) {
        if (!key.deferrable()) {
            return "";
        }
        return key.initiallyDeferred() ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE";
    }

    // ---- indexes and tables ----

    /** Returns a column or expression of an index with its order. */
    protected String indexPart(Index.Part part) {
        StringBuilder text = new StringBuilder(
                part.column() != null ? quote(part.column()) : "(" + sql(requireExpression(part)) + ")");
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

    /** Returns the expression of a part that is not a column. */
    protected static SqlText requireExpression(Index.Part part) {
        if (part.expression() == null) {
            throw new IllegalArgumentException("a part of an index without a column or an expression");
        }
        return part.expression();
    }

    /** Returns the columns and expressions of an index, separated by commas. */
    protected final String indexParts(Index index) {
        return index.parts().stream().map(this::indexPart).collect(Collectors.joining(", "));
    }

    /**
     * Returns the statement that creates an index.
     *
     * @param concurrently whether to create the index without blocking writers, if the database supports this
     */
    protected String createIndex(TableName table, Index index, boolean concurrently) {
        StringBuilder text = new StringBuilder("CREATE ")
                .append(index.unique() ? "UNIQUE " : "")
                .append("INDEX ")
                .append(quote(Identifiers.requireName(index.name(), index)))
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

    /** Returns the elements between the parentheses of CREATE TABLE. */
    protected List<String> tableElements(Table table) {
        List<String> elements = new ArrayList<>();
        for (Column column : table.columns()) {
            elements.add(columnDefinition(table, column.withNullable(!table.isRequired(column))));
        }
        if (table.primaryKey() != null) {
            elements.add(primaryKey(table.primaryKey()));
        }
        table.uniques().forEach(unique -> elements.add(unique(unique)));
        table.foreignKeys().forEach(key -> elements.add(foreignKey(key)));
        table.checks().forEach(check -> elements.add(check(check)));
        table.options().excludes().forEach(exclude -> elements.add(exclude(exclude)));
        return elements;
    }

    /** Returns the statement that creates a table, without its indexes and comments. */
    protected String createTable(Table table) {
        return "CREATE TABLE " + quote(table.name()) + " (\n  " + String.join(",\n  ", tableElements(table)) + "\n)"
                + tableOptions(table);
    }

    /**
     * Returns the clauses that follow the parentheses of CREATE TABLE, with a space in front; empty if there is none. By
     * default, this method rejects partitions, inheritance and the options of this database, because standard SQL has no
     * clauses for them.
     */
    protected String tableOptions(Table table) {
        rejectPartitions(table.options());
        rejectInheritance(table.options().inherits());
        if (!table.options().of(dialect.name()).isEmpty()) {
            throw unsupportedOptions(table.options().of(dialect.name()));
        }
        return "";
    }

    /** Returns the error for options that the database cannot set. */
    protected final DialectException unsupportedOptions(Map<String, ? extends @Nullable Object> options) {
        return unsupported(
                "it has no statement for the options " + String.join(", ", options.keySet()),
                "Omit them under 'options: {" + dialect.name() + ": ...}'.");
    }

    /** Returns an EXCLUDE constraint's definition. By default, this method rejects it. */
    protected String exclude(Exclude exclude) {
        throw excludesUnsupported(exclude.name());
    }

    // ---- features that several databases lack ----

    /** Returns the error for an EXCLUDE constraint. */
    protected final DialectException excludesUnsupported(String name) {
        return unsupported(
                "it has no exclude constraints",
                "Omit '" + name + "', and check the condition in a trigger: create_trigger: {...}");
    }

    /** Rejects a partitioned table and a partition. */
    protected final void rejectPartitions(TableOptions options) {
        if (options.partitionBy() != null || options.partitionOf() != null) {
            throw partitionsUnsupported();
        }
    }

    /** Returns the error for an operation on partitions. */
    protected final DialectException partitionsUnsupported() {
        return unsupported(
                "it has no partitions that are tables",
                "Omit 'partition_by' and 'partition_of', or write an 'execute' for this database.");
    }

    /** Rejects the inheritance of columns. */
    protected final void rejectInheritance(List<TableName> inherits) {
        if (!inherits.isEmpty()) {
            throw unsupported(
                    "its tables inherit no columns", "Omit 'inherits', and write the columns of the other table here.");
        }
    }

    /** Rejects a deferrable foreign key. */
    protected final void rejectDeferrable(ForeignKey key) {
        if (key.deferrable()) {
            throw unsupported("it checks foreign keys immediately", "Omit 'deferrable' and 'initially'.");
        }
    }

    /** Rejects an index with a condition or with further columns. */
    protected final void rejectPartialOrCovering(Index index) {
        if (index.where() != null) {
            throw unsupported(
                    "it has no partial indexes",
                    "Omit 'where'; for a unique index, index a computed column that is NULL where the condition is false.");
        }
        if (!index.include().isEmpty()) {
            throw unsupported("it has no indexes with INCLUDE columns", "Move the columns of 'include' to 'columns'.");
        }
    }

    /** Rejects an operator class. */
    protected final void rejectOperatorClass(Index.Part part) {
        if (part.opclass() != null) {
            throw unsupported("it has no operator classes", "Omit 'opclass'.");
        }
    }

    /** Returns the error for an index on an expression. */
    protected final DialectException indexOnExpressionUnsupported() {
        return unsupported(
                "it has no indexes on expressions", "Add a computed column with the expression and index that column.");
    }

    /** Returns the default schema of the connection; null if it is not known. */
    protected @Nullable String defaultSchema() {
        return null;
    }

    /**
     * Returns a foreign key with the schema of the referenced table, for a database that otherwise looks for the referenced
     * table in the schema of the referring table.
     *
     * @param table the referring table
     * @throws DialectException {@code unsupported} if the referenced table is in the default schema, which is not known
     */
    protected final ForeignKey withReferencedSchema(TableName table, ForeignKey key) {
        TableName referred = key.referredTable();
        if (table.schema() == null || referred.schema() != null) {
            return key;
        }
        String schema = defaultSchema();
        if (schema == null) {
            throw unsupported(
                    "it looks for table '" + referred + "' in schema '" + table.schema() + "'",
                    "Write its schema: references: {table: " + Pasteable.yaml(referred.toString())
                            + ", schema: ..., columns: [" + Pasteable.yaml(key.referredColumns()) + "]}");
        }
        return key.withReferred(new TableName(schema, referred.name()), key.referredColumns());
    }

    /** Returns a table whose foreign keys have the schemas of their referenced tables. */
    protected final Table withReferencedSchemas(Table table) {
        return table.withForeignKeys(table.foreignKeys().stream()
                .map(key -> withReferencedSchema(table.name(), key))
                .toList());
    }

    // ---- definitions ----

    /**
     * Returns the complete statement that creates a definition. If the author wrote only the part after the name, the
     * beginning of the statement is added.
     *
     * @throws DialectException {@code missing_key} if the text has no SQL for this dialect
     */
    protected String createStatement(Definition definition) {
        String statement = CreateStatement.of(dialect, definition);
        if (statement == null) {
            throw DialectException.noSqlFor(dialect.name(), definition.name().describe());
        }
        return statement;
    }
}
