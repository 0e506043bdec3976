package dev.trellis.dialect.h2;

import dev.trellis.dialect.Query;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableOption;
import dev.trellis.schema.TableOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The options of tables on H2. */
final class H2TableOptions {
    /** The place of the rows of a table: in memory, or in the file with a part of them in memory. */
    static final String STORAGE = "storage";
    /** Whether H2 drops the table when the database is closed. All sessions share its rows ({@code GLOBAL TEMPORARY}). */
    static final String TEMPORARY = "temporary";

    private static final String MEMORY = "memory";
    private static final String ADVICE =
            "Create another table, copy the rows with an execute: insert into ... select ..., drop this one and rename the"
                    + " other.";

    static final List<TableOption> ALL = List.of(
            TableOption.word(STORAGE, MEMORY, "cached").fixed(ADVICE),
            TableOption.flag(TEMPORARY).initially(false).fixed(ADVICE));

    private H2TableOptions() {}

    static boolean isTemporary(Table table) {
        return Boolean.TRUE.equals(table.options().of(H2Dialect.NAME).get(TEMPORARY));
    }

    /** Returns the words between CREATE and TABLE, with a space at the end; empty if there is none. */
    static String words(Table table) {
        Object storage = table.options().of(H2Dialect.NAME).get(STORAGE);
        return storage == null ? "" : storage.equals(MEMORY) ? "MEMORY " : "CACHED ";
    }

    /**
     * Returns the options of a table in the catalogue. The storage is omitted if it is the usual one, and in a database in
     * memory, which has no file.
     *
     * @param type the column TABLE_TYPE
     * @param storage the column STORAGE_TYPE
     * @param path the file of the database; null for a database in memory
     */
    static TableOptions read(String type, String storage, @Nullable String path) {
        Map<String, Object> options = new LinkedHashMap<>();
        if (type.equals("GLOBAL TEMPORARY")) {
            options.put(TEMPORARY, true);
        } else if (path != null && storage.equals("MEMORY")) {
            options.put(STORAGE, MEMORY);
        }
        return TableOptions.NONE.only(H2Dialect.NAME, options);
    }

    /**
     * Returns the stated options in the form in which inspection reads them. Omits an option if the actual table has
     * the stated value and inspection does not read it.
     */
    static TableOptions canonical(Connection connection, Table desired, Optional<Table> actual) throws SQLException {
        Map<String, Object> options = new LinkedHashMap<>();
        for (Map.Entry<String, Object> stated :
                desired.options().of(H2Dialect.NAME).entrySet()) {
            boolean isRead = actual.stream()
                    .anyMatch(table -> table.options().of(H2Dialect.NAME).containsKey(stated.getKey()));
            if (isRead || actual.isEmpty() || !isMet(connection, stated.getValue())) {
                options.put(stated.getKey(), stated.getValue());
            }
        }
        return TableOptions.NONE.only(H2Dialect.NAME, options);
    }

    private static boolean isMet(Connection connection, Object value) throws SQLException {
        return value.equals(false)
                || value.equals("cached")
                || (value.equals(MEMORY) && Query.isTrue(connection, "SELECT DATABASE_PATH() IS NULL"));
    }
}
