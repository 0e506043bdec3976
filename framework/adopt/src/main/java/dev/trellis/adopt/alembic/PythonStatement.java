package dev.trellis.adopt.alembic;

import java.util.List;

/**
 * A logical line of a Python file: a simple statement, or the first line of a compound one.
 *
 * @param tokens the tokens; at least one
 * @param scope the scope of the names that the statement assigns
 */
record PythonStatement(List<PythonToken> tokens, Scope scope) {
    PythonStatement {
        tokens = List.copyOf(tokens);
    }

    /** The scopes of statements. */
    enum Scope {
        /** A statement of the module that always runs. */
        MODULE,
        /** A statement of the module inside {@code if}, {@code for} and similar statements. */
        MODULE_BLOCK,
        /** A statement of a function or a class. */
        INNER
    }

    PythonToken first() {
        return tokens.get(0);
    }
}
