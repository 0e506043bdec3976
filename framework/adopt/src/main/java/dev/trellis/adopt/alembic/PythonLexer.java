package dev.trellis.adopt.alembic;

import dev.trellis.adopt.alembic.PythonStatement.Scope;
import dev.trellis.adopt.alembic.PythonToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Splits a Python file into statements and tokens. The running time is linear in the length of the text. */
final class PythonLexer {
    private static final Set<String> DEFINITIONS = Set.of("def", "class", "async", "@");
    private static final Set<String> BLOCKS =
            Set.of("if", "elif", "else", "try", "except", "finally", "for", "while", "with", "match");

    /** The prefixes of strings, in lower case. */
    private static final Set<String> PREFIXES = Set.of("r", "u", "b", "f", "t", "br", "rb", "fr", "rf", "tr", "rt");

    private final String text;
    private final List<PythonStatement> statements = new ArrayList<>();
    private final List<PythonToken> tokens = new ArrayList<>();
    private int position;
    private int line = 1;
    private int depth;
    private boolean isIndented;
    private Scope block = Scope.MODULE;

    private PythonLexer(String text) {
        this.text = text;
    }

    /** A file that is not Python. */
    static final class SyntaxException extends Exception {
        private static final long serialVersionUID = 1L;
        private final int line;

        SyntaxException(int line, String message) {
            super(message);
            this.line = line;
        }

        int line() {
            return line;
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /** Returns the statements of a file. */
    static List<PythonStatement> statements(String text) throws SyntaxException {
        PythonLexer lexer = new PythonLexer(text.replace("\r\n", "\n").replace('\r', '\n'));
        lexer.read();
        return lexer.statements;
    }

    private void read() throws SyntaxException {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '\n') {
                position++;
                line++;
                if (depth == 0) {
                    end();
                }
            } else if (c == '\\' && position + 1 < text.length() && text.charAt(position + 1) == '\n') {
                position += 2;
                line++;
            } else if (c == ' ' || c == '\t' || c == '\f' || c == '\uFEFF') {
                isIndented |= tokens.isEmpty() && depth == 0 && c != '\uFEFF';
                position++;
            } else if (c == '#') {
                int newline = text.indexOf('\n', position);
                position = newline < 0 ? text.length() : newline;
            } else {
                token(c);
            }
        }
        if (depth > 0) {
            throw new SyntaxException(line, "a bracket is never closed");
        }
        end();
    }

    private void token(char c) throws SyntaxException {
        int start = position;
        if (c == '"' || c == '\'') {
            string("");
        } else if (Character.isUnicodeIdentifierStart(c) || c == '_' || Character.isSurrogate(c)) {
            while (position < text.length() && isNamePart(text.charAt(position))) {
                position++;
            }
            String name = text.substring(start, position);
            boolean isPrefix = position < text.length()
                    && (text.charAt(position) == '"' || text.charAt(position) == '\'')
                    && PREFIXES.contains(name.toLowerCase(Locale.ROOT));
            if (isPrefix) {
                string(name.toLowerCase(Locale.ROOT));
            } else {
                add(Kind.NAME, name, line);
            }
        } else if (c >= '0' && c <= '9') {
            while (position < text.length() && (isNamePart(text.charAt(position)) || text.charAt(position) == '.')) {
                position++;
            }
            add(Kind.NUMBER, text.substring(start, position), line);
        } else if (c == ';' && depth == 0) {
            position++;
            boolean indented = isIndented;
            end();
            isIndented = indented;
        } else {
            symbol(c);
        }
    }

    private static boolean isNamePart(char c) {
        return Character.isUnicodeIdentifierPart(c) || c == '_' || Character.isSurrogate(c);
    }

    private void symbol(char c) throws SyntaxException {
        if (c == ')' || c == ']' || c == '}') {
            depth--;
            if (depth < 0) {
                throw new SyntaxException(line, "a bracket closes that was not opened");
            }
        }
        // The only operator of which '=' is a part and that matters is the assignment.
        int length = 1;
        if ("=!<>+-*/%&|^:@".indexOf(c) >= 0) {
            while (position + length < text.length() && length < 3 && text.charAt(position + length) == '=') {
                length++;
            }
        }
        add(Kind.SYMBOL, text.substring(position, position + length), line);
        position += length;
        if (c == '(' || c == '[' || c == '{') {
            depth++;
        }
    }

    /** Reads a string, whose prefix has been read. */
    private void string(String prefix) throws SyntaxException {
        int first = line;
        char quote = text.charAt(position);
        String triple = String.valueOf(quote).repeat(3);
        boolean isTriple = text.startsWith(triple, position);
        position += isTriple ? 3 : 1;
        boolean isRaw = prefix.indexOf('r') >= 0;
        StringBuilder value = new StringBuilder();
        while (true) {
            if (position >= text.length() || (!isTriple && text.charAt(position) == '\n')) {
                throw new SyntaxException(first, "a string is never closed");
            }
            char c = text.charAt(position);
            if (isTriple ? text.startsWith(triple, position) : c == quote) {
                position += isTriple ? 3 : 1;
                break;
            }
            line += c == '\n' ? 1 : 0;
            if (c == '\\' && position + 1 < text.length()) {
                escape(value, isRaw);
            } else {
                value.append(c);
                position++;
            }
        }
        boolean isPlain = prefix.isEmpty() || prefix.equals("r") || prefix.equals("u");
        add(isPlain ? Kind.STRING : Kind.OTHER_STRING, value.toString(), first);
    }

    private void escape(StringBuilder value, boolean isRaw) {
        char escaped = text.charAt(position + 1);
        line += escaped == '\n' ? 1 : 0;
        if (isRaw) {
            value.append('\\').append(escaped);
            position += 2;
            return;
        }
        int digits = escaped == 'x' ? 2 : escaped == 'u' ? 4 : escaped == 'U' ? 8 : 0;
        int end = position + 2 + digits;
        if (digits > 0
                && end <= text.length()
                && text.substring(position + 2, end).matches("[0-9a-fA-F]+")) {
            long code = Long.parseLong(text.substring(position + 2, end), 16);
            value.appendCodePoint(
                    Character.isValidCodePoint((int) Math.min(code, Integer.MAX_VALUE)) ? (int) code : '?');
            position = end;
            return;
        }
        switch (escaped) {
            case '\n' -> {}
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            case 'r' -> value.append('\r');
            case '\\', '\'', '"' -> value.append(escaped);
            default -> value.append('\\').append(escaped);
        }
        position += 2;
    }

    private void add(Kind kind, String value, int tokenLine) {
        tokens.add(new PythonToken(kind, value, tokenLine, depth));
    }

    /** Ends the logical line. */
    private void end() {
        if (!tokens.isEmpty()) {
            String first = tokens.get(0).text();
            if (!isIndented) {
                block = DEFINITIONS.contains(first)
                        ? Scope.INNER
                        : BLOCKS.contains(first) ? Scope.MODULE_BLOCK : Scope.MODULE;
            }
            statements.add(new PythonStatement(tokens, block));
            tokens.clear();
        }
        isIndented = false;
    }
}
