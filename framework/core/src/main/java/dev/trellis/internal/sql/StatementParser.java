package dev.trellis.internal.sql;

import dev.trellis.internal.sql.SqlLexer.Token;
import dev.trellis.sql.DatabaseObject;
import dev.trellis.sql.ObjectKind;
import dev.trellis.sql.SqlSyntax;
import dev.trellis.sql.StatementSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Determines the effect of a statement from its first words: the verb, the kind of object and its name. The parser does not
 * check whether the following words are valid SQL.
 */
public final class StatementParser {
    private static final Map<String, ObjectKind> KINDS =
            Arrays.stream(ObjectKind.values()).collect(Collectors.toMap(ObjectKind::word, Function.identity()));

    /**
     * The kinds of objects that Trellis does not track, even if the name of a tracked kind follows:
     * {@code CREATE PUBLICATION p FOR TABLE t}.
     */
    private static final Set<String> OTHER_KINDS =
            Set.of("extension", "operator", "policy", "publication", "rule", "statistics");

    private static final Set<String> COMMENTED = Set.of("column", "foreign", "materialized", "table", "view");
    private static final Set<String> BEFORE_NAME = Set.of("concurrently", "if", "not", "exists", "only");

    /** {@code CREATE OR REPLACE DEFINER = a@b SQL SECURITY INVOKER VIEW} has the most tokens before the kind. */
    private static final int MAX_TOKENS_BEFORE_KIND = 14;

    private final SqlLexer lexer;
    private Token token = Token.END;
    private String text = "";

    private StatementParser(String sql, SqlSyntax syntax) {
        this.lexer = new SqlLexer(sql, syntax, "", 1);
    }

    /**
     * Parses one statement.
     *
     * @param syntax the syntax of the database that executes the statement
     * @return {@link StatementSummary.Other} for text that cannot be read
     */
    public static StatementSummary parse(String sql, SqlSyntax syntax) {
        try {
            return new StatementParser(InnerStatement.of(sql, syntax), syntax).statement();
        } catch (SqlException e) {
            return new StatementSummary.Other();
        }
    }

    /**
     * Returns whether a statement of a text may create, change or drop a database object.
     *
     * @param sql the text, which may have several statements
     * @param syntax the syntax of the database that executes the statements
     * @return true also for a text that cannot be split into statements
     */
    public static boolean containsDefinition(String sql, SqlSyntax syntax) {
        List<StatementSummary> summaries = parseAll(sql, syntax);
        return summaries.isEmpty() || summaries.stream().anyMatch(StatementSummary.DataDefinition.class::isInstance);
    }

    /**
     * Parses each statement of a text, and the DDL statements in blocks and in the bodies of routines.
     *
     * @param sql null for none
     * @return empty when the text cannot be split into statements
     */
    public static List<StatementSummary> parseAll(@Nullable String sql, SqlSyntax syntax) {
        if (sql == null) {
            return List.of();
        }
        try {
            List<StatementSummary> summaries = new ArrayList<>();
            for (SqlStatement statement : SqlSplitter.split(sql, syntax, "", 1)) {
                for (String reading : ExecutableComments.readings(statement.text(), syntax)) {
                    StatementSummary summary = parse(reading, syntax);
                    summaries.add(summary);
                    if (mayContainStatements(summary)) {
                        InnerStatement.nested(reading, syntax).forEach(nested -> summaries.add(parse(nested, syntax)));
                    }
                }
            }
            return List.copyOf(summaries);
        } catch (SqlException e) {
            return List.of();
        }
    }

    private static boolean mayContainStatements(StatementSummary summary) {
        return summary instanceof StatementSummary.Block
                || summary instanceof StatementSummary.Other
                || (summary instanceof StatementSummary.Create create
                        && (create.kind().hasBody() || create.kind() == ObjectKind.SCHEMA));
    }

