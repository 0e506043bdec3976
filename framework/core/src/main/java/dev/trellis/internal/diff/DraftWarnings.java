package dev.trellis.internal.diff;

import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.CreateCheckConstraint;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreatePrimaryKey;
import dev.trellis.operation.CreateUniqueConstraint;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.Operation;
import dev.trellis.report.RenameCandidate;
import dev.trellis.report.Warning;
import dev.trellis.schema.Column;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Says beside the operations what a person should look at before they are run. */
final class DraftWarnings {
    private final Schema canonical;
    private final Schema actual;
    private final Predicate<TableName> ours;
    private final List<RenameCandidate> likely;
    private final List<Warning> notes = new ArrayList<>();

    private DraftWarnings(Schema canonical, Schema actual, Predicate<TableName> ours, List<RenameCandidate> likely) {
        this.canonical = canonical;
        this.actual = actual;
        this.ours = ours;
        this.likely = likely;
    }

    /** @param ours the tables whose foreign keys the operations may drop */
    static List<Warning> on(
            List<Operation> operations,
            Schema canonical,
            Schema actual,
            Predicate<TableName> ours,
            List<RenameCandidate> likely) {
        DraftWarnings notes = new DraftWarnings(canonical, actual, ours, likely);
        operations.forEach(operation -> notes.read(operation, operations));
        return notes.notes;
    }

    private void read(Operation operation, List<Operation> all) {
        if (operation instanceof DropTable drop) {
            note(operation, Warning.Kind.DATA_LOSS, "drops the rows of table " + drop.table());
            referrers(operation, drop.table(), key -> true);
            likely.stream()
                    .filter(rename -> rename.column() == null
                            && rename.from().equals(drop.table().name())
                            && Objects.equals(
                                    rename.table().schema(), drop.table().schema()))
                    .forEach(rename -> likely(operation, rename, "table " + rename.table()));
        } else if (operation instanceof DropColumn drop) {
            dropped(drop, all);
        } else if (operation instanceof AddColumn add) {
            Column column = add.column();
            boolean filled = column.defaultValue() != null || column.identity() != null || column.computed() != null;
            if (!column.nullable() && !filled) {
                note(
                        operation,
                        Warning.Kind.NOT_NULL,
                        "fails where " + add.table() + " has rows: " + column.name()
                                + " is NOT NULL and has no default");
            }
        } else if (operation instanceof AlterColumn alter) {
            altered(alter);
        } else if (operation instanceof CreateUniqueConstraint create) {
            unique(operation, create.table(), create.constraint().columns());
        } else if (operation instanceof CreateIndex create
                && create.index().unique()
                && create.index().where() == null) {
            unique(operation, create.table(), create.index().columns());
        } else if (operation instanceof CreatePrimaryKey create) {
            unique(operation, create.table(), create.key().columns());
        } else if (operation instanceof CreateCheckConstraint create) {
            check(create);
        } else if (operation instanceof CreateForeignKey create) {
            foreignKey(create);
        }
    }

    /** What has been unique all along has no duplicates, nor has it together with more. */
    private void unique(Operation operation, TableName table, List<String> columns) {
        Table found = actual.tables().get(table);
        boolean met = found == null
                || columns.isEmpty()
                || Stream.of(
                                Stream.ofNullable(found.primaryKey()).map(PrimaryKey::columns),
                                found.uniques().stream().map(UniqueConstraint::columns),
                                found.indexes().stream()
                                        .filter(other -> other.unique() && other.where() == null)
                                        .map(Index::columns))
                        .flatMap(keys -> keys)
                        .anyMatch(key -> !key.isEmpty() && columns.containsAll(key));
        if (!met) {
            note(
                    operation,
                    Warning.Kind.DUPLICATES,
                    "fails where rows of " + table + " have the same " + String.join(", ", columns)
                            + ": remove duplicates before it");
        }
    }

