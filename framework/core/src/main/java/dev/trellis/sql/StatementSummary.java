package dev.trellis.sql;

import dev.trellis.internal.sql.SqlException;
import dev.trellis.internal.sql.SqlLexer;
import dev.trellis.internal.sql.SqlLexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a statement does to what, judged by its first words.
 *
 * @param verb the first word in lower case; empty when there is none
 * @param kind what is created, altered, dropped or renamed, in lower case; null when that is not known
 * @param name its name as it was written, with its schema and quotes; null when there is none, or several are named, or
 *     what happens to it does not show in its definition
 * @param table the table that an index or a trigger is on, as it was written; null when it is not said
 * @param names all that is created, altered, dropped, renamed or commented on, as it was written; none for what is
 *     temporary
 * @param renamed what a table is called from now on, as it was written; null when its name stays
 * @param replaces whether what is created takes the place of what was there
 */
public record StatementSummary(
        String verb,
        @Nullable String kind,
        @Nullable String name,
        @Nullable String table,
        List<String> names,
        @Nullable String renamed,
        boolean replaces) {
    private static final Set<String> ROWS =
            Set.of("insert", "update", "delete", "replace", "merge", "select", "with", "values");
    private static final Set<String> REPEATABLE = Set.of(
            "analyze",
            "checkpoint",
            "cluster",
            "comment",
            "flush",
            "optimize",
            "pragma",
            "refresh",
            "reindex",
            "set",
            "vacuum");
    private static final Set<String> DEFINING = Set.of("create", "alter", "drop", "rename");
    private static final Set<String> KINDS = Set.of(
            "database",
            "domain",
            "event",
            "function",
            "index",
            "package",
            "procedure",
            "sequence",
            "table",
            "trigger",
            "type",
            "view");
    /** What MariaDB and MySQL drop and rename as well. */
    private static final Set<String> TABLES = Set.of("tables");
    /** What is no table, even where the word comes later: {@code CREATE PUBLICATION p FOR TABLE t}. */
    private static final Set<String> OTHERS =
            Set.of("extension", "operator", "policy", "publication", "rule", "schema", "statistics");

    private static final Set<String> COMMENTED = Set.of("column", "foreign", "materialized", "table", "view");
    private static final Set<String> TEMPORARY = Set.of("temp", "temporary");
    private static final Set<String> BETWEEN = Set.of("concurrently", "if", "not", "exists", "only");
    private static final Pattern CODE = Pattern.compile("\\\\(?:([0-9a-fA-F]{4})|\\+([0-9a-fA-F]{6}))");
    private static final Pattern EXECUTABLE = Pattern.compile("/\\*M?!\\d*(.*?)\\*/", Pattern.DOTALL);
    /** {@code CREATE OR REPLACE DEFINER = a@b SQL SECURITY INVOKER VIEW} is the longest way to a kind. */
    private static final int FAR = 14;

    /**
     * What a statement does, judged by its first words.
     *
     * @param syntax of the database that runs it
     */
    public static StatementSummary of(String sql, SqlSyntax syntax) {
        try {
            return new Reader(syntax.has(SqlSyntax.Feature.EXECUTABLE_COMMENTS) ? uncommented(sql) : sql, syntax)
                    .read();
        } catch (SqlException e) {
            return nothing("");
        }
    }

    /** What stands in comments that are run is said like all else. */
    private static String uncommented(String sql) {
        return EXECUTABLE.matcher(sql).replaceAll(" $1 ");
    }

    private static StatementSummary nothing(String verb) {
        return about(verb, null, List.of());
    }

    /** What happens to it does not show in its definition, or is none of one thing's. */
    private static StatementSummary about(String verb, @Nullable String kind, List<String> names) {
        return new StatementSummary(verb, kind, null, null, names, null, false);
    }

    /** The tables whose structure it changes when it is about tables, their indexes or triggers; as they were written. */
    public List<String> tables() {
        if (kind == null || (verb.equals("create") && kind.equals("table") && !replaces)) {
            return List.of();
        }
        return switch (kind) {
            case "comment", "table", "view" -> names;
            case "index", "trigger" -> table == null ? List.of() : List.of(table);
            default -> List.of();
        };
    }

    /** Whether it reads or writes rows, and can be undone with the transaction that it is in. */
    public boolean isRows() {
        return ROWS.contains(verb);
    }

    /** Whether running it twice is the same as running it once. */
    public boolean isRepeatable() {
        return REPEATABLE.contains(verb) || verb.equals("select");
    }

    /** Whether it builds tables anew that stay what they are. */
    public boolean isRebuild() {
        return verb.equals("optimize");
    }

    /** Whether it is about one thing that has a name in the catalogue. */
    public boolean isDefinition() {
        return kind != null && name != null;
    }

    /** {@code "custome\0072"}, which is {@code "customer"}. */
    private static String unicode(String quoted) {
        return CODE.matcher(quoted).replaceAll(code -> {
            int point = Integer.parseInt(code.group(1) == null ? code.group(2) : code.group(1), 16);
            return Character.isValidCodePoint(point) ? Matcher.quoteReplacement(Character.toString(point)) : "?";
        });
    }

    private static final class Reader {
        private final SqlLexer lexer;
        private final SqlSyntax syntax;
        private Token token = Token.END;
        private String text = "";

        Reader(String sql, SqlSyntax syntax) {
            this.syntax = syntax;
            lexer = new SqlLexer(sql, syntax, "", 1);
        }

        private void next() {
            token = lexer.next();
            lexer.begun(true);
            text = token == Token.END ? "" : lexer.token();
        }

        private boolean isWord(Set<String> words) {
            return token == Token.WORD && words.contains(text.toLowerCase(Locale.ROOT));
        }

        private @Nullable String kind(String verb) {
            if (isWord(TABLES) && (verb.equals("drop") || verb.equals("rename"))) {
                return "table";
            }
            return isWord(KINDS) ? text.toLowerCase(Locale.ROOT) : null;
        }

        StatementSummary read() {
            next();
            String verb = text.toLowerCase(Locale.ROOT);
            String kind = null;
            boolean temporary = false;
            boolean replaces = false;
            if (verb.equals("comment")) {
                return commented();
            }
            if (verb.equals("execute")) {
                return executed();
            }
            if (DEFINING.contains(verb)) {
                for (int i = 0; i < FAR && kind == null && token != Token.END && token != Token.DELIMITER; i++) {
                    next();
                    temporary |= isWord(TEMPORARY);
                    replaces |= isWord(Set.of("replace"));
                    if (isWord(OTHERS)) {
                        return nothing(verb);
                    }
                    kind = kind(verb);
                }
            }
            if (kind == null) {
                return nothing(verb);
            }
            do {
                next();
            } while (isWord(BETWEEN));
            String name = isWord(Set.of("on")) ? null : name();
            List<String> names = new ArrayList<>();
            for (String each = name; each != null; each = name()) {
                names.add(each);
                if (!text.equals(",")) {
                    break;
                }
                next();
            }
            if (names.size() > 1) {
                return about(verb, kind, names);
            }
            boolean exchange = verb.equals("alter") && isWord(Set.of("exchange"));
            String renamed = kind.equals("table") ? renamed(verb) : null;
            // Where things change places all may look as before.
            if (exchange) {
                return about(verb, kind, names);
            }
            if (verb.equals("rename") && text.equals(",")) {
                return about(verb, kind, allRenamed(names));
            }
            String table = null;
            for (int i = 0; i < FAR && table == null && (kind.equals("index") || kind.equals("trigger")); i++) {
                if (isWord(Set.of("on"))) {
                    do {
                        next();
                    } while (isWord(BETWEEN));
                    table = name();
                } else {
                    next();
                }
            }
            return new StatementSummary(
                    verb, kind, name == null ? table : name, table, temporary ? List.of() : names, renamed, replaces);
        }

        /** {@code COMMENT ON COLUMN t.c IS ...} */
        private StatementSummary commented() {
            next();
            do {
                next();
            } while (isWord(Set.of("foreign", "materialized")));
            if (!isWord(COMMENTED)) {
                return nothing("comment");
            }
            boolean column = isWord(Set.of("column"));
            next();
            String name = name();
            if (name != null && column) {
                name = name.substring(0, Math.max(0, name.lastIndexOf('.')));
            }
            return name == null || name.isEmpty() ? nothing("comment") : about("comment", "comment", List.of(name));
        }

        /** {@code EXECUTE IMMEDIATE '...'} does what the text says. */
        private StatementSummary executed() {
            next();
            if (!isWord(Set.of("immediate"))) {
                return nothing("execute");
            }
            next();
            boolean literal = token == Token.QUOTED && text.startsWith("'") && text.length() > 1;
            return literal ? of(text.substring(1, text.length() - 1).replace("''", "'"), syntax) : nothing("execute");
        }

        /** {@code RENAME TABLE a TO b, c TO a}: the rest of those that lose their names. */
        private List<String> allRenamed(List<String> first) {
            List<String> all = new ArrayList<>(first);
            while (text.equals(",")) {
                next();
                String each = name();
                if (each != null) {
                    all.add(each);
                }
                while (token != Token.END && token != Token.DELIMITER && !text.equals(",")) {
                    next();
                }
            }
            return all;
        }

        /** {@code ALTER TABLE a RENAME TO b}, {@code RENAME TABLE a TO b}; without TO it may be a column. */
        private @Nullable String renamed(String verb) {
            if (verb.equals("alter") && isWord(Set.of("rename"))) {
                next();
            } else if (!verb.equals("rename")) {
                return null;
            }
            if (!isWord(Set.of("to"))) {
                return null;
            }
            next();
            return name();
        }

        /** A name with dots in it; the token behind it is the current one afterwards. */
        private @Nullable String name() {
            StringBuilder name = new StringBuilder();
            while (token == Token.WORD || token == Token.QUOTED) {
                String part = text;
                next();
                // U&"..." as PostgreSQL and H2 have it.
                if (part.equalsIgnoreCase("u") && text.equals("&")) {
                    next();
                    part = unicode(text);
                    next();
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
    }
}
