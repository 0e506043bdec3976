package dev.trellis.sql;

import dev.trellis.sql.SqlLexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a statement does to what, judged by its first words.
 *
 * @param verb the first word in lower case; empty when there is none
 * @param kind what is created, altered, dropped or renamed, in lower case; null when that is not known
 * @param name its name as it was written, with its schema and quotes; null when there is none, or several are named, or
 *     what happens to it does not show in its definition
 * @param table the table that an index or a trigger is on, as it was written; null when it is not said
 * @param names all that is created, altered or dropped, as it was written; none for what is temporary
 * @param renamed what a table is called from now on, as it was written; null when its name stays
 */
public record SqlAction(
        String verb,
        @Nullable String kind,
        @Nullable String name,
        @Nullable String table,
        List<String> names,
        @Nullable String renamed) {
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
    private static final Set<String> TEMPORARY = Set.of("temp", "temporary");
    private static final Set<String> BETWEEN = Set.of("concurrently", "if", "not", "exists", "only");
    /** {@code CREATE OR REPLACE DEFINER = a@b SQL SECURITY INVOKER VIEW} is the longest way to a kind. */
    private static final int FAR = 14;

    public static SqlAction of(String sql, SqlSyntax syntax) {
        try {
            return new Reader(sql, syntax).read();
        } catch (SqlException e) {
            return nothing("");
        }
    }

    private static SqlAction nothing(String verb) {
        return new SqlAction(verb, null, null, null, List.of(), null);
    }

    /** The tables whose structure it changes when it is about tables, their indexes or triggers; as they were written. */
    public List<String> tables() {
        if (kind == null || (verb.equals("create") && kind.equals("table"))) {
            return List.of();
        }
        return switch (kind) {
            case "table", "view" -> names;
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

    private static final class Reader {
        private final SqlLexer lexer;
        private Token token = Token.END;
        private String text = "";

        Reader(String sql, SqlSyntax syntax) {
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

        SqlAction read() {
            next();
            String verb = text.toLowerCase(Locale.ROOT);
            String kind = null;
            boolean temporary = false;
            if (DEFINING.contains(verb)) {
                for (int i = 0; i < FAR && kind == null && token != Token.END && token != Token.DELIMITER; i++) {
                    next();
                    temporary |= isWord(TEMPORARY);
                    kind = isWord(KINDS) ? text.toLowerCase(Locale.ROOT) : null;
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
                return new SqlAction(verb, kind, null, null, names, null);
            }
            boolean exchange = verb.equals("alter") && isWord(Set.of("exchange"));
            String renamed = kind.equals("table") ? renamed(verb) : null;
            // Where things change places all may look as before.
            if (exchange || (verb.equals("rename") && text.equals(","))) {
                return new SqlAction(verb, kind, null, null, names, renamed);
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
            return new SqlAction(
                    verb, kind, name == null ? table : name, table, temporary ? List.of() : names, renamed);
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
                name.append(text);
                next();
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
