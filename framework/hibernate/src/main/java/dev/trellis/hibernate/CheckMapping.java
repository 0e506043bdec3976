package dev.trellis.hibernate;

import dev.trellis.schema.Check;
import dev.trellis.schema.Naming;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.hibernate.mapping.CheckConstraint;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;

/** Converts the CHECK constraints that Hibernate has mapped for a table and its columns to those of a model. */
final class CheckMapping {
    private final Naming naming;

    CheckMapping(Naming naming) {
        this.naming = naming;
    }

    /**
     * Returns the checks of the table, then those of its columns.
     *
     * @throws EntityModelException {@code unnamed_check} if a check of the table has no name
     */
    List<Check> read(Table mapped, TableName name, List<Column> columns) {
        List<Check> checks = new ArrayList<>();
        for (CheckConstraint check : mapped.getChecks()) {
            if (hasCondition(check)) {
                checks.add(tableCheck(name, check));
            }
        }
        for (Column column : columns) {
            column.getCheckConstraints().stream()
                    .filter(CheckMapping::hasCondition)
                    .map(check -> columnCheck(name, column, check))
                    .filter(check -> !checks.contains(check))
                    .forEach(checks::add);
            Stream.of(ColumnMapping.defined(mapped, column), ColumnMapping.options(mapped, column))
                    .map(ColumnOptions::check)
                    .filter(Objects::nonNull)
                    .map(sql -> new Check(naming.check(name, PhysicalNames.of(column)), SqlText.of(sql)))
                    .filter(check -> !checks.contains(check))
                    .forEach(checks::add);
        }
        return checks;
    }

    private static boolean hasCondition(CheckConstraint check) {
        return check.getConstraint() != null && !check.getConstraint().isBlank();
    }

    private static Check tableCheck(TableName table, CheckConstraint check) {
        TableMapping.requireNoOptions("check of " + table, check.getOptions());
        if (check.getName() == null) {
            throw EntityModelException.unnamedCheck("table '" + table + "'", check.getConstraint());
        }
        return new Check(check.getName(), SqlText.of(check.getConstraint()));
    }

    private Check columnCheck(TableName table, Column column, CheckConstraint check) {
        String name = check.getName() == null ? naming.check(table, PhysicalNames.of(column)) : check.getName();
        return new Check(name, SqlText.of(check.getConstraint()));
    }
}
