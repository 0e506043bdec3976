package dev.trellis.internal.lint;

import dev.trellis.internal.diff.Narrowing;
import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.OperationContext;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.AlterEnum;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Rows or values are gone afterwards, and no downgrade brings them back. */
final class DataLoss implements LintRule {

    @Override
    public String name() {
        return "data_loss";
    }

    @Override
    public String describe() {
        return "Rows, a table or a column with data are taken away, or a type is narrowed.";
    }

    @Override
    public List<Finding> check(OperationContext moment) {
        if (moment.operation() instanceof DropTable drop && moment.mayHaveRows(drop.table())) {
            return List.of(table(moment, drop.table(), drop));
        }
        if (moment.operation() instanceof DropColumn drop && moment.mayHaveRows(drop.table())) {
            return List.of(column(moment, drop));
        }
        if (moment.operation() instanceof AlterColumn alter && moment.mayHaveRows(alter.table())) {
            Column old = moment.column(alter.table(), alter.column()).orElse(null);
            return old == null || alter.type() == null || !Narrowing.narrows(old.type(), alter.type())
                    ? List.of()
                    : List.of(retyped(moment, alter, old));
        }
        if (moment.operation() instanceof ExecuteSql execute) {
            return RawLoss.in(moment, execute, this);
        }
        if (moment.operation() instanceof AlterEnum alter) {
            return revalued(moment, alter.type());
        }
        return List.of();
    }

    /** @param meant what takes all rows of the table away */
    Finding table(OperationContext moment, TableName table, Operation meant) {
        String kept = SuggestedFix.sql(table.renamed(table.name() + "_kept"));
        return moment.finding(
                this,
                "all rows of " + table + " are lost",
                "keep a copy of them, and say in the header that the loss is meant",
                SuggestedFix.of(
                        "in the header: lint: {ignore: {data_loss: nobody reads " + table + " any more}}",
                        SuggestedFix.execute("create table " + kept + " as select * from " + SuggestedFix.sql(table)),
                        meant));
    }

    Finding column(OperationContext moment, DropColumn drop) {
        TableName table = drop.table();
        String kept = SuggestedFix.sql(table.renamed(table.name() + "_" + drop.column() + "_kept"));
        PrimaryKey key =
                moment.before().table(table).map(found -> found.primaryKey()).orElse(null);
        List<String> columns = new ArrayList<>(key == null ? List.of() : key.columns());
        columns.remove(drop.column());
        columns.add(drop.column());
        String list = String.join(", ", columns.stream().map(SuggestedFix::sql).toList());
        return moment.finding(
                this,
                "the values of " + table + "." + drop.column() + " are lost, and code that still reads it breaks",
                "first ship code that does not use it; then keep a copy, drop it, and say in the header that the loss is"
                        + " meant",
                SuggestedFix.of(
                        "in the header: lint: {ignore: {data_loss: nothing reads " + drop.column() + " any more}}",
                        SuggestedFix.execute(
                                "create table " + kept + " as select " + list + " from " + SuggestedFix.sql(table)),
                        drop));
    }

    /** @param alter it has a type, into which not all values of the old column may fit */
    Finding retyped(OperationContext moment, AlterColumn alter, Column old) {
        ColumnType type = Objects.requireNonNull(alter.type());
        String next = alter.column() + "_new";
        return moment.finding(
                this,
                "values of " + alter.table() + "." + alter.column() + " may not fit from " + old.type() + " into "
                        + type + ": they are cut or refused",
                "fill a new column, look at what does not fit, and switch over; or say in the header why all values fit",
                SuggestedFix.of(
                        new AddColumn(alter.table(), Column.of(next, type).withComment(alter.column() + " as " + type)),
                        SuggestedFix.execute("update " + SuggestedFix.sql(alter.table()) + " set "
                                + SuggestedFix.sql(next) + " = " + SuggestedFix.sql(alter.column())),
                        "in a later revision, once nothing reads " + alter.column() + ":",
                        new DropColumn(alter.table(), alter.column()),
                        AlterColumn.of(alter.table(), next).withRename(alter.newName())));
    }

    private List<Finding> revalued(OperationContext moment, Enumeration next) {
        Enumeration old = moment.before().enums().get(next.name());
        if (old == null || next.values().containsAll(old.values())) {
            return List.of();
        }
        List<String> lost = new ArrayList<>(old.values());
        lost.removeAll(next.values());
        return List.of(moment.finding(
                this,
                "rows that hold " + String.join(", ", lost) + " of enum " + next.name()
                        + " lose it, or stop the change",
                "keep the values, and take them out of the code first",
                SuggestedFix.of(new AlterEnum(union(old, next)))));
    }

    private static Enumeration union(Enumeration old, Enumeration next) {
        List<String> values = new ArrayList<>(old.values());
        next.values().stream().filter(value -> !values.contains(value)).forEach(values::add);
        return new Enumeration(next.name(), values);
    }
}
