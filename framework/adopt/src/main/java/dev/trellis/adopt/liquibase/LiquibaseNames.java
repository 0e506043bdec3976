package dev.trellis.adopt.liquibase;

import dev.trellis.adopt.source.ToolTable;
import dev.trellis.dialect.Dialect;
import dev.trellis.schema.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Converts names in a change set to the names that the database stores.
 *
 * @param defaultSchemas the schemas, in lower case, whose objects need no schema
 * @param isQuoted whether Liquibase quotes all names
 */
record LiquibaseNames(LiquibaseDatabase database, Dialect dialect, List<String> defaultSchemas, boolean isQuoted) {

    /** Returns the name of a column, constraint or index. */
    String name(String written) {
        return database.stored(written.strip(), isQuoted);
    }

    /** Returns the names of a list such as {@code first_name, last_name}. */
    List<String> names(String written) {
        return Arrays.stream(written.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(this::name)
                .toList();
    }

    /** Returns the name of a table, view or sequence. */
    TableName table(@Nullable String schema, String name) {
        if (schema == null
                || !dialect.capabilities().schemas()
                || defaultSchemas.contains(schema.toLowerCase(Locale.ROOT))) {
            return TableName.of(name(name));
        }
        return new TableName(database.stored(schema.strip(), isQuoted), name(name));
    }

    /** Returns the name in SQL. */
    String quote(TableName table) {
        return ToolTable.quote(dialect, table);
    }

    /** Returns the name in SQL. */
    String quote(String name) {
        return dialect.quote(name);
    }

    /** Returns a list of names in SQL. */
    String quote(List<String> names) {
        return String.join(", ", names.stream().map(dialect::quote).toList());
    }
}
