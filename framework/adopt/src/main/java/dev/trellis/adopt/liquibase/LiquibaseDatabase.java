package dev.trellis.adopt.liquibase;

import dev.trellis.adopt.source.SourceException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The databases as Liquibase sees them: what it writes, and which names the database then gives. */
enum LiquibaseDatabase {
    POSTGRESQL("now()"),
    MYSQL("now()"),
    MARIADB("now()"),
    H2("now()"),
    SQLITE("CURRENT_TIMESTAMP");

    private static final int POSTGRESQL_LIMIT = 63;

    private final String currentTime;

    LiquibaseDatabase(String currentTime) {
        this.currentTime = currentTime;
    }

    /** Returns the database of a dialect. */
    static LiquibaseDatabase of(String dialect) {
        for (LiquibaseDatabase database : values()) {
            if (database.shortName().equals(dialect)) {
                return database;
            }
        }
        throw SourceException.cannotAdopt(
                "changelogs cannot be converted for the dialect '" + dialect + "'",
                "Adopt the database itself: trellis adopt --from database");
    }

    /** Returns Liquibase's short name, which is also the name of the dialect. */
    String shortName() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isMysqlFamily() {
        return this == MYSQL || this == MARIADB;
    }

    /** Returns the function that Liquibase writes for the current time. */
    String currentTime() {
        return currentTime;
    }

    /**
     * Returns a name as the database stores it. PostgreSQL shortens long names. Liquibase writes a name without quotes unless
     * it has to quote it.
     *
     * @param isQuoted whether {@code objectQuotingStrategy} demands quotes
     */
    String stored(String name, boolean isQuoted) {
        String stored = isQuoted ? name : folded(name);
        return this == POSTGRESQL ? cut(stored, POSTGRESQL_LIMIT) : stored;
    }

    private String folded(String name) {
        boolean isPlain = name.chars().allMatch(c -> c == '_' || Character.isLetterOrDigit(c));
        return switch (this) {
            case H2 -> isPlain ? name.toLowerCase(Locale.ROOT) : name;
            case POSTGRESQL -> isPlain && !hasMixedCase(name) ? name.toLowerCase(Locale.ROOT) : name;
            default -> name;
        };
    }

    private static boolean hasMixedCase(String name) {
        return name.chars().anyMatch(Character::isUpperCase) && name.chars().anyMatch(Character::isLowerCase);
    }

    /**
     * Returns the name of a primary key that {@code createTable} leaves unnamed.
     *
     * @param table the stored name of the table
     */
    String primaryKeyName(String table) {
        return switch (this) {
            case POSTGRESQL -> cut(table, POSTGRESQL_LIMIT - "_pkey".length()) + "_pkey";
            case H2 -> "pk_" + table.toLowerCase(Locale.ROOT);
            default -> "PK_" + table.toUpperCase(Locale.ROOT);
        };
    }

    /**
     * Returns the name that the database gives to a constraint without a name.
     *
     * @param table the stored name of the table
     * @param columns the stored names of the columns, joined with underscores
     * @param kind {@code key} for a unique constraint, {@code pkey} for a primary key, {@code idx} for an index
     * @return null if only the database knows the name
     */
    @Nullable
    String generatedName(String table, String columns, String kind) {
        String name = kind.equals("pkey") ? table + "_pkey" : table + "_" + columns + "_" + kind;
        return this == POSTGRESQL && name.getBytes(StandardCharsets.UTF_8).length <= POSTGRESQL_LIMIT ? name : null;
    }

    private static String cut(String text, int bytes) {
        String result = text;
        while (result.getBytes(StandardCharsets.UTF_8).length > bytes) {
            result = result.substring(0, result.length() - 1);
        }
        return result;
    }
}
