package dev.trellis.internal.command;

import dev.trellis.schema.Column;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How one inspected schema differs from another, in lines for people. The order of columns does not count: a column that
 * was dropped comes back at the end.
 */
final class InspectionDiff {
    private final List<String> lines = new ArrayList<>();

    private InspectionDiff() {}

    /** One line for each thing that was expected and is not there, is there and was not expected, or is another. */
    static List<String> between(Schema expected, Schema found) {
        InspectionDiff differences = new InspectionDiff();
        differences.named("enum ", expected.enums(), found.enums(), type -> String.valueOf(type.values()));
        TreeSet<TableName> names = new TreeSet<>(expected.tables().keySet());
        names.addAll(found.tables().keySet());
        for (TableName name : names) {
            Table one = expected.tables().get(name);
            Table other = found.tables().get(name);
            if (one == null) {
                differences.lines.add("table " + name + " is left over");
            } else if (other == null) {
                differences.lines.add("table " + name + " is missing");
            } else {
                differences.tables(one, other);
            }
        }
        return differences.lines;
    }

    private void tables(Table expected, Table found) {
        String of = " of " + expected.name();
        named(
                "column " + expected.name() + ".",
                byName(expected.columns(), Column::name),
                byName(found.columns(), Column::name),
                InspectionDiff::said);
        one("the primary key" + of, expected.primaryKey(), found.primaryKey());
        one("the comment" + of, expected.comment(), found.comment());
        named(
                "unique constraint" + of + " ",
                byName(expected.uniques(), each -> each.name()),
                byName(found.uniques(), each -> each.name()),
                String::valueOf);
        named(
                "foreign key" + of + " ",
                byName(expected.foreignKeys(), each -> each.name()),
                byName(found.foreignKeys(), each -> each.name()),
                String::valueOf);
        named(
                "check" + of + " ",
                byName(expected.checks(), each -> each.name()),
                byName(found.checks(), each -> each.name()),
                String::valueOf);
        named(
                "index" + of + " ",
                byName(expected.indexes(), each -> each.name()),
                byName(found.indexes(), each -> each.name()),
                String::valueOf);
    }

    private static String said(Column column) {
        return column.toString().replaceFirst("^Column\\[", "").replaceFirst("]$", "");
    }

    /** What has no name in the catalogue stands under what it is. */
    private static <T> Map<String, T> byName(Collection<T> things, Function<T, ?> name) {
        Map<String, T> map = new TreeMap<>();
        for (T thing : things) {
            Object given = name.apply(thing);
            map.put(given == null ? thing.toString() : given.toString(), thing);
        }
        return map;
    }

    private <K extends Comparable<K>, T> void named(
            String what, Map<K, T> expected, Map<K, T> found, Function<T, String> said) {
        TreeSet<K> names = new TreeSet<>(expected.keySet());
        names.addAll(found.keySet());
        for (K name : names) {
            T one = expected.get(name);
            T other = found.get(name);
            if (one == null) {
                lines.add(what + name + " is left over");
            } else if (other == null) {
                lines.add(what + name + " is missing");
            } else if (!one.equals(other)) {
                lines.add(what + name + " was " + said.apply(one) + " and is " + said.apply(other));
            }
        }
    }

    private void one(String what, @Nullable Object expected, @Nullable Object found) {
        if (!Objects.equals(expected, found)) {
            lines.add(what + " was " + expected + " and is " + found);
        }
    }
}
