package dev.trellis.adopt.alembic;

/**
 * A token of a Python file.
 *
 * @param text the text of a name, a number or a symbol; the value of a string
 * @param line the line of the file, counted from 1
 * @param depth the number of brackets around the token
 */
record PythonToken(Kind kind, String text, int line, int depth) {

    /** The kinds of tokens. */
    enum Kind {
        NAME,
        NUMBER,
        /** A string whose value is known without running Python. */
        STRING,
        /** A byte string, or a string with expressions. */
        OTHER_STRING,
        SYMBOL
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }
}