    private StatementSummary statement() {
        next();
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "create" -> create();
            case "alter" -> alter();
            case "drop" -> drop();
            case "rename" -> rename();
            case "comment" -> comment();
            case "select" -> new StatementSummary.Rows(true);
            case "insert", "update", "delete", "replace", "merge", "with", "values" -> new StatementSummary.Rows(false);
            case "optimize" -> new StatementSummary.Maintenance(true);
            case "analyze",
                    "checkpoint",
                    "cluster",
                    "flush",
                    "lock",
                    "pragma",
                    "refresh",
                    "reindex",
                    "set",
                    "unlock",
                    "use",
                    "vacuum" -> new StatementSummary.Maintenance(false);
            case "begin", "if", "case", "loop", "repeat", "while", "for" -> new StatementSummary.Block();
            default -> new StatementSummary.Other();
        };
    }

    private StatementSummary create() {
        Head head = head(Set.of());
        return head == null
                ? new StatementSummary.Other()
                : new StatementSummary.Create(head.kind(), head.permanent(), object(head), head.replaces());
    }

    private StatementSummary alter() {
        Head head = head(Set.of());
        if (head == null) {
            return new StatementSummary.Other();
        }
        // EXCHANGE PARTITION swaps data without changing either definition.
        if (isWord("exchange")) {
            return new StatementSummary.Alter(head.kind(), head.permanent(), null, null);
        }
        String newName = null;
        if (head.isOneTable() && isWord("rename")) {
            next();
            newName = newName();
        }
        return new StatementSummary.Alter(head.kind(), head.permanent(), object(head), newName);
    }

    private StatementSummary drop() {
        Head head = head(Set.of("tables"));
        return head == null
                ? new StatementSummary.Other()
                : new StatementSummary.Drop(head.kind(), head.permanent(), object(head));
    }

    /** Reads a RENAME statement. The objects of {@code RENAME TABLE a TO b, c TO a} are the tables that lose their names. */
    private StatementSummary rename() {
        Head head = head(Set.of("tables"));
        if (head == null) {
            return new StatementSummary.Other();
        }
        String newName = head.isOneTable() ? newName() : null;
        List<String> names = new ArrayList<>(head.permanent());
        if (!text.equals(",")) {
            return new StatementSummary.Rename(head.kind(), names, object(head), newName);
        }
        while (text.equals(",")) {
            next();
            String name = name();
            if (name != null) {
                names.add(name);
            }
            while (!isAtEnd() && !text.equals(",")) {
                next();
            }
        }
        return new StatementSummary.Rename(head.kind(), names, null, null);
    }

    /** Reads {@code COMMENT ON COLUMN t.c IS ...}. */
    private StatementSummary comment() {
        next();
        do {
            next();
        } while (isWord("foreign") || isWord("materialized"));
        if (!isWord(COMMENTED)) {
            return new StatementSummary.Maintenance(false);
        }
        boolean column = isWord("column");
        next();
        String name = name();
        if (name != null && column) {
            name = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        }
        return name == null || name.isEmpty()
                ? new StatementSummary.Maintenance(false)
                : new StatementSummary.Comment(name);
    }

    /**
     * The part of a statement from the verb to the last name.
     *
     * @param names the names, which commas separate; empty when the object is unnamed
     */
    private record Head(ObjectKind kind, List<String> names, boolean temporary, boolean replaces) {
        boolean isOneTable() {
            return kind == ObjectKind.TABLE && names.size() <= 1;
        }

        List<String> permanent() {
            return temporary ? List.of() : names;
        }
    }

    /**
     * Reads the part of the statement from the verb to the last name.
     *
     * @param tableWords the words that mean a table in addition to {@code table}
     * @return null when the statement names no {@link ObjectKind}, or names one of {@code OTHER_KINDS} first
     */
    private @Nullable Head head(Set<String> tableWords) {
        ObjectKind kind = null;
        boolean temporary = false;
        boolean replaces = false;
        for (int i = 0; i < MAX_TOKENS_BEFORE_KIND && kind == null && !isAtEnd(); i++) {
            next();
            temporary |= isWord("temp") || isWord("temporary");
            replaces |= isWord("replace");
            if (isWord(OTHER_KINDS)) {
                return null;
            }
            kind = isWord(tableWords) ? ObjectKind.TABLE : kind();
        }
        if (kind == null) {
            return null;
        }
        do {
            next();
        } while (isWord(BEFORE_NAME));
        List<String> names = new ArrayList<>();
        for (String name = isWord("on") ? null : name(); name != null; name = name()) {
            names.add(name);
            if (!text.equals(",")) {
                break;
            }
            next();
        }
        return new Head(kind, names, temporary, replaces);
    }

    private @Nullable ObjectKind kind() {
        if (token != Token.WORD) {
            return null;
        }
        // A routine is a function or a procedure.
        return isWord("routine") ? ObjectKind.FUNCTION : KINDS.get(text.toLowerCase(Locale.ROOT));
    }

    private @Nullable DatabaseObject object(Head head) {
        if (head.names().size() > 1) {
            return null;
        }
        String table = head.kind() == ObjectKind.INDEX || head.kind() == ObjectKind.TRIGGER ? onTable() : null;
        String name = head.names().isEmpty() ? table : head.names().get(0);
        return name == null ? null : new DatabaseObject(head.kind(), name, table);
    }

    /** Reads the name of the table after ON. */
    private @Nullable String onTable() {
        for (int i = 0; i < MAX_TOKENS_BEFORE_KIND; i++) {
            if (isWord("on")) {
                do {
                    next();
                } while (isWord(BEFORE_NAME));
                String table = name();
                if (table != null) {
                    return table;
                }
            } else {
                next();
            }
        }
        return null;
    }

    /** Reads {@code TO b}; RENAME without TO may rename a column. */
    private @Nullable String newName() {
        if (!isWord("to")) {
            return null;
        }
        next();
        return name();
    }

    /** Reads a name with its qualifiers, and moves to the token after the name. */
    private @Nullable String name() {
        StringBuilder name = new StringBuilder();
        while (token == Token.WORD || token == Token.NAME || token == Token.STRING) {
            String part = text;
            next();
            // PostgreSQL and H2 write a name with code points as U&"...".
            if (part.equalsIgnoreCase("u") && text.equals("&")) {
                part = codePoints();
            }
            name.append(part);
            if (!text.equals(".")) {
                break;
            }
            name.append('.');
            next();
        }
        return name.length() == 0 ? null : name.toString();
    }

    /** Reads the quoted name after {@code U&}, with its quotes, and moves to the token after the name. */
    private String codePoints() {
        next();
        String quoted = text;
        next();
        if (!isWord("uescape")) {
            return UnicodeName.decode(quoted, "\\");
        }
        next();
        String escape = text.length() > 2 ? text.substring(1, 2) : "\\";
        next();
        return UnicodeName.decode(quoted, escape);
    }

    private void next() {
        token = lexer.next();
        lexer.begun(true);
        text = token == Token.END ? "" : lexer.token();
    }

    private boolean isAtEnd() {
        return token == Token.END || token == Token.DELIMITER;
    }

    private boolean isWord(String word) {
        return token == Token.WORD && text.equalsIgnoreCase(word);
    }

    private boolean isWord(Set<String> words) {
        return token == Token.WORD && words.contains(text.toLowerCase(Locale.ROOT));
    }
}
