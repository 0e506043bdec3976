package dev.trellis.internal.diff;

import dev.trellis.schema.Column;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.PartitionBy;
import dev.trellis.schema.PartitionOf;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableOptions;
import dev.trellis.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Spells the names of tables and columns in a desired table as the database does, which may use another letter case or
 * another way to name the default schema. Everything else stays as the model writes it.
 */
final class CatalogSpelling {
    private CatalogSpelling() {}

    /**
     * Returns the desired table with the database's letter case and schema for the names of tables and columns, and without a
     * tolerance.
     *
     * @param canonical the canonical form of the table, with its columns in the same order; without columns if an option of
     *     the table defines them, as for a virtual table of SQLite
     */
    static Table of(Table desired, Table canonical) {
        if (canonical.columns().isEmpty()) {
            return desired.withTolerance(null);
        }
        Map<String, String> spelling = new HashMap<>();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < desired.columns().size(); i++) {
            Column column = desired.columns().get(i);
            String name = canonical.columns().get(i).name();
            spelling.put(column.name(), name);
            columns.add(column.withName(name).withRenamedFrom(column.renamedFrom()));
        }
        UnaryOperator<String> spelled = name -> spelling.getOrDefault(name, name);
        PrimaryKey key = desired.primaryKey();
        return new Table(
                        canonical.name(),
                        columns,
                        key == null ? null : new PrimaryKey(key.name(), all(key.columns(), spelled)),
                        desired.uniques().stream()
                                .map(unique -> new UniqueConstraint(unique.name(), all(unique.columns(), spelled)))
                                .toList(),
                        foreignKeys(desired, canonical),
                        desired.checks(),
                        desired.indexes().stream()
                                .map(index -> index(index, spelled))
                                .toList(),
                        desired.comment(),
                        desired.renamedFrom())
                .withOptions(options(desired.options(), canonical.options(), spelled));
    }

    /** Returns the options with the spelling of columns and of other tables. */
    private static TableOptions options(TableOptions desired, TableOptions canonical, UnaryOperator<String> spelled) {
        if (desired.equals(TableOptions.NONE)) {
            return desired;
        }
        PartitionBy key = desired.partitionBy();
        PartitionOf place = desired.partitionOf();
        PartitionOf canonicalPlace = canonical.partitionOf();
        return desired.withPartitionBy(
                        key == null
                                ? null
                                : key.withParts(key.parts().stream()
                                        .map(part -> part.column() == null
                                                ? part
                                                : PartitionBy.Part.column(spelled.apply(part.column())))
                                        .toList()))
                .withPartitionOf(
                        place == null || canonicalPlace == null ? place : place.withTable(canonicalPlace.table()))
                .withInherits(
                        desired.inherits().size() == canonical.inherits().size()
                                ? canonical.inherits()
                                : desired.inherits())
                .withExcludes(desired.excludes().stream()
                        .map(exclude -> exclude.withElements(exclude.elements().stream()
                                .map(element -> element.column() == null
                                        ? element
                                        : element.withColumn(spelled.apply(element.column())))
                                .toList()))
                        .toList());
    }

    private static List<ForeignKey> foreignKeys(Table desired, Table canonical) {
        if (desired.foreignKeys().size() != canonical.foreignKeys().size()) {
            return canonical.foreignKeys();
        }
        List<ForeignKey> keys = new ArrayList<>();
        for (int i = 0; i < desired.foreignKeys().size(); i++) {
            ForeignKey spelled = canonical.foreignKeys().get(i);
            keys.add(desired.foreignKeys()
                    .get(i)
                    .withColumns(spelled.columns())
                    .withReferred(spelled.referredTable(), spelled.referredColumns()));
        }
        return keys;
    }

    private static Index index(Index index, UnaryOperator<String> spelled) {
        return index.withParts(index.parts().stream()
                        .map(part -> part.column() == null ? part : part.withColumn(spelled.apply(part.column())))
                        .toList())
                .withInclude(all(index.include(), spelled));
    }

    private static List<String> all(List<String> names, UnaryOperator<String> spelled) {
        return names.stream().map(spelled).toList();
    }
}
