package dev.trellis.internal.command;

import dev.trellis.schema.Column;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Describes how one inspected schema differs from another. The order of columns does not count, because a column that was
 * dropped and added again is the last one.
 */
public final class InspectionDiff {
    private final List<String> lines = new ArrayList<>();

    private InspectionDiff() {}

    /** Returns one line for each object that is missing, left over, or different. */
    public static List<String> between(Schema expected, Schema actual) {
        InspectionDiff diff = new InspectionDiff();
        diff.compareSchemas(expected.schemas(), actual.schemas());
        diff.compare("enum ", expected.enums(), actual.enums(), type -> String.valueOf(type.values()));
        diff.compareDefinitions(expected.definitions(), actual.definitions());
        TreeSet<TableName> names = new TreeSet<>(expected.tables().keySet());
        names.addAll(actual.tables().keySet());
        for (TableName name : names) {
            Table expectedTable = expected.tables().get(name);
            Table actualTable = actual.tables().get(name);
            if (expectedTable == null) {
                diff.lines.add("table " + name + " is left over");
            } else if (actualTable == null) {
                diff.lines.add("table " + name + " is missing");
            } else {
                diff.compare(expectedTable, actualTable);
            }
        }
        return diff.lines;
    }

    private void compareSchemas(Set<String> expected, Set<String> actual) {
        TreeSet<String> names = new TreeSet<>(expected);
        names.addAll(actual);
        for (String name : names) {
            if (!expected.contains(name)) {
                lines.add("schema " + name + " is left over");
            } else if (!actual.contains(name)) {
                lines.add("schema " + name + " is missing");
            }
        }
    }

    private void compareDefinitions(Map<DefinitionName, Definition> expected, Map<DefinitionName, Definition> actual) {
        TreeSet<DefinitionName> names = new TreeSet<>(expected.keySet());
        names.addAll(actual.keySet());
        for (DefinitionName name : names) {
            Definition expectedDefinition = expected.get(name);
            Definition actualDefinition = actual.get(name);
            if (expectedDefinition == null) {
                lines.add(name.describe() + " is left over");
            } else if (actualDefinition == null) {
                lines.add(name.describe() + " is missing");
            } else {
                compareValue("the SQL of " + name.describe(), expectedDefinition.sql(), actualDefinition.sql());
                compareValue(
                        "the comment of " + name.describe(), expectedDefinition.comment(), actualDefinition.comment());
            }
        }
    }

    private void compare(Table expected, Table actual) {
        String of = " of " + expected.name();
        compare(
                "column " + expected.name() + ".",
                byName(expected.columns(), Column::name),
                byName(actual.columns(), Column::name),
                InspectionDiff::describe);
        compareValue("the primary key" + of, expected.primaryKey(), actual.primaryKey());
        compareValue("the comment" + of, expected.comment(), actual.comment());
        compareNamed("unique constraint" + of, expected.uniques(), actual.uniques(), unique -> unique.name());
        compareNamed("foreign key" + of, expected.foreignKeys(), actual.foreignKeys(), key -> key.name());
        compareNamed("check" + of, expected.checks(), actual.checks(), check -> check.name());
        compareNamed("index" + of, expected.indexes(), actual.indexes(), index -> index.name());
    }

    private static String describe(Column column) {
        return column.toString().replaceFirst("^Column\\[", "").replaceFirst("]$", "");
    }

    private <T> void compareNamed(
            String what, Collection<T> expected, Collection<T> actual, Function<T, @Nullable String> name) {
        compare(what + " ", byName(expected, name), byName(actual, name), String::valueOf);
    }

    /** Returns the objects by name. An object without a name in the catalogue is mapped by its definition. */
    private static <T> Map<String, T> byName(Collection<T> objects, Function<T, @Nullable String> nameOf) {
        Map<String, T> map = new TreeMap<>();
        for (T object : objects) {
            String name = nameOf.apply(object);
            map.put(name == null ? object.toString() : name, object);
        }
        return map;
    }

    private <K extends Comparable<K>, T> void compare(
            String what, Map<K, T> expected, Map<K, T> actual, Function<T, String> describe) {
        TreeSet<K> names = new TreeSet<>(expected.keySet());
        names.addAll(actual.keySet());
        for (K name : names) {
            T expectedObject = expected.get(name);
            T actualObject = actual.get(name);
            if (expectedObject == null) {
                lines.add(what + name + " is left over");
            } else if (actualObject == null) {
                lines.add(what + name + " is missing");
            } else if (!expectedObject.equals(actualObject)) {
                lines.add(what + name + " was " + describe.apply(expectedObject) + " and is "
                        + describe.apply(actualObject));
            }
        }
    }

    private void compareValue(String what, @Nullable Object expected, @Nullable Object actual) {
        if (!Objects.equals(expected, actual)) {
            lines.add(what + " was " + expected + " and is " + actual);
        }
    }
}
