package dev.trellis.internal.sql;

import dev.trellis.sql.SqlSyntax;

/** Decides whether a delimiter ends a statement or belongs to a body inside the statement. One instance serves one statement. */
interface StatementBoundary {
    /** Receives a word outside quotes, in lower case. */
    void word(String word);

    /** Receives any other token but a delimiter; a quoted token is passed as {@code '}. */
    void symbol(char symbol);

    /** Receives a delimiter, and returns whether the delimiter ends the statement. */
    boolean delimiter();

    /** Returns the rules of a syntax for a new statement. */
    static StatementBoundary of(SqlSyntax syntax) {
        if (syntax.has(SqlSyntax.Feature.TRIGGER_BODIES)) {
            return new Trigger();
        }
        return syntax.has(SqlSyntax.Feature.ATOMIC_BODIES) ? new Atomic() : new None();
    }

    /** Every delimiter ends a statement. */
    final class None implements StatementBoundary {
        @Override
        public void word(String word) {}

        @Override
        public void symbol(char symbol) {}

        @Override
        public boolean delimiter() {
            return true;
        }
    }

    /** The state machine of sqlite3_complete(), with the same names of states. Blanks do not change the state. */
    final class Trigger implements StatementBoundary {
        private enum State {
            START,
            NORMAL,
            EXPLAIN,
            CREATE,
            TRIGGER,
            SEMICOLON,
            END
        }

        private State state = State.START;

        @Override
        public void word(String word) {
            state = switch (state) {
                case START ->
                    switch (word) {
                        case "explain" -> State.EXPLAIN;
                        case "create" -> State.CREATE;
                        default -> State.NORMAL;
                    };
                case NORMAL -> State.NORMAL;
                case EXPLAIN ->
                    switch (word) {
                        case "create" -> State.CREATE;
                        case "explain", "temp", "temporary", "trigger", "end" -> State.NORMAL;
                        default -> State.EXPLAIN;
                    };
                case CREATE ->
                    switch (word) {
                        case "temp", "temporary" -> State.CREATE;
                        case "trigger" -> State.TRIGGER;
                        default -> State.NORMAL;
                    };
                case TRIGGER, END -> State.TRIGGER;
                case SEMICOLON -> word.equals("end") ? State.END : State.TRIGGER;
            };
        }

        @Override
        public void symbol(char symbol) {
            state = switch (state) {
                case START, NORMAL, CREATE -> State.NORMAL;
                case EXPLAIN -> State.EXPLAIN;
                case TRIGGER, SEMICOLON, END -> State.TRIGGER;
            };
        }

        @Override
        public boolean delimiter() {
            if (state == State.TRIGGER || state == State.SEMICOLON) {
                state = State.SEMICOLON;
                return false;
            }
            return true;
        }
    }

    /** Counts parentheses, and BEGIN ... END inside CREATE [OR REPLACE] FUNCTION or PROCEDURE, as psqlscan.l does. */
    final class Atomic implements StatementBoundary {
        private static final int HEAD = 4;

        private final StringBuilder head = new StringBuilder(HEAD);
        private int parentheses;
        private int begins;

        @Override
        public void word(String word) {
            if (head.length() < HEAD) {
                head.append(
                        switch (word) {
                            case "create", "or", "replace", "function", "procedure" -> word.charAt(0);
                            default -> '-';
                        });
            }
            if (parentheses > 0 || !createsRoutine()) {
                return;
            }
            switch (word) {
                case "begin" -> begins++;
                case "case" -> begins += begins > 0 ? 1 : 0;
                case "end" -> begins -= begins > 0 ? 1 : 0;
                default -> {}
            }
        }

        private boolean createsRoutine() {
            String words = head.toString();
            return words.startsWith("cf")
                    || words.startsWith("cp")
                    || words.startsWith("corf")
                    || words.startsWith("corp");
        }

        @Override
        public void symbol(char symbol) {
            if (symbol == '(') {
                parentheses++;
            } else if (symbol == ')' && parentheses > 0) {
                parentheses--;
            }
        }

        @Override
        public boolean delimiter() {
            return parentheses == 0 && begins == 0;
        }
    }
}
