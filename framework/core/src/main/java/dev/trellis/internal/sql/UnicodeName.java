package dev.trellis.internal.sql;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A name with code points, as PostgreSQL and H2 read it: {@code U&"custome\0072"} and {@code U&"custome!0072" UESCAPE '!'}. */
public final class UnicodeName {
    private UnicodeName() {}

    /** Returns the name at an index of the tokens, without quotes. */
    public static String at(List<SqlToken> tokens, int index) {
        String value = tokens.get(index).value();
        if (tokens.get(index).kind() != SqlToken.Kind.NAME
                || index < 2
                || !tokens.get(index - 1).is("&")
                || !tokens.get(index - 2).is("u")) {
            return value;
        }
        boolean hasEscape = index + 2 < tokens.size() && tokens.get(index + 1).is("uescape");
        return decode(value, hasEscape ? tokens.get(index + 2).value() : "\\");
    }

    /** Replaces the code points in a text. */
    static String decode(String text, String escape) {
        String quoted = Pattern.quote(escape);
        Pattern point = Pattern.compile(quoted + "(?:([0-9a-fA-F]{4})|\\+([0-9a-fA-F]{6})|(" + quoted + "))");
        return point.matcher(text).replaceAll(code -> {
            if (code.group(3) != null) {
                return Matcher.quoteReplacement(code.group(3));
            }
            int value = Integer.parseInt(code.group(1) == null ? code.group(2) : code.group(1), 16);
            return Character.isValidCodePoint(value) ? Matcher.quoteReplacement(Character.toString(value)) : "?";
        });
    }
}
