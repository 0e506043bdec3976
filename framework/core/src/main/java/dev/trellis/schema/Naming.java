package dev.trellis.schema;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The naming convention for constraints and indexes that the author leaves unnamed. A template may contain {@code {table}},
 * {@code {columns}}, {@code {referred_table}} and {@code {name}}.
 *
 * @param pk the template for primary keys
 * @param fk the template for foreign keys
 * @param uq the template for unique constraints
 * @param ix the template for indexes
 * @param ck the template for CHECK constraints that implement a type, such as an enumeration in a database without named
 *     types
 * @param limit the longest name that the database allows, in bytes of UTF-8. A longer conventional name is shortened and
 *     ends in a hash of the full name, so that it is the same in every run and distinct from similar names.
 */
public record Naming(String pk, String fk, String uq, String ix, String ck, int limit) {
    /** The default convention, without a limit. */
    public static final Naming DEFAULT = new Naming(
            "pk_{table}",
            "fk_{table}_{columns}_{referred_table}",
            "uq_{table}_{columns}",
            "ix_{table}_{columns}",
            "ck_{table}_{name}",
            Integer.MAX_VALUE);

    private static final int HASH_LENGTH = 8;
    /** The largest number of bytes of a {@code char} in UTF-8. */
    private static final int MAX_BYTES_PER_CHAR = 3;

    /** Returns the convention with another limit. */
    public Naming withLimit(int bytes) {
        return new Naming(pk, fk, uq, ix, ck, bytes);
    }

    /** Returns the conventional name of a primary key. */
    public String primaryKey(TableName table) {
        return name(pk, table, List.of(), null, null);
    }

    /** Returns the conventional name of a foreign key. */
    public String foreignKey(TableName table, List<String> columns, TableName referredTable) {
        return name(fk, table, columns, referredTable, null);
    }

    /** Returns the conventional name of a unique constraint. */
    public String unique(TableName table, List<String> columns) {
        return name(uq, table, columns, null, null);
    }

    /**
     * Returns the conventional name of an index.
     *
     * @param columns the names of its columns, and the words of its expressions
     */
    public String index(TableName table, List<String> columns) {
        return name(ix, table, columns, null, null);
    }

    /** Returns the name of a CHECK that implements a type, for example an enumeration in a database without named types. */
    public String check(TableName table, String name) {
        return name(ck, table, List.of(), null, name);
    }

    /** Returns the table with conventional names for the constraints and indexes that have none. */
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

    /** Returns the foreign key with its own name, else with the conventional name. */
    public ForeignKey named(TableName table, ForeignKey foreign) {
        return foreign.name() != null
                ? foreign
                : foreign.withName(foreignKey(table, foreign.columns(), foreign.referredTable()));
    }

    /** Returns the index with its own name, else with the conventional name. */
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
            @Nullable String checkName) {
        String full = template.replace("{columns}", String.join("_", columns))
                .replace("{referred_table}", referred == null ? "" : referred.name())
                .replace("{name}", checkName == null ? "" : checkName)
                .replace("{table}", table.name());
        return shortened(full);
    }

    /** Returns a name that the database accepts: the name itself, or its beginning and a hash if it is too long. */
    public String fitted(String name) {
        return shortened(name);
    }

    /** Returns the name if it fits, else the longest prefix that fits together with a hash. */
    private String shortened(String full) {
        if (full.length() <= limit / MAX_BYTES_PER_CHAR || full.getBytes(StandardCharsets.UTF_8).length <= limit) {
            return full;
        }
        String hash = "_" + hash(full);
        int end = full.length();
        while (full.substring(0, end).getBytes(StandardCharsets.UTF_8).length + hash.length() > limit) {
            end = full.offsetByCodePoints(end, -1);
        }
        return full.substring(0, end) + hash;
    }

    /** Returns the 32-bit FNV-1a hash: short, and the same on every machine. */
    private static String hash(String text) {
        int hash = 0x811c9dc5;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * 0x01000193;
        }
        String hex = Integer.toHexString(hash);
        return "0".repeat(HASH_LENGTH - hex.length()) + hex;
    }
}