    /** One that is made again as it was holds, and so does one of new columns alone. */
    private void check(CreateCheckConstraint create) {
        Table found = actual.tables().get(create.table());
        if (found == null) {
            return;
        }
        String name = create.check().name();
        boolean met = canonical.table(create.table()).stream()
                .flatMap(table -> table.checks().stream())
                .filter(check -> Objects.equals(check.name(), name))
                .anyMatch(found.checks()::contains);
        String sql = create.check().sql().toString().toLowerCase(Locale.ROOT);
        if (!met && found.columns().stream().anyMatch(column -> mentions(sql, column.name()))) {
            note(
                    create,
                    Warning.Kind.VIOLATIONS,
                    "fails where rows of " + create.table() + " break it: mend them before it");
        }
    }

    private static boolean mentions(String sql, String column) {
        return Pattern.compile("(?<!\\w)" + Pattern.quote(column.toLowerCase(Locale.ROOT)) + "(?!\\w)")
                .matcher(sql)
                .find();
    }

    /** Rows have nothing yet in a column that is new, and what another key has held so far holds. */
    private void foreignKey(CreateForeignKey create) {
        ForeignKey key = create.key();
        Table found = actual.tables().get(create.table());
        if (found == null
                || key.columns().stream()
                        .anyMatch(column -> found.column(column).isEmpty())) {
            return;
        }
        boolean met = found.foreignKeys().stream()
                .anyMatch(other -> other.columns().equals(key.columns())
                        && other.referredTable().equals(key.referredTable())
                        && other.referredColumns().equals(key.referredColumns()));
        if (!met) {
            note(
                    create,
                    Warning.Kind.VIOLATIONS,
                    "fails where " + String.join(", ", key.columns()) + " of " + create.table()
                            + " refers to no row of " + key.referredTable() + ": mend such rows before it");
        }
    }

    private void dropped(DropColumn drop, List<Operation> all) {
        Column column = column(actual, drop.table(), drop.column());
        boolean recomputed = all.stream()
                .anyMatch(other -> other instanceof AddColumn add
                        && add.table().equals(drop.table())
                        && add.column().name().equals(drop.column())
                        && add.column().computed() != null);
        if (column.computed() == null || !recomputed) {
            note(drop, Warning.Kind.DATA_LOSS, "drops the values of " + drop.table() + "." + drop.column());
        }
        referrers(drop, drop.table(), key -> key.referredColumns().contains(drop.column()));
        likely.stream()
                .filter(rename -> rename.column() != null
                        && rename.table().equals(drop.table())
                        && rename.from().equals(drop.column()))
                .forEach(rename -> likely(drop, rename, "column " + rename.column()));
    }

    private void altered(AlterColumn alter) {
        if (alter.rename() != null) {
            return;
        }
        Column from = column(actual, alter.table(), alter.column());
        if (alter.type() != null) {
            Column to = column(canonical, alter.table(), alter.column());
            if (Narrowing.narrows(from.type(), to.type())) {
                note(
                        alter,
                        Warning.Kind.DATA_LOSS,
                        "values of " + alter.table() + "." + alter.column() + " may not fit: " + from.type()
                                + " becomes " + to.type());
            }
        }
        if (Boolean.FALSE.equals(alter.nullable())) {
            note(alter, Warning.Kind.NOT_NULL, "fails where rows of " + alter.table() + " have no " + alter.column());
        }
    }

    private static Column column(Schema schema, TableName table, String column) {
        return schema.require(table).column(column).orElseThrow();
    }

    private void referrers(Operation operation, TableName dropped, Predicate<ForeignKey> concerned) {
        for (Table table : actual.tables().values()) {
            if (!ours.test(table.name())) {
                table.foreignKeys().stream()
                        .filter(key -> key.referredTable().equals(dropped) && concerned.test(key))
                        .forEach(key -> note(
                                operation,
                                Warning.Kind.REFERRED,
                                "fails while foreign key " + key.name() + " of " + table.name()
                                        + ", which is not this branch's, refers to it"));
            }
        }
    }

    private void likely(Operation operation, RenameCandidate rename, String heir) {
        note(
                operation,
                Warning.Kind.LIKELY_RENAME,
                "if this is a rename, say 'renamed_from: " + rename.from() + "' on " + heir + " in the model");
    }

    private void note(Operation operation, Warning.Kind kind, String text) {
        notes.add(new Warning(operation, kind, text));
    }
}
