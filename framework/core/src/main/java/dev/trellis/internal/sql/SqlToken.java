package dev.trellis.internal.sql;

/**
 * A token of a piece of SQL, with its position.
 *
 * @param text the token as written, with its quotes
 * @param start offset of the first character
 * @param end offset after the last character
 */
public record SqlToken(Kind kind, String text, int start, int end) {

    /** The kinds of token. White space and comments are not tokens. */
    public enum Kind {
        /** A keyword or an unquoted name; also a hexadecimal literal, {@code x'ff'}. */
        WORD,
        /** A quoted name. */
        NAME,
        /** A string literal. */
        STRING,
        /** A number without a sign. */
        NUMBER,
        /** A parenthesis, comma, operator or other character. */
        SYMBOL
    }

    /** Returns whether the token is this keyword or symbol, in any letter case. */
    public boolean is(String wordOrSymbol) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(wordOrSymbol);
    }

    /** Returns 1 for an opening parenthesis, -1 for a closing parenthesis, else 0. */
    public int depthChange() {
        if (kind != Kind.SYMBOL) {
            return 0;
        }
        return text.equals("(") ? 1 : text.equals(")") ? -1 : 0;
    }

    /**
     * Returns a name or string without its quotes or dollar quotes, and any other token as written. Backslashes are not
     * interpreted.
     */
    public String value() {
        if (kind != Kind.NAME && kind != Kind.STRING) {
            return text;
        }
        char quote = text.charAt(0);
        if (quote == '$') {
            int open = text.indexOf('$', 1) + 1;
            return text.substring(open, Math.max(open, text.length() - open));
        }
        String inside = text.substring(1, Math.max(1, text.length() - 1));
        return quote == '[' ? inside : inside.replace("" + quote + quote, "" + quote);
    }
}
