package dev.trellis.dialect;

import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Collects the result of {@link Dialect#catalogSnapshot}: the definitions of the parts of tables, such as columns,
 * indexes and triggers.
 */
public final class CatalogSnapshot {
    /**
     * The name of the part that differs if a table was dropped and created again with the same definition. The part may also
     * differ after the database has rebuilt a table.
     */
    public static final String IDENTITY = "identity";

    private final Map<TableName, Map<String, String>> parts = new TreeMap<>();

    /**
     * Adds a part, such as {@code column total}, with its definition; the definition is null if only the existence of the
     * part matters.
     */
    public void put(TableName table, String part, @Nullable String definition) {
        parts.computeIfAbsent(table, none -> new TreeMap<>()).put(part, String.valueOf(definition));
    }

    /**
     * Adds the parts that a query returns for one schema.
     *
     * @param sql a query whose rows have three texts: the table, the part and its definition
     * @param name returns the table for a name in the catalogue; null if the table was not requested
     * @throws SQLException if the driver reports one
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

    /**
     * Adds the objects that the definitions of a table's parts mention, and the objects that the definitions of these
     * objects mention in turn. The definitions are searched for names because some catalogues do not record which function a
     * trigger calls.
     *
     * @param definitions the definitions of all functions and similar objects, by kind and name: {@code function ok}
     */
    public void addMentioned(Map<String, String> definitions) {
        if (definitions.isEmpty()) {
            return;
        }
        parts.forEach((table, ofTable) -> {
            Deque<String> texts = new ArrayDeque<>();
            ofTable.forEach((part, definition) -> texts.add(part + ' ' + definition));
            Map<String, String> mentioned = new TreeMap<>();
            while (!texts.isEmpty()) {
                String text = texts.remove();
                Set<String> words = words(text);
                definitions.forEach((object, definition) -> {
                    String name = object.substring(object.indexOf(' ') + 1);
                    if (isMentioned(name, text, words) && mentioned.put(object, definition) == null) {
                        texts.add(definition);
                    }
                });
            }
            ofTable.putAll(mentioned);
        });
    }

    /** Returns whether a text mentions a name; a name without letters and digits is mentioned only in quotes. */
    private static boolean isMentioned(String name, String text, Set<String> words) {
        Set<String> ofName = words(name);
        return ofName.isEmpty()
                ? text.contains('`' + name + '`') || text.contains('"' + name + '"')
                : words.containsAll(ofName);
    }

    private static Set<String> words(String text) {
        return new HashSet<>(Arrays.asList(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}_$]+")));
    }

    /** Returns the schemas that the names of tables contain, each once. */
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

    /** Returns the definitions, by table and by name of the part. */
    public Map<TableName, Map<String, String>> parts() {
        return parts;
    }
}
