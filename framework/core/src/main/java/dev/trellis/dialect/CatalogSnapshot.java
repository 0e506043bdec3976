package dev.trellis.dialect;

import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gathers what {@link Dialect#catalogSnapshot} tells: the definitions of the parts of tables, by table and by part. */
public final class CatalogSnapshot {
    /**
     * The part that is another one when a table was dropped and made again, however alike. Where a database rebuilds a
     * table as it was, it may be another one as well.
     */
    public static final String IDENTITY = "identity";

    private final Map<TableName, Map<String, String>> parts = new TreeMap<>();

    /** A part, {@code column name}, with its definition; null says that it is there. */
    public void put(TableName table, String part, @Nullable String definition) {
        parts.computeIfAbsent(table, none -> new TreeMap<>()).put(part, String.valueOf(definition));
    }

    /**
     * Runs a query for all tables of one schema.
     *
     * @param sql yields three texts a row: the table, the part, its definition
     * @param name whose table a name in the catalogue is; null when nobody asked for it
     */
    public void read(
            Connection connection, String sql, List<String> parameters, Function<String, @Nullable TableName> name)
            throws SQLException {
        Query.each(connection, sql, parameters, row -> {
            TableName table = name.apply(row.getString(1));
            if (table != null) {
                put(table, row.getString(2), row.getString(3));
            }
        });
    }

    /** The further schemas that tables lie in, each once. */
    public static List<String> schemas(Collection<TableName> tables) {
        List<String> schemas = new ArrayList<>();
        for (TableName table : tables) {
            String schema = table.schema();
            if (schema != null && !schemas.contains(schema)) {
                schemas.add(schema);
            }
        }
        return schemas;
    }

    /** What was gathered: the table to the part to its definition. */
    public Map<TableName, Map<String, String>> parts() {
        return parts;
    }
}
