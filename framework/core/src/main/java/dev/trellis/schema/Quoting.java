package dev.trellis.schema;

import java.util.function.UnaryOperator;

/**
 * The quoting of identifiers in the SQL of a database.
 *
 * @param dialect the dialect name, or {@link SqlText#DEFAULT} for SQL that is the same for all databases
 * @param quote quotes an identifier
 */
public record Quoting(String dialect, UnaryOperator<String> quote) {
    /** The quoting of standard SQL, for SQL that is the same for all databases. */
    public static final Quoting STANDARD = new Quoting(SqlText.DEFAULT, name -> in(name, '"'));

    /** Returns the name between two quotes; quotes within the name are doubled. */
    public static String in(String name, char quote) {
        String mark = String.valueOf(quote);
        return mark + name.replace(mark, mark + mark) + mark;
    }
}
