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
 * Finds what may have been renamed: of the columns that one table loses and gains, two that are alike in type and
 * nullability and have no rival, or also stand in the same place; of the tables, two with the same columns and no rival.
 */
final class RenameDetector {
    private RenameDetector() {}

    static List<RenameCandidate> of(
            List<Operation> operations, Collection<TablePair> pairs, Schema canonical, Schema actual) {
        List<RenameCandidate> likely = new ArrayList<>(tables(operations, canonical, actual));
        Map<TableName, List<Operation>> byTable = DependentObjects.byTable(operations);
        pairs.forEach(pair -> likely.addAll(columns(byTable.getOrDefault(pair.name(), List.of()), pair)));
        return likely;
    }

    private static List<RenameCandidate> tables(List<Operation> operations, Schema canonical, Schema actual) {
        Map<TableName, String> gained = new TreeMap<>();
        Map<TableName, String> lost = new TreeMap<>();
        for (Operation operation : operations) {
            if (operation instanceof CreateTable create) {
                canonical.table(create.table().name()).ifPresent(table -> gained.put(table.name(), shape(table)));
            } else if (operation instanceof DropTable drop) {
                lost.put(drop.table(), shape(actual.require(drop.table())));
            }
        }
        List<RenameCandidate> likely = new ArrayList<>();
        lost.forEach((from, shape) -> {
            List<TableName> alike = named(gained, shape);
            if (alike.size() == 1 && named(lost, shape).size() == 1) {
                likely.add(new RenameCandidate(alike.get(0), null, from.name()));
            }
        });
        return likely;
    }

    private static List<TableName> named(Map<TableName, String> shapes, String shape) {
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
        List<Column> gained = new ArrayList<>();
        List<Column> lost = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation instanceof AddColumn add && add.table().equals(pair.name())) {
                pair.canonical().column(add.column().name()).ifPresent(gained::add);
            } else if (operation instanceof DropColumn drop && drop.table().equals(pair.name())) {
                pair.actual().column(drop.column()).ifPresent(lost::add);
            }
        }
        gained.removeIf(column -> pair.actual().column(column.name()).isPresent());
        lost.removeIf(column -> pair.canonical().column(column.name()).isPresent());
        List<RenameCandidate> likely = new ArrayList<>();
        for (Column from : lost) {
            List<Column> alike =
                    gained.stream().filter(to -> shape(to).equals(shape(from))).toList();
            long rivals = lost.stream()
                    .filter(other -> shape(other).equals(shape(from)))
                    .count();
            alike.stream()
                    .filter(to -> (alike.size() == 1 && rivals == 1) || isSamePlace(pair, from, to))
                    .findFirst()
                    .ifPresent(to -> likely.add(new RenameCandidate(pair.name(), to.name(), from.name())));
        }
        return likely;
    }

    private static boolean isSamePlace(TablePair pair, Column from, Column to) {
        return pair.actual().columnNames().indexOf(from.name())
                == pair.canonical().columnNames().indexOf(to.name());
    }
}
