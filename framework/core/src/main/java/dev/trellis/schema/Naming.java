package dev.trellis.schema;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The convention that names what an author left unnamed (DESIGN sections 3 and 5). Names that the author gives are not
 * touched.
 *
 * @param limit how many bytes of UTF-8 the database allows a name; a longer conventional name is cut and ends in a hash
 *     of the whole, so that it stays the same from run to run and different from its neighbours
 */
public record Naming(String pk, String fk, String uq, String ix, String ck, int limit) {
    public static final Naming DEFAULT = new Naming(
            "pk_{table}",
            "fk_{table}_{columns}_{referred_table}",
            "uq_{table}_{columns}",
            "ix_{table}_{columns}",
            "ck_{table}_{name}",
            Integer.MAX_VALUE);

    private static final int HASH_LENGTH = 8;
    /** Bytes that a {@code char} takes in UTF-8 at most. */
    private static final int LONGEST = 3;

    /** The same for a database whose names hold so many bytes in UTF-8. */
    public Naming withLimit(int bytes) {
        return new Naming(pk, fk, uq, ix, ck, bytes);
    }

    /** The conventional name of a primary key. */
    public String primaryKey(TableName table) {
        return name(pk, table, List.of(), null, null);
    }

    /** The conventional name of a foreign key. */
    public String foreignKey(TableName table, List<String> columns, TableName referredTable) {
        return name(fk, table, columns, referredTable, null);
    }

    /** The conventional name of a unique constraint. */
    public String unique(TableName table, List<String> columns) {
        return name(uq, table, columns, null, null);
    }

    /**
     * The conventional name of an index.
     *
     * @param columns what its parts are called
     */
    public String index(TableName table, List<String> columns) {
        return name(ix, table, columns, null, null);
    }

    /** The name of a CHECK that belongs to a column's type, such as an enumeration's where there are no named types. */
    public String check(TableName table, String name) {
        return name(ck, table, List.of(), null, name);
    }

    /** The table with every name filled in that its author left out. */
    public Table named(Table table) {
        TableName name = table.name();
        PrimaryKey key = table.primaryKey();
        return table.withPrimaryKey(
                        key == null || key.name() != null ? key : new PrimaryKey(primaryKey(name), key.columns()))
                .withUniques(table.uniques().stream()
                        .map(unique -> unique.name() != null
                                ? unique
                                : new UniqueConstraint(unique(name, unique.columns()), unique.columns()))
                        .toList())
                .withForeignKeys(table.foreignKeys().stream()
                        .map(foreign -> named(name, foreign))
                        .toList())
                .withIndexes(table.indexes().stream()
                        .map(index -> named(name, index))
                        .toList());
    }

    /** The foreign key under the name that its author gave it, else under the conventional one. */
    public ForeignKey named(TableName table, ForeignKey foreign) {
        return foreign.name() != null
                ? foreign
                : foreign.withName(foreignKey(table, foreign.columns(), foreign.referredTable()));
    }

    /** The index under the name that its author gave it, else under the conventional one. */
    public Index named(TableName table, Index index) {
        return index.name() != null ? index : index.withName(index(table, partNames(index)));
    }

    private static List<String> partNames(Index index) {
        return index.parts().stream()
                .map(part -> part.column() != null
                        ? part.column()
                        : String.valueOf(part.expression())
                                .replaceAll("[^A-Za-z0-9]+", "_")
                                .replaceAll("^_|_$", ""))
                .toList();
    }

    private String name(
            String template,
            TableName table,
            List<String> columns,
            @Nullable TableName referred,
            @Nullable String own) {
        String full = template.replace("{columns}", String.join("_", columns))
                .replace("{referred_table}", referred == null ? "" : referred.name())
                .replace("{name}", own == null ? "" : own)
                .replace("{table}", table.name());
        return fit(full);
    }

    /** The name itself where it fits, else as much of it as fits with a hash at the end. */
    private String fit(String full) {
        if (full.length() <= limit / LONGEST || full.getBytes(StandardCharsets.UTF_8).length <= limit) {
            return full;
        }
        String hash = "_" + hash(full);
        int end = full.length();
        while (full.substring(0, end).getBytes(StandardCharsets.UTF_8).length + hash.length() > limit) {
            end = full.offsetByCodePoints(end, -1);
        }
        return full.substring(0, end) + hash;
    }

    /** FNV-1a, 32 bit: short, the same everywhere, and no secret depends on it. */
    private static String hash(String text) {
        int hash = 0x811c9dc5;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * 0x01000193;
        }
        String hex = Integer.toHexString(hash);
        return "0".repeat(HASH_LENGTH - hex.length()) + hex;
    }
}
