package dev.trellis.dialect;

import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Parses names as SQL contains them, with quotes and dots. SQLite accepts a string literal as a name, too. */
public final class QualifiedNameParser {
    private static final String OPENING_QUOTES = "\"`['";
    private static final String CLOSING_QUOTES = "\"`]'";

    private QualifiedNameParser() {}

    /**
     * Returns the table that a name means.
     *
     * @param written the name as the SQL contains it; parts before the schema are ignored
     * @param fold the database's change of letter case in a name without quotes
     */
    public static TableName parse(String written, UnaryOperator<String> fold) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int index = 0;
        while (index < written.length()) {
            char c = written.charAt(index);
            int quote = OPENING_QUOTES.indexOf(c);
            if (quote >= 0 && part.length() == 0) {
                index = quotedPart(written, index + 1, CLOSING_QUOTES.charAt(quote), parts);
            } else if (c == '.' || Character.isWhitespace(c)) {
                endPart(part, parts, fold);
                index++;
            } else {
                part.append(c);
                index++;
            }
        }
        endPart(part, parts, fold);
        int last = parts.size() - 1;
        return new TableName(last > 0 ? parts.get(last - 1) : null, last < 0 ? "" : parts.get(last));
    }

    /** Adds a part in quotes and returns the index after its closing quote, which is doubled within the part. */
    private static int quotedPart(String written, int start, char close, List<String> parts) {
        StringBuilder part = new StringBuilder();
        int index = start;
        while (index < written.length()) {
            boolean isClose = written.charAt(index) == close;
            if (isClose && (index + 1 == written.length() || written.charAt(index + 1) != close)) {
                break;
            }
            part.append(written.charAt(index));
            index += isClose ? 2 : 1;
        }
        parts.add(part.toString());
        return index + 1;
    }

    private static void endPart(StringBuilder part, List<String> parts, UnaryOperator<String> fold) {
        if (part.length() > 0) {
            parts.add(fold.apply(part.toString()));
            part.setLength(0);
        }
    }
}
