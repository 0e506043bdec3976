package dev.trellis.dialect.sqlite;

import dev.trellis.schema.Column;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOption;
import dev.trellis.schema.TableOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options of tables on SQLite. */
final class SqliteTableOptions {
    /** Whether the table enforces the types of its columns. */
    static final String STRICT = "strict";
    /** Whether the table stores its rows in the order of the primary key, without row numbers. */
    static final String WITHOUT_ROWID = "without_rowid";
    /** Whether the primary key never uses a number again. */
    static final String AUTOINCREMENT = "autoincrement";
    /** The module of a virtual table with its arguments. */
    static final String VIRTUAL = "virtual";

    static final List<TableOption> ALL = List.of(
            TableOption.flag(STRICT).initially(false),
            TableOption.flag(WITHOUT_ROWID).initially(false),
            TableOption.flag(AUTOINCREMENT).initially(false),
            TableOption.sql(VIRTUAL)
                    .definingColumns()
                    .fixed(
                            "Create another virtual table, fill it with an execute: insert into ... select ..., drop this one"
                                    + " and rename the other."));

    private SqliteTableOptions() {}

    /** Returns whether a flag is set for a table. */
    static boolean has(Table table, String flag) {
        return Boolean.TRUE.equals(table.options().of(SqliteDialect.NAME).get(flag));
    }

    /** Returns the module of a virtual table with its arguments; empty for another table. */
    static Optional<String> virtual(Table table) {
        return Optional.ofNullable(table.options().of(SqliteDialect.NAME).get(VIRTUAL))
                .map(Object::toString);
    }

    /** Returns a virtual table as inspection returns it: without columns, which its module defines. */
    static Table virtual(TableName name, String module) {
        return Table.of(name, List.of())
                .withOptions(TableOptions.NONE.only(SqliteDialect.NAME, Map.of(VIRTUAL, SqlText.of(module))));
    }

    /** Returns the options that the text of a table states. */
    static TableOptions of(ParsedTable table) {
        Map<String, Object> options = new LinkedHashMap<>();
        put(options, STRICT, table.isStrict());
        put(options, WITHOUT_ROWID, !table.hasRowid());
        put(options, AUTOINCREMENT, table.hasAutoincrement());
        return TableOptions.NONE.only(SqliteDialect.NAME, options);
    }

    private static void put(Map<String, Object> options, String name, boolean isSet) {
        if (isSet) {
            options.put(name, true);
        }
    }

    /** Returns the clauses after the parentheses of CREATE TABLE, with a space in front; empty if there is none. */
    static String tail(boolean isStrict, boolean isWithoutRowid) {
        List<String> clauses = new ArrayList<>();
        if (isStrict) {
            clauses.add("STRICT");
        }
        if (isWithoutRowid) {
            clauses.add("WITHOUT ROWID");
        }
        return clauses.isEmpty() ? "" : " " + String.join(", ", clauses);
    }

    /**
     * Returns the stated options in the form in which inspection reads them, in which a flag that is not set is absent. The
     * text of a virtual table is adopted if only blanks and letter case differ.
     *
     * @param actual the actual table; empty if there is none
     */
    static TableOptions canonical(Table desired, Optional<Table> actual) {
        Map<String, Object> options = new LinkedHashMap<>();
        desired.options().of(SqliteDialect.NAME).forEach((name, value) -> {
            boolean isAbsent = value.equals(false) && actual.stream().noneMatch(table -> has(table, name));
            if (!isAbsent) {
                options.put(name, value);
            }
        });
        actual.flatMap(SqliteTableOptions::virtual)
                .filter(known -> virtual(desired).stream().anyMatch(text -> isSame(text, known)))
                .ifPresent(known -> options.put(VIRTUAL, SqlText.of(known)));
        return TableOptions.NONE.only(SqliteDialect.NAME, options);
    }

    private static boolean isSame(String written, String stored) {
        return SqliteNormalization.of(written).equals(SqliteNormalization.of(stored));
    }

    /** Returns whether a desired table is strict; if the model does not state it, whether the actual table is. */
    static boolean isStrict(Table desired, Optional<Table> actual) {
        return desired.options().of(SqliteDialect.NAME).containsKey(STRICT)
                ? has(desired, STRICT)
                : actual.stream().anyMatch(table -> has(table, STRICT));
    }

    /** Returns the column with the type that it has in a STRICT table; empty if there is no such type. */
    static Optional<Column> strict(Column column) {
        return SqliteTypes.strict(column.type()).map(column::withType);
    }
}
