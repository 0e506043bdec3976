package dev.trellis.internal.sql;

import dev.trellis.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Recognizes statements that drop or rename whole schemas or databases. */
public final class RemovedSchemas {
    /** The name that stands for every schema, in H2's {@code DROP ALL OBJECTS}. */
    public static final String ALL = "*";

    private RemovedSchemas() {}

    /** Returns the names of the schemas or databases that the statements of a text drop or rename, without quotes. */
    public static List<String> names(@Nullable String sql, SqlSyntax syntax) {
        List<String> names = new ArrayList<>();
        if (sql == null || !mayContain(sql)) {
            return names;
        }
        for (String reading : ExecutableComments.readings(sql, syntax)) {
            List<SqlToken> tokens = SqlFragment.tokens(InnerStatement.of(reading, syntax), syntax);
            for (int i = 0; i + 1 < tokens.size(); i++) {
                if (tokens.get(i).is("drop")) {
                    dropped(tokens, i + 1, names);
                } else if (tokens.get(i).is("alter") && isSchema(tokens.get(i + 1))) {
                    renamed(tokens, i + 2, names);
                }
            }
        }
        return names;
    }

    private static boolean mayContain(String sql) {
        String lower = sql.toLowerCase(Locale.ROOT);
        return lower.contains("drop") || lower.contains("rename");
    }

    private static boolean isSchema(SqlToken token) {
        return token.is("database") || token.is("schema");
    }

    private static void dropped(List<SqlToken> tokens, int kind, List<String> names) {
        if (tokens.get(kind).is("all")) {
            names.add(ALL);
        } else if (isSchema(tokens.get(kind))) {
            int name = name(tokens, kind + 1);
            while (name < tokens.size()) {
                names.add(tokens.get(name).value());
                name += name + 1 < tokens.size() && tokens.get(name + 1).is(",") ? 2 : tokens.size();
            }
        }
    }

    private static void renamed(List<SqlToken> tokens, int from, List<String> names) {
        int name = name(tokens, from);
        if (name + 1 < tokens.size() && tokens.get(name + 1).is("rename")) {
            names.add(tokens.get(name).value());
        }
    }

    private static int name(List<SqlToken> tokens, int from) {
        int name = from;
        while (name < tokens.size()
                && (tokens.get(name).is("if") || tokens.get(name).is("exists"))) {
            name++;
        }
        return name;
    }
}
