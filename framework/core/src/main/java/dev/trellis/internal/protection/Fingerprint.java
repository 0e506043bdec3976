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
 * The structure of protected tables at one moment, as the catalogue tells it, small enough to be kept in the history.
 *
 * @param tables those that were asked for; of one that is there its parts, each by its hash
 */
public record Fingerprint(Map<TableName, Map<String, String>> tables) {
    /** Hexadecimal digits of a hash: 64 bits. */
    private static final int HASH = 16;

    /** Of the name of a part, which may be a whole view, as much as a person needs. */
    private static final int NAME = 80;

    static Fingerprint take(Session session, Collection<TableName> tables) throws SQLException {
        Map<TableName, Map<String, String>> structure = session.dialect().catalogSnapshot(session.connection(), tables);
        Map<TableName, Map<String, String>> hashed = new TreeMap<>();
        for (TableName table : tables) {
            Map<String, String> parts = new TreeMap<>();
            structure.getOrDefault(table, Map.of()).forEach((part, definition) -> {
                String hash = Sha256.of(part + '\0' + definition).substring(0, HASH);
                parts.put(hash, part.length() > NAME ? part.substring(0, NAME) + "..." : part);
            });
            hashed.put(table, parts);
        }
        return new Fingerprint(hashed);
    }

    /** The tables of both whose structure is not what it was, sorted, each with the parts that differ. */
    Map<TableName, Set<String>> changedIn(Fingerprint later) {
        Map<TableName, Set<String>> changed = new TreeMap<>();
        tables.forEach((table, before) -> {
            Map<String, String> after = later.tables.get(table);
            if (after != null && !after.keySet().equals(before.keySet())) {
                Set<String> differing = new TreeSet<>();
                before.forEach((hash, part) -> addUnless(after.containsKey(hash), part, differing));
                after.forEach((hash, part) -> addUnless(before.containsKey(hash), part, differing));
                changed.put(table, differing);
            }
        });
        return changed;
    }

    private static void addUnless(boolean both, String part, Set<String> differing) {
        if (!both) {
            differing.add(part);
        }
    }

    /** What it would be if no table could be told from another that is alike. */
    Fingerprint withoutIdentities() {
        Map<TableName, Map<String, String>> without = new TreeMap<>();
        tables.forEach((table, parts) -> {
            Map<String, String> rest = new TreeMap<>(parts);
            rest.values().removeIf(CatalogSnapshot.IDENTITY::equals);
            without.put(table, rest);
        });
        return new Fingerprint(without);
    }

    /** As a text: a line for each table and, behind it, for each of its parts. */
    public String written() {
        StringBuilder text = new StringBuilder();
        tables.forEach((table, parts) -> {
            String schema = Objects.requireNonNullElse(table.schema(), "");
            text.append('\t')
                    .append(escaped(schema))
                    .append('\t')
                    .append(escaped(table.name()))
                    .append('\n');
            parts.forEach(
                    (hash, part) -> text.append(hash).append(escaped(part)).append('\n'));
        });
        return text.toString();
    }

    /** What {@link #written} wrote; null for null. */
    public static @Nullable Fingerprint read(@Nullable String written) {
        if (written == null) {
            return null;
        }
        Map<TableName, Map<String, String>> tables = new TreeMap<>();
        Map<String, String> parts = new TreeMap<>();
        for (String line : written.split("\n", -1)) {
            if (line.startsWith("\t")) {
                String[] name = line.split("\t", -1);
                String schema = unescaped(name[1]);
                parts = new TreeMap<>();
                tables.put(new TableName(schema.isEmpty() ? null : schema, unescaped(name[2])), parts);
            } else if (!line.isEmpty()) {
                parts.put(line.substring(0, HASH), unescaped(line.substring(HASH)));
            }
        }
        return new Fingerprint(tables);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
    }

    private static String unescaped(String text) {
        return text.translateEscapes();
    }

    /** The table that has something of this kind and name among its parts; the kind is in lower case. */
    Optional<TableName> withPart(String kind, TableName name) {
        String schema = name.schema();
        return tables.entrySet().stream()
                .filter(table -> schema == null
                        || table.getKey().schema() == null
                        || schema.equalsIgnoreCase(table.getKey().schema()))
                .filter(table -> table.getValue().values().stream()
                        .anyMatch(part -> part.equalsIgnoreCase(kind + " " + name.name())))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
