package dev.trellis.dialect.h2;

import dev.trellis.schema.Index;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the indexes of tables. */
final class H2Indexes {
    private H2Indexes() {}

    /** Returns the indexes by the table's name, without those that H2 has created for constraints. */
    static Map<String, List<Index>> of(H2Scope scope) throws SQLException {
        Map<String, Map<String, Index>> indexes = new HashMap<>();
        scope.query(
                "SELECT TABLE_NAME, INDEX_NAME, INDEX_TYPE_NAME, NULLS_DISTINCT FROM INFORMATION_SCHEMA.INDEXES",
                "TABLE_SCHEMA",
                " AND NOT IS_GENERATED",
                true,
                row -> {
                    String type = row.getString(3);
                    Index index = new Index(
                            scope.name(row.getString(2)),
                            List.of(),
                            type.startsWith("UNIQUE"),
                            null,
                            List.of(),
                            type.contains("HASH") ? "hash" : type.contains("SPATIAL") ? "spatial" : null,
                            "NO".equals(row.getString(4)));
                    indexes.computeIfAbsent(row.getString(1), table -> new LinkedHashMap<>())
                            .put(row.getString(2), index);
                });
        scope.query(
                "SELECT TABLE_NAME, INDEX_NAME, COLUMN_NAME, ORDERING_SPECIFICATION, NULL_ORDERING"
                        + " FROM INFORMATION_SCHEMA.INDEX_COLUMNS",
                "TABLE_SCHEMA",
                " ORDER BY TABLE_NAME, INDEX_NAME, ORDINAL_POSITION",
                true,
                row -> {
                    Map<String, Index> ofTable = indexes.getOrDefault(row.getString(1), Map.of());
                    Index index = ofTable.get(row.getString(2));
                    if (index != null) {
                        List<Index.Part> parts = new ArrayList<>(index.parts());
                        parts.add(
                                part(scope.name(row.getString(3)), "DESC".equals(row.getString(4)), row.getString(5)));
                        ofTable.put(row.getString(2), index.withParts(parts));
                    }
                });
        Map<String, List<Index>> byTable = new HashMap<>();
        indexes.forEach((table, tableIndexes) -> byTable.put(table, List.copyOf(tableIndexes.values())));
        return byTable;
    }

    private static Index.Part part(String column, boolean descending, @Nullable String nulls) {
        String defaultOrder = descending ? "LAST" : "FIRST";
        // A spatial index has no order.
        boolean isDefault = nulls == null || defaultOrder.equals(nulls);
        Boolean nullsFirst = isDefault ? null : Boolean.valueOf("FIRST".equals(nulls));
        return new Index.Part(column, null, descending, nullsFirst, null, null);
    }
}
