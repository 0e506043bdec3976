package dev.trellis.internal.sql;

import dev.trellis.error.Location;
import dev.trellis.sql.SqlSyntax;
import dev.trellis.sql.SqlSyntax.Feature;

/**
 * Goes through SQL token by token and past blanks and comments, as far as finding the ends of statements needs. Every
 * character is looked at a bounded number of times, and nothing recurses.
 */
public final class SqlLexer {
    public enum Token {
        /** A name or keyword that is not quoted. */
        WORD,
        /** A string, a quoted name, or a dollar-quoted text. */
        QUOTED,
        /** One other character. */
        SYMBOL,
        DELIMITER,
        END
    }

    private final String text;
    private final SqlSyntax syntax;
    private final String source;
    private String delimiter = ";";
    private boolean begun;
    private int start;
    private int end;
    private int delimited;

    // How far lines have been counted.
    private int line;
    private int lineStart;
    private int counted;

    public SqlLexer(String text, SqlSyntax syntax, String source, int firstLine) {
        this.text = text;
        this.syntax = syntax;
        this.source = source;
        this.line = firstLine;
    }

    /** Where the token starts that {@link #next} gave last. */
    int start() {
        return start;
    }

    /** Where it ends. */
    int end() {
        return end;
    }

    /** Tells whether the tokens that come belong to a statement that has begun, which decides what some of them are. */
    public void begun(boolean statement) {
        begun = statement;
    }

    /** The place of an index that is not before the last one that was asked for. */
    Location place(int index) {
        for (int next = text.indexOf('\n', counted); next >= 0 && next < index; next = text.indexOf('\n', counted)) {
            line++;
            lineStart = next + 1;
            counted = lineStart;
        }
        return new Location(source, line, index - lineStart + 1);
    }

    public Token next() {
        skipBlanks();
        start = end;
        if (end == text.length()) {
            return Token.END;
        }
        if (atDelimiter(end)) {
            end += delimiter.length();
            delimited = end;
            return Token.DELIMITER;
        }
        char c = text.charAt(end);
        if (c == '\'' || c == '"') {
            quoted(end, c, syntax.has(Feature.BACKSLASH_ESCAPES));
            return Token.QUOTED;
        }
        if (c == '`' && syntax.has(Feature.BACKQUOTES)) {
            quoted(end, c, false);
            return Token.QUOTED;
        }
        if (c == '[' && syntax.has(Feature.BRACKETS)) {
            end = after("]", end + 1, "quoted name", start);
            return Token.QUOTED;
        }
        if (c == '$' && dollarQuoted()) {
            return Token.QUOTED;
        }
        if ((c == 'e' || c == 'E') && charAt(end + 1) == '\'' && syntax.has(Feature.ESCAPE_STRINGS)) {
            escapeString();
            return Token.QUOTED;
        }
        if (isWordPart(c) && c != '$') {
            word(c);
            return Token.WORD;
        }
        if (c == '\\' && syntax.has(Feature.BACKSLASH_COMMANDS)) {
            return backslash();
        }
        if (c == '.' && !begun && syntax.has(Feature.DOT_COMMANDS)) {
            throw SqlException.shellCommand(wordsFrom(end), place(end));
        }
        end++;
        return Token.SYMBOL;
    }

    /** The token as it was written. */
    public String token() {
        return text.substring(start, end);
    }

    boolean isToken(String word) {
        return end - start == word.length() && text.regionMatches(true, start, word, 0, word.length());
    }

    /** Takes the rest of the line, which follows the word DELIMITER, as what ends statements from now on. */
    void changeDelimiter() {
        int stop = lineEnd(end);
        String[] words = text.substring(end, stop).strip().split("\\s+", 2);
        String word = words[0];
        if (word.length() > 2 && "'\"`".indexOf(word.charAt(0)) >= 0 && word.endsWith(word.substring(0, 1))) {
            word = word.substring(1, word.length() - 1);
        }
        if (word.isEmpty() || word.contains("\\")) {
            throw SqlException.delimiter(place(start));
        }
        delimiter = word;
        end = stop;
    }

    private void skipBlanks() {
        while (end < text.length()) {
            char c = text.charAt(end);
            if (c <= ' ') {
                end++;
            } else if (atDelimiter(end)) {
                return;
            } else if (atLineComment(c)) {
                end = lineEnd(end);
            } else if (c == '/' && charAt(end + 1) == '*' && !atExecutableComment()) {
                blockComment();
            } else {
                return;
            }
        }
    }

