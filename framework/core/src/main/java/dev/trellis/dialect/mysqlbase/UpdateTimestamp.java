package dev.trellis.dialect.mysqlbase;

import dev.trellis.schema.SqlText;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The clause {@code ON UPDATE CURRENT_TIMESTAMP} of a column. The clause must have as many fractional digits of a second as
 * the column. Trellis therefore adds the number of digits when it writes the clause, and omits the number in the canonical
 * form.
 */
final class UpdateTimestamp {
    private static final String CURRENT = "CURRENT_TIMESTAMP";

    /** The clause in the column EXTRA of the catalogue. */
    private static final Pattern EXTRA = Pattern.compile("(?i)\\bon update (\\S+)");

    /** {@code CURRENT_TIMESTAMP} and its synonyms. */
    private static final Pattern FUNCTION =
            Pattern.compile("(?i)(?:current_timestamp|now|localtime|localtimestamp)\\s*(?:\\(\\s*(\\d?)\\s*\\))?");

    private static final Pattern TYPE = Pattern.compile("(?i)(?:timestamp|datetime)(?:\\s*\\(\\s*(\\d)\\s*\\))?.*");

    private UpdateTimestamp() {}

    /**
     * Returns the clause of a column in canonical form; null for none.
     *
     * @param extra the column EXTRA of the catalogue
     * @param type the column's type as SQL
     */
    static @Nullable SqlText read(String extra, String type) {
        Matcher clause = EXTRA.matcher(extra);
        return clause.find() ? canonical(SqlText.of(clause.group(1)), type) : null;
    }

    /**
     * Returns the clause in canonical form: without the number of digits if it equals the column's. Other SQL is returned
     * unchanged.
     */
    static @Nullable SqlText canonical(@Nullable SqlText written, String type) {
        return written == null
                ? null
                : sql(written, type)
                        .map(sql -> SqlText.of(sql.equals(sql("", type)) ? CURRENT : sql))
                        .orElse(written);
    }

    /**
     * Returns {@code CURRENT_TIMESTAMP} with its number of digits, or else the column's; empty if the text is neither
     * this function nor a synonym.
     */
    static Optional<String> sql(SqlText written, String type) {
        Matcher function = FUNCTION.matcher(String.valueOf(written.single()));
        if (!function.matches()) {
            return Optional.empty();
        }
        String digits = function.group(1);
        return Optional.of(sql(digits == null ? "" : digits, type));
    }

    private static String sql(String digits, String type) {
        Matcher precise = TYPE.matcher(type);
        String ofType = precise.matches() && precise.group(1) != null ? precise.group(1) : "0";
        String used = digits.isEmpty() ? ofType : digits;
        return used.equals("0") ? CURRENT : CURRENT + "(" + used + ")";
    }

    /** Returns whether a column of this type, given as SQL, may have the clause. */
    static boolean isAllowed(String type) {
        return TYPE.matcher(type).matches();
    }
}
