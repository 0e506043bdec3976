package dev.trellis.internal.sql;

import dev.trellis.error.Location;
import dev.trellis.sql.SqlSyntax;
import dev.trellis.sql.SqlSyntax.Feature;
import java.util.List;

/**
 * The tokenizer: reads SQL token by token and skips white space and comments. It reads scripts as the database's own shell
 * does, and fragments ({@link SqlFragment}) as the database itself does. It examines every character a bounded number of
 * times and does not recurse.
 *
 * <p>In a script, a quote or comment that is not closed is an error, and so are the commands of the shell; a number is a
 * word, and operators are single characters. In a fragment, quotes and comments end with the text at the latest, a number
 * with its fraction and exponent is one token, and so is an operator.
 */
final class SqlLexer {
    /** The kinds of token. */
    enum Token {
        /** A name or keyword that is not quoted; in a script also a number. */
        WORD,
        /** A quoted name. */
        NAME,
        /** A string in quotes or dollar quotes. */
        STRING,
        /** A number of a fragment. */
        NUMBER,
        /** One other character; in a fragment also an operator of several characters. */
        SYMBOL,
        /** The end of a statement: a semicolon, or the text that a DELIMITER line names. */
        DELIMITER,
        /** The end of the text. */
        END
    }

    private static final List<String> OPERATORS = List.of("->>", "||", "<<", ">>", "<=", ">=", "<>", "!=", "==", "->");

    private final String text;
    private final SqlSyntax syntax;
    private final String source;
    private final boolean fragment;
    private boolean terminated = true;
    private String delimiter = ";";
    private boolean begun;
    private int start;
    private int end;
    private int delimited;

    // The position up to which lines have been counted.
    private int line;
    private int lineStart;
    private int counted;

    /**
     * Creates a lexer for a script.
     *
     * @param source the file, for messages
     * @param firstLine the line of the file on which the text starts, counted from 1
     */
    SqlLexer(String text, SqlSyntax syntax, String source, int firstLine) {
        this(text, syntax, source, firstLine, false);
    }

    private SqlLexer(String text, SqlSyntax syntax, String source, int firstLine, boolean fragment) {
        this.text = text;
        this.syntax = syntax;
        this.source = source;
        this.line = firstLine;
        this.fragment = fragment;
        this.begun = fragment;
    }

    /** Returns a lexer for a piece of a statement. */
    static SqlLexer ofFragment(String text, SqlSyntax syntax) {
        return new SqlLexer(text, syntax, "", 1, true);
    }

    /** Returns whether every quote and comment read so far is closed. */
    boolean isTerminated() {
        return terminated;
    }

    /** Returns the offset at which the last token starts. */
    int start() {
        return start;
    }

    /** Returns the offset after the last token. */
    int end() {
        return end;
    }

    /**
     * Sets whether a statement has begun. Before that, some shells read a dot as the start of a command, or dashes without
     * a blank as a comment.
     */
    void begun(boolean statement) {
        begun = statement;
    }

    /** Returns the location of an offset, which must not be smaller than the offset of the previous call. */
    Location place(int index) {
        for (int next = text.indexOf('\n', counted); next >= 0 && next < index; next = text.indexOf('\n', counted)) {
            line++;
            lineStart = next + 1;
            counted = lineStart;
        }
        return new Location(source, line, index - lineStart + 1);
    }

