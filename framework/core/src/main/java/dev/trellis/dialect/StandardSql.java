package dev.trellis.dialect;

import dev.trellis.internal.sql.SqlComments;
import dev.trellis.operation.Operation;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The pieces that the statements of {@link StandardDdl} are made of: names, constants, columns, keys, indexes, tables. A
 * dialect overrides those that it says differently.
 */
public abstract class StandardSql {
    private final Dialect dialect;
    private @Nullable Operation current;

    StandardSql(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The operation that is being said. */
    protected final Operation operation() {
        if (current == null) {
            throw new IllegalStateException("nothing is being compiled");
        }
        return current;
    }

    /** From here on this operation is said. */
    protected final void operation(Operation operation) {
        current = operation;
    }

    protected final DialectException unsupported(String why, String advice) {
        return DialectException.unsupported(dialect.name(), operation(), why, advice);
    }

    // ---- names and constants ----

    protected final String quote(String name) {
        String objection = dialect.identifierProblem(name);
        if (objection != null) {
            throw SchemaException.illegalIdentifier(name, objection);
        }
        return dialect.quote(name);
    }

    protected String quote(TableName table) {
        return table.schema() == null ? quote(table.name()) : quote(table.schema()) + "." + quote(table.name());
    }

    protected final String quoteAll(List<String> names) {
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

    // ---- columns ----

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

    // ---- constraints ----

    protected final String constraint(@Nullable String name) {
        return name == null ? "" : "CONSTRAINT " + quote(name) + " ";
    }

    protected String primaryKey(PrimaryKey key) {
        return constraint(key.name()) + "PRIMARY KEY (" + quoteAll(key.columns()) + ")";
    }

    protected String unique(UniqueConstraint unique) {
        return constraint(unique.name()) + "UNIQUE (" + quoteAll(unique.columns()) + ")";
    }

    protected String check(Check check) {
        return constraint(check.name()) + "CHECK (" + sql(check.sql()) + ")";
    }

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

    // ---- indexes and tables ----

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

    /** The pieces between the parentheses of CREATE TABLE. */
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
        return elements;
    }

    protected String createTable(Table table) {
        return "CREATE TABLE " + quote(table.name()) + " (\n  " + String.join(",\n  ", tableElements(table)) + "\n)";
    }

    // ---- what several databases have no words for ----

    /** For a database that has no {@code DEFERRABLE}. */
    protected final void refuseDeferrable(ForeignKey key) {
        if (key.deferrable()) {
            throw unsupported("it checks foreign keys at once", "leave 'deferrable' and 'initially' out");
        }
    }

    /** For a database whose indexes hold all rows and the columns of their order alone. */
    protected final void refusePartialOrCovering(Index index) {
        if (index.where() != null) {
            throw unsupported(
                    "it has no partial indexes",
                    "leave 'where' out; for a unique one, index a computed column that is NULL where the condition fails");
        }
        if (!index.include().isEmpty()) {
            throw unsupported("its indexes carry no further columns", "add the columns of 'include' to 'columns'");
        }
    }

    /** For a database that has one order for each type. */
    protected final void refuseOperatorClass(Index.Part part) {
        if (part.opclass() != null) {
            throw unsupported("it has no operator classes", "leave 'opclass' out");
        }
    }

    /** For a database that indexes columns alone. */
    protected final DialectException noIndexOnExpression() {
        return unsupported(
                "it has no indexes on expressions", "add a computed column with the expression and index that");
    }

    /** For a database that looks for a table without a schema beside the one that refers to it. */
    protected final void requireReferencedSchema(TableName table, ForeignKey key) {
        TableName referred = key.referredTable();
        if (table.schema() != null && referred.schema() == null) {
            throw unsupported(
                    "it looks for table '" + referred + "' in schema '" + table.schema() + "'",
                    "say its schema: references: {table: " + referred + ", schema: ..., columns: ["
                            + String.join(", ", key.referredColumns()) + "]}");
        }
    }
}