    private boolean atLineComment(char c) {
        return switch (c) {
            case '-' ->
                charAt(end + 1) == '-' && (!syntax.has(Feature.DASHES_NEED_BLANK) || !begun || charAt(end + 2) <= ' ');
            case '#' -> syntax.has(Feature.HASH_COMMENTS);
            case '/' -> charAt(end + 1) == '/' && syntax.has(Feature.SLASH_COMMENTS);
            default -> false;
        };
    }

    private boolean atExecutableComment() {
        return syntax.has(Feature.EXECUTABLE_COMMENTS)
                && (charAt(end + 2) == '!' || (charAt(end + 2) == 'M' && charAt(end + 3) == '!'));
    }

    private void blockComment() {
        int opened = end;
        int depth = 1;
        int i = end + 2;
        boolean nested = syntax.has(Feature.NESTED_COMMENTS);
        while (depth > 0) {
            if (i >= text.length()) {
                throw SqlException.unterminated("comment", "*/", place(opened));
            }
            char c = text.charAt(i);
            if (c == '*' && charAt(i + 1) == '/') {
                depth--;
                i += 2;
            } else if (nested && c == '/' && charAt(i + 1) == '*') {
                depth++;
                i += 2;
            } else {
                i++;
            }
        }
        end = i;
    }

    /** Goes past a quoted thing whose opening quote is at {@code open}. */
    private void quoted(int open, char quote, boolean escapes) {
        int i = open + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\\' && escapes) {
                i += 2;
            } else if (c != quote) {
                i++;
            } else if (charAt(i + 1) == quote) {
                i += 2;
            } else {
                end = i + 1;
                return;
            }
        }
        throw SqlException.unterminated(quote == '\'' ? "string" : "quoted name", String.valueOf(quote), place(start));
    }

    /** {@code E'...'}, which goes on with the next string when only blanks and a line break are between. */
    private void escapeString() {
        quoted(end + 1, '\'', true);
        while (true) {
            int i = end;
            boolean lineBreak = false;
            while (i < text.length() && text.charAt(i) <= ' ') {
                lineBreak |= text.charAt(i) == '\n' || text.charAt(i) == '\r';
                i++;
            }
            if (!lineBreak || charAt(i) != '\'') {
                return;
            }
            quoted(i, '\'', true);
        }
    }

    /** Goes past a dollar-quoted text, if one starts here. */
    private boolean dollarQuoted() {
        int i = end + 1;
        if (syntax.has(Feature.TAGGED_DOLLAR_QUOTES)) {
            while (isTagPart(charAt(i), i == end + 1)) {
                i++;
            }
        } else if (!syntax.has(Feature.DOLLAR_QUOTES) || (end > delimited && text.charAt(end - 1) > ' ')) {
            return false;
        }
        if (charAt(i) != '$') {
            return false;
        }
        String tag = text.substring(end, i + 1);
        end = after(tag, i + 1, "dollar-quoted text", end);
        return true;
    }

    private int after(String close, int from, String what, int opened) {
        int found = text.indexOf(close, from);
        if (found < 0) {
            throw SqlException.unterminated(what, close, place(opened));
        }
        return found + close.length();
    }

    private void word(char first) {
        // A dollar sign belongs to a name but not to a number.
        boolean number = first >= '0' && first <= '9';
        boolean plain = delimiter.equals(";");
        do {
            end++;
        } while (end < text.length()
                && isWordPart(text.charAt(end))
                && !(number && text.charAt(end) == '$')
                && (plain || !atDelimiter(end)));
    }

    private Token backslash() {
        if (charAt(end + 1) == 'N' && syntax.has(Feature.BACKSLASH_ESCAPES)) {
            end += 2;
            return Token.SYMBOL;
        }
        throw SqlException.shellCommand(wordsFrom(end), place(end));
    }

    /** What stands at an index, for a message: to the next blank, and not endlessly. */
    private String wordsFrom(int index) {
        int i = index;
        while (i < text.length() && text.charAt(i) > ' ' && i < index + 20) {
            i++;
        }
        return text.substring(index, i);
    }

    private boolean atDelimiter(int index) {
        return text.startsWith(delimiter, index);
    }

    private int lineEnd(int index) {
        int i = index;
        while (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
            i++;
        }
        return i;
    }

    /** The character, or a blank behind the end. */
    private char charAt(int index) {
        return index < text.length() ? text.charAt(index) : ' ';
    }

    private static boolean isWordPart(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '$'
                || c >= 0x80;
    }

    private static boolean isTagPart(char c, boolean first) {
        return c != '$' && isWordPart(c) && !(first && c >= '0' && c <= '9');
    }
}
