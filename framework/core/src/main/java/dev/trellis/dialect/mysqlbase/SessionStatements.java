package dev.trellis.dialect.mysqlbase;

import dev.trellis.internal.sql.SetStatement;
import dev.trellis.sql.SqlSyntax;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Statements that change how the rest of a session works. */
final class SessionStatements {
    private static final Pattern COMMENTS =
            Pattern.compile("(?s)^(?:\\s+|--\\s[^\\n]*\\n|#[^\\n]*\\n|/\\*(?!M?!).*?\\*/)+");
    private static final Pattern LOCK = Pattern.compile("(?is)(?:/\\*M?!\\d*\\s*)?lock\\s+tables?\\s+(?=.)");
    private static final Pattern SERVER_LOCK = Pattern.compile(
            "(?is)(?:/\\*M?!\\d*\\s*)?(flush\\s+(?:(?:no_write_to_binlog|local)\\s+)?tables?\\b.*\\b(?:with\\s+read\\s+lock|for\\s+export)|lock\\s+instance\\b|backup\\s+stage\\b|backup\\s+lock\\b).*");
    private static final Set<String> ENCODINGS =
            Set.of("names", "character_set_client", "character_set_results", "character_set_connection");

    private SessionStatements() {}

    /** Adds a table to a LOCK TABLES statement; returns any other statement unchanged. */
    static String lockingAlso(String sql, String table) {
        String text = withoutComments(sql);
        Matcher lock = LOCK.matcher(text);
        return lock.lookingAt() ? lock.group() + table + " WRITE, " + text.substring(lock.end()) : sql;
    }

    static @Nullable String refusal(String sql) {
        if (SERVER_LOCK.matcher(withoutComments(sql)).matches()) {
            return "it would keep Trellis from writing to its own tables until the lock is released";
        }
        SetStatement set = parse(sql);
        if (set != null && sql.toLowerCase(Locale.ROOT).contains("no_backslash_escapes")) {
            return "it would give backslashes in strings another meaning, so that Trellis could not tell the statements of"
                    + " the script apart. Write a backslash in a string as two";
        }
        if (set != null && set.find("autocommit") != null) {
            return "it would end the transaction of the revision";
        }
        return null;
    }

    /** Returns whether a statement names an encoding other than UTF-8, which the drivers do not support. */
    static boolean isEncodingStatement(String sql) {
        SetStatement set = parse(sql);
        if (set == null || set.assignments().size() != 1) {
            return false;
        }
        SetStatement.Assignment only = set.assignments().get(0);
        boolean isCharacterSet = only.name().equals("character") || only.name().equals("charset");
        if (!isCharacterSet && !ENCODINGS.contains(only.name())) {
            return false;
        }
        int index = only.name().equals("character") ? 1 : 0;
        String encoding =
                only.value().size() > index ? only.value().get(index).value().toLowerCase(Locale.ROOT) : "";
        return !encoding.startsWith("utf8") && !encoding.startsWith("@") && !encoding.equals("default");
    }

    private static @Nullable SetStatement parse(String sql) {
        String text = withoutComments(sql);
        return text.regionMatches(true, 0, "set", 0, 3) || text.startsWith("/*")
                ? SetStatement.parse(text, SqlSyntax.MARIADB)
                : null;
    }

    private static String withoutComments(String sql) {
        Matcher comments = COMMENTS.matcher(sql);
        return comments.find() ? sql.substring(comments.end()) : sql;
    }
}
