package dev.trellis.schema;

import java.util.function.UnaryOperator;

/**
 * How a database puts names into SQL text.
 *
 * @param dialect the word by which SQL text is said for the database alone; {@link SqlText#DEFAULT} for all of them
 * @param quote turns a name into how it stands in SQL
 */
public record Quoting(String dialect, UnaryOperator<String> quote) {
    /** As standard SQL has it, for text that is said to all databases alike. */
    public static final Quoting STANDARD = new Quoting(SqlText.DEFAULT, name -> in(name, '"'));

    /** A name between two quotes, doubled where it holds one itself. */
    public static String in(String name, char quote) {
        String mark = String.valueOf(quote);
        return mark + name.replace(mark, mark + mark) + mark;
    }
}
