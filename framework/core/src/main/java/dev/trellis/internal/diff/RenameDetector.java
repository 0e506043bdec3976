package dev.trellis.internal.diff;

import dev.trellis.operation.AddColumn;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.Operation;
import dev.trellis.report.RenameCandidate;
import dev.trellis.schema.Column;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds possible renames: a dropped and an added column of one table with the same type and nullability, if no other column
 * fits or both are at the same position; a dropped and an added table with the same columns, if no other table fits.
 */
final class RenameDetector {
    private RenameDetector() {}

    static List<RenameCandidate> of(
            List<Operation> operations, Collection<TablePair> pairs, Schema canonical, Schema actual) {
        List<RenameCandidate> candidates = new ArrayList<>(tables(operations, canonical, actual));
        Map<TableName, List<Operation>> byTable = SchemaDiff.byTable(operations);
        pairs.forEach(pair -> candidates.addAll(columns(byTable.getOrDefault(pair.name(), List.of()), pair)));
        return candidates;
    }

    private static List<RenameCandidate> tables(List<Operation> operations, Schema canonical, Schema actual) {
        Map<TableName, String> created = new TreeMap<>();
        Map<TableName, String> dropped = new TreeMap<>();
        for (Operation operation : operations) {
            if (operation instanceof CreateTable create) {
                canonical.table(create.table().name()).ifPresent(table -> created.put(table.name(), shape(table)));
            } else if (operation instanceof DropTable drop) {
                dropped.put(drop.table(), shape(actual.require(drop.table())));
            }
        }
        List<RenameCandidate> candidates = new ArrayList<>();
        dropped.forEach((from, shape) -> {
            List<TableName> alike = withShape(created, shape);
            if (alike.size() == 1 && withShape(dropped, shape).size() == 1) {
                candidates.add(new RenameCandidate(alike.get(0), null, from.name()));
            }
        });
        return candidates;
    }

    private static List<TableName> withShape(Map<TableName, String> shapes, String shape) {
        return shapes.entrySet().stream()
                .filter(entry -> entry.getValue().equals(shape))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String shape(Table table) {
        return table.name().schema() + ": "
                + table.columns().stream()
                        .map(column -> column.name() + " " + shape(column))
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    private static String shape(Column column) {
        return column.type() + (column.nullable() ? "" : " not null") + (column.computed() == null ? "" : " computed");
    }

    private static List<RenameCandidate> columns(List<Operation> operations, TablePair pair) {
        List<Column> added = new ArrayList<>();
        List<Column> dropped = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation instanceof AddColumn add && add.table().equals(pair.name())) {
                pair.canonical().column(add.column().name()).ifPresent(added::add);
            } else if (operation instanceof DropColumn drop && drop.table().equals(pair.name())) {
                pair.actual().column(drop.column()).ifPresent(dropped::add);
            }
        }
        added.removeIf(column -> pair.actual().column(column.name()).isPresent());
        dropped.removeIf(column -> pair.canonical().column(column.name()).isPresent());
        List<RenameCandidate> candidates = new ArrayList<>();
        for (Column from : dropped) {
            List<Column> alike =
                    added.stream().filter(to -> shape(to).equals(shape(from))).toList();
            long droppedAlike = dropped.stream()
                    .filter(other -> shape(other).equals(shape(from)))
                    .count();
            alike.stream()
                    .filter(to -> (alike.size() == 1 && droppedAlike == 1) || isSamePosition(pair, from, to))
                    .findFirst()
                    .ifPresent(to -> candidates.add(new RenameCandidate(pair.name(), to.name(), from.name())));
        }
        return candidates;
    }

    private static boolean isSamePosition(TablePair pair, Column from, Column to) {
        return pair.actual().columnNames().indexOf(from.name())
                == pair.canonical().columnNames().indexOf(to.name());
    }
}
