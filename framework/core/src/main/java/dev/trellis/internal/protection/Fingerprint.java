package dev.trellis.internal.protection;

import dev.trellis.dialect.CatalogSnapshot;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.script.Sha256;
import dev.trellis.schema.TableName;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The structure of protected tables at one moment, as the catalogue reports it. Each part of a table (a column, an index, a
 * trigger) is reduced to a hash of its definition, so that a fingerprint is small enough for the history table.
 *
 * @param tables the tables that were inspected; for each table, the names of its parts by the hash of the part. A table that
 *     does not exist has no parts
 */
public record Fingerprint(Map<TableName, Map<String, String>> tables) {
    /** The number of hexadecimal digits of a hash: 64 bits. */
    private static final int HASH_LENGTH = 16;

    /** Names of parts are cut to this length, because the "name" of a part may be the whole definition of a view. */
    private static final int NAME_LENGTH = 80;

    /** Reads the structure of the tables from the catalogue. */
    static Fingerprint take(Session session, Collection<TableName> tables) throws SQLException {
        Map<TableName, Map<String, String>> structure = session.dialect().catalogSnapshot(session.connection(), tables);
        Map<TableName, Map<String, String>> hashed = new TreeMap<>();
        for (TableName table : tables) {
            Map<String, String> parts = new TreeMap<>();
            structure.getOrDefault(table, Map.of()).forEach((part, definition) -> {
                String hash = Sha256.of(part + '\0' + definition).substring(0, HASH_LENGTH);
                parts.put(hash, part.length() > NAME_LENGTH ? part.substring(0, NAME_LENGTH) + "..." : part);
            });
            hashed.put(table, parts);
        }
        return new Fingerprint(hashed);
    }

    /**
     * Returns the names of the parts that differ between this fingerprint and a later one, by table, sorted. A table that only
     * one of the two fingerprints contains is ignored.
     */
    Map<TableName, Set<String>> changedIn(Fingerprint later) {
        Map<TableName, Set<String>> changed = new TreeMap<>();
        tables.forEach((table, before) -> {
            Map<String, String> after = later.tables.get(table);
            if (after != null && !after.keySet().equals(before.keySet())) {
                Set<String> differing = new TreeSet<>();
                addMissing(before, after, differing);
                addMissing(after, before, differing);
                changed.put(table, differing);
            }
        });
        return changed;
    }

    private static void addMissing(Map<String, String> parts, Map<String, String> others, Set<String> missing) {
        parts.forEach((hash, part) -> {
            if (!others.containsKey(hash)) {
                missing.add(part);
            }
        });
    }

    /** Returns the fingerprint without some tables. */
    Fingerprint without(Collection<TableName> others) {
        Map<TableName, Map<String, String>> rest = new TreeMap<>(tables);
        rest.keySet().removeAll(others);
        return new Fingerprint(rest);
    }

    /**
     * Returns the fingerprint without the parts, such as the time of creation, in which a table differs from a recreated
     * table with the same structure.
     */
    Fingerprint withoutIdentities() {
        Map<TableName, Map<String, String>> without = new TreeMap<>();
        tables.forEach((table, parts) -> {
            Map<String, String> rest = new TreeMap<>(parts);
            rest.values().removeIf(CatalogSnapshot.IDENTITY::equals);
            without.put(table, rest);
        });
        return new Fingerprint(without);
    }

    /**
     * Returns the text that the history table stores: for each table a line with a tab, its schema, a tab and its name, then a
     * line for each part with its hash and its name. Backslashes, tabs and line breaks in names are escaped.
     */
    public String format() {
        StringBuilder text = new StringBuilder();
        tables.forEach((table, parts) -> {
            String schema = Objects.requireNonNullElse(table.schema(), "");
            text.append('\t')
                    .append(escape(schema))
                    .append('\t')
                    .append(escape(table.name()))
                    .append('\n');
            parts.forEach((hash, part) -> text.append(hash).append(escape(part)).append('\n'));
        });
        return text.toString();
    }

    /** Parses a text that {@link #format} has returned; null if the text is null. */
    public static @Nullable Fingerprint parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Map<TableName, Map<String, String>> tables = new TreeMap<>();
        Map<String, String> parts = new TreeMap<>();
        for (String line : text.split("\n", -1)) {
            if (line.startsWith("\t")) {
                String[] name = line.split("\t", -1);
                String schema = unescape(name[1]);
                parts = new TreeMap<>();
                tables.put(new TableName(schema.isEmpty() ? null : schema, unescape(name[2])), parts);
            } else if (!line.isEmpty()) {
                parts.put(line.substring(0, HASH_LENGTH), unescape(line.substring(HASH_LENGTH)));
            }
        }
        return new Fingerprint(tables);
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
    }

    private static String unescape(String text) {
        return text.translateEscapes();
    }

    /**
     * Returns the table that has a part of the given kind and name.
     *
     * @param kind in lower case: {@code index}, {@code trigger}, {@code type}
     * @param name compared without regard to case; its schema is ignored if the name or the table has no schema
     */
    Optional<TableName> tableWithPart(String kind, TableName name) {
        return tables.entrySet().stream()
                .filter(table -> mayShareSchema(table.getKey(), name))
                .filter(table ->
                        table.getValue().values().stream().anyMatch(part -> isNamed(part, kind + " " + name.name())))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Returns whether a part has this kind and name; the name of a function is followed by its parameters. */
    private static boolean isNamed(String part, String kindAndName) {
        int parameters = part.indexOf('(');
        return part.equalsIgnoreCase(kindAndName)
                || (parameters > 0 && part.substring(0, parameters).equalsIgnoreCase(kindAndName));
    }

    private static boolean mayShareSchema(TableName table, TableName part) {
        return part.schema() == null || table.schema() == null || part.schema().equalsIgnoreCase(table.schema());
    }
}
