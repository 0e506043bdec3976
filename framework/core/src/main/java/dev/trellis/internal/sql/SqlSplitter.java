package dev.trellis.internal.sql;

import dev.trellis.error.Location;
import dev.trellis.internal.sql.SqlLexer.Token;
import dev.trellis.sql.SqlSyntax;
import dev.trellis.sql.SqlSyntax.Feature;
import dev.trellis.sql.StatementSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits SQL into statements where the database's own shell would split it. The sources of the rules:
 * {@code sqlite3_complete()} of SQLite, {@code psqlscan.l} of PostgreSQL, {@code add_line()} in {@code client/mysql.cc} of
 * MariaDB, and {@code ScriptReader} of H2. The running time is linear in the length of the text.
 */
public final class SqlSplitter {
    private final SqlLexer lexer;
    private final SqlSyntax syntax;
    private final String text;
    private final List<SqlStatement> statements = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();

    private SqlSplitter(String text, SqlSyntax syntax, String source, int firstLine) {
        this.lexer = new SqlLexer(text, syntax, source, firstLine);
        this.syntax = syntax;
        this.text = text;
    }

    /**
     * Splits a script.
     *
     * @param source the file of the text, for messages
     * @param firstLine the line of the file on which the text starts, counted from 1
     * @return the statements, none of them empty, without the comments between them
     * @throws SqlException when a string, quoted name or comment is never closed, with the location of its opening; and for
     *     commands that only the shell can execute
     */
    public static List<SqlStatement> split(String text, SqlSyntax syntax, String source, int firstLine) {
        return new SqlSplitter(text, syntax, source, firstLine).split();
    }

    /**
     * Splits a text that has no DELIMITER lines, such as the text of {@code execute}. If the shell of the database needed a
     * DELIMITER line for a routine, whose body contains semicolons, the routine and all text after it count as one
     * statement.
     *
     * @return the texts of the statements, none of them empty
     * @throws SqlException as {@link #split}
     */
    public static List<String> statements(String text, SqlSyntax syntax) {
        SqlSplitter splitter = new SqlSplitter(text, syntax, "", 1);
        List<String> statements = new ArrayList<>();
        for (SqlStatement statement : splitter.split()) {
            if (syntax.has(Feature.DELIMITER_LINES) && hasBody(statement.text(), syntax)) {
                statements.add(
                        text.substring(splitter.starts.get(statements.size())).strip());
                break;
            }
            statements.add(statement.text());
        }
        return statements;
    }

    private static boolean hasBody(String statement, SqlSyntax syntax) {
        boolean isLiteral =
                !ExecutableComments.inline(statement, syntax).endsWith(InnerStatement.of(statement, syntax));
        if (isLiteral) {
            return false;
        }
        StatementSummary summary = StatementParser.parse(statement, syntax);
        return summary instanceof StatementSummary.Block
                || (summary instanceof StatementSummary.DataDefinition definition
                        && !(summary instanceof StatementSummary.Drop)
                        && definition.kind().hasBody());
    }

    private List<SqlStatement> split() {
        boolean more = true;
        while (more) {
            more = statement();
        }
        return List.copyOf(statements);
    }

    /** Reads to the end of one statement; returns false at the end of the text. */
    private boolean statement() {
        StatementBoundary body = StatementBoundary.of(syntax);
        int start = -1;
        int end = -1;
        boolean copy = false;
        String word = "";
        while (true) {
            lexer.begun(start >= 0);
            Token token = lexer.next();
            if (token == Token.END || (token == Token.DELIMITER && body.delimiter())) {
                if (start >= 0 && !isBlank(text.substring(start, end))) {
                    Location location = lexer.place(start);
                    starts.add(start);
                    statements.add(new SqlStatement(text.substring(start, end), location.line(), location.column()));
                }
                return token != Token.END;
            }
            boolean first = start < 0;
            if (first && token == Token.WORD && lexer.isToken("delimiter") && syntax.has(Feature.DELIMITER_LINES)) {
                lexer.changeDelimiter();
                continue;
            }
            if (first) {
                start = lexer.start();
            }
            end = lexer.end();
            switch (token) {
                case WORD -> {
                    String previous = word;
                    word = lexer.token().toLowerCase(Locale.ROOT);
                    body.word(word);
                    copy = first ? word.equals("copy") && syntax.has(Feature.COPY) : copy;
                    if (copy && isShellStream(previous, word)) {
                        throw SqlException.copy(lexer.place(start));
                    }
                }
                case STRING, NAME -> {
                    word = "";
                    body.symbol('\'');
                }
                case DELIMITER -> word = "";
                default -> {
                    word = "";
                    body.symbol(text.charAt(lexer.start()));
                }
            }
        }
    }

    /**
     * Returns whether a statement consists only of blanks. Editors and web pages insert no-break spaces and similar
     * characters, which the lexer reads as a word.
     */
    private static boolean isBlank(String statement) {
        return statement
                .codePoints()
                .allMatch(c -> Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.getType(c) == Character.FORMAT);
    }

    private static boolean isShellStream(String previous, String word) {
        return (previous.equals("from") && word.equals("stdin")) || (previous.equals("to") && word.equals("stdout"));
    }
}
