package dev.trellis.dialect;

import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Names as SQL writes them, with quotes and dots; SQLite takes a string for a name, too. */
public final class QualifiedNameParser {
    private QualifiedNameParser() {}

    /**
     * The name that is meant.
     *
     * @param folded what the database makes of a name without quotes
     */
    public static TableName parse(String written, UnaryOperator<String> folded) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int at = 0;
        while (at < written.length()) {
            char c = written.charAt(at);
            int place = "\"`['".indexOf(c);
            if (place >= 0 && part.length() == 0) {
                char close = "\"`]'".charAt(place);
                at++;
                while (at < written.length()
                        && (written.charAt(at) != close
                                || (at + 1 < written.length() && written.charAt(at + 1) == close))) {
                    part.append(written.charAt(at));
                    at += written.charAt(at) == close ? 2 : 1;
                }
                at++;
                parts.add(part.toString());
                part.setLength(0);
            } else if (c == '.' || Character.isWhitespace(c)) {
                flush(part, parts, folded);
                at++;
            } else {
                part.append(c);
                at++;
            }
        }
        flush(part, parts, folded);
        int last = parts.size() - 1;
        return new TableName(last > 0 ? parts.get(last - 1) : null, last < 0 ? "" : parts.get(last));
    }

    private static void flush(StringBuilder part, List<String> parts, UnaryOperator<String> folded) {
        if (part.length() > 0) {
            parts.add(folded.apply(part.toString()));
            part.setLength(0);
        }
    }
}