    /** Reads the next token. */
    Token next() {
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
            return c == '\'' || syntax.has(Feature.DOUBLE_QUOTED_STRINGS) ? Token.STRING : Token.NAME;
        }
        if (c == '`' && syntax.has(Feature.BACKQUOTES)) {
            quoted(end, c, false);
            return Token.NAME;
        }
        if (c == '[' && syntax.has(Feature.BRACKETS)) {
            end = after("]", end + 1, "quoted name", start);
            return Token.NAME;
        }
        if (c == '$' && dollarQuoted()) {
            return Token.STRING;
        }
        if ((c == 'e' || c == 'E') && charAt(end + 1) == '\'' && syntax.has(Feature.ESCAPE_STRINGS)) {
            escapeString();
            return Token.STRING;
        }
        if (fragment) {
            return ofFragment(c);
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

    private Token ofFragment(char c) {
        if (isDigit(c) || (c == '.' && isDigit(charAt(end + 1)))) {
            number();
            return Token.NUMBER;
        }
        if ((c == 'x' || c == 'X') && charAt(end + 1) == '\'') {
            quoted(end + 1, '\'', false);
            return Token.WORD;
        }
        if (isWordPart(c) && (c != '$' || isWordPart(charAt(end + 1)))) {
            word(c);
            return Token.WORD;
        }
        for (String operator : OPERATORS) {
            if (operator.charAt(0) == c && text.startsWith(operator, end)) {
                end += operator.length();
                return Token.SYMBOL;
            }
        }
        end++;
        return Token.SYMBOL;
    }

    private void number() {
        boolean hexadecimal = text.regionMatches(true, start, "0x", 0, 2);
        while (end < text.length()) {
            char c = text.charAt(end);
            boolean sign = (c == '+' || c == '-')
                    && end > start
                    && Character.toLowerCase(text.charAt(end - 1)) == 'e'
                    && isDigit(charAt(end + 1))
                    && !hexadecimal;
            if (!sign && c != '.' && (!isWordPart(c) || c == '$')) {
                return;
            }
            end++;
        }
    }

    /** Returns the last token as written. */
    String token() {
        return text.substring(start, end);
    }

    boolean isToken(String word) {
        return end - start == word.length() && text.regionMatches(true, start, word, 0, word.length());
    }

    /** Changes the delimiter to the rest of the line, which follows the word DELIMITER. */
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
            if (c <= ' ' || isUnicodeBlank(c) || (c == '\uFEFF' && syntax.has(Feature.BYTE_ORDER_MARKS))) {
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
                endUnterminated("comment", "*/", opened);
                return;
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

    /** Handles a token that is not closed: in a fragment, the token ends with the text; in a script, it is an error. */
    private void endUnterminated(String what, String close, int opened) {
        if (!fragment) {
            throw SqlException.unterminated(what, close, place(opened));
        }
        terminated = false;
        end = text.length();
    }

    /** Skips a quoted token whose opening quote is at {@code open}. */
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
        endUnterminated(quote == '\'' ? "string" : "quoted name", String.valueOf(quote), start);
    }

    /** Skips {@code E'...'}, which continues with the next string if only blanks and a line break lie between them. */
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

    /** Skips a dollar-quoted string if one starts here, and returns whether one does. */
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
        int index = text.indexOf(close, from);
        if (index < 0) {
            endUnterminated(what, close, opened);
            return text.length();
        }
        return index + close.length();
    }

    private void word(char first) {
        // A dollar sign belongs to a name but not to a number.
        boolean number = isDigit(first);
        boolean plain = delimiter.equals(";");
        do {
            end++;
        } while (end < text.length()
                && isWordPart(text.charAt(end))
                && !isUnicodeBlank(text.charAt(end))
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

    /** Returns the text at an index up to the next blank, shortened for a message. */
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
        boolean carriageReturns = syntax.has(Feature.CARRIAGE_RETURNS);
        while (i < text.length() && text.charAt(i) != '\n' && !(carriageReturns && text.charAt(i) == '\r')) {
            i++;
        }
        return i;
    }

    /** Returns the character, or a blank after the end of the text. */
    private char charAt(int index) {
        return index < text.length() ? text.charAt(index) : ' ';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private boolean isUnicodeBlank(char c) {
        return c >= 0x80 && Character.isSpaceChar(c) && syntax.has(Feature.UNICODE_BLANKS);
    }

    private static boolean isWordPart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_' || c == '$' || c >= 0x80;
    }

    private static boolean isTagPart(char c, boolean first) {
        return c != '$' && isWordPart(c) && !(first && isDigit(c));
    }
}
