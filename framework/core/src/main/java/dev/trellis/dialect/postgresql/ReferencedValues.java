package dev.trellis.dialect.postgresql;

import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.CreateCheckConstraint;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Index;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The constants in operations, by which Trellis finds out whether an operation uses a new value of an enumeration:
 * PostgreSQL rejects a value until the transaction that added it has ended.
 */
final class ReferencedValues {
    private final List<String> values = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    private ReferencedValues() {}

    static ReferencedValues of(List<Operation> operations) {
        ReferencedValues referenced = new ReferencedValues();
        operations.forEach(referenced::read);
        return referenced;
    }

    /** Returns whether a value occurs as a default, in a row or in SQL. */
    boolean contain(String value) {
        String literal = "'" + value.replace("'", "''") + "'";
        return values.contains(value) || texts.stream().anyMatch(text -> text.contains(literal));
    }

    private void read(Operation operation) {
        if (operation instanceof Autocommit wrapped) {
            wrapped.operations().forEach(this::read);
        } else if (operation instanceof CreateTable create) {
            read(create.table());
        } else if (operation instanceof AddColumn add) {
            read(add.column());
        } else if (operation instanceof AlterColumn alter && alter.defaultValue() != null) {
            read(alter.defaultValue().to());
        } else if (operation instanceof CreateCheckConstraint create) {
            read(create.check().sql());
        } else if (operation instanceof CreateIndex create) {
            read(create.index());
        } else if (operation instanceof ExecuteSql execute) {
            read(execute.sql());
        } else if (operation instanceof BulkInsert insert) {
            for (Map<String, @Nullable Object> row : insert.rows()) {
                row.values().forEach(value -> values.add(String.valueOf(value)));
            }
        }
    }

    private void read(Table table) {
        table.columns().forEach(this::read);
        table.checks().stream().map(Check::sql).forEach(this::read);
        table.indexes().forEach(this::read);
    }

    private void read(Column column) {
        read(column.defaultValue());
        if (column.computed() != null) {
            read(column.computed().sql());
        }
    }

    private void read(Index index) {
        read(index.where());
        index.parts().forEach(part -> read(part.expression()));
    }

    private void read(@Nullable DefaultValue value) {
        if (value instanceof DefaultValue.Literal literal) {
            values.add(literal.toString());
        } else if (value instanceof DefaultValue.Expression expression) {
            read(expression.sql());
        }
    }

    private void read(@Nullable SqlText text) {
        if (text != null) {
            texts.addAll(text.byDialect().values());
        }
    }
}
