package dev.trellis.internal.sql;

import dev.trellis.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Recognizes statements that drop whole schemas or databases. */
public final class DroppedDatabase {
    /** Stands for every schema, in H2's {@code DROP ALL OBJECTS}. */
    public static final String ALL = "*";

    private DroppedDatabase() {}

    /** Returns the names of the schemas or databases that the statements of a text drop, without quotes. */
    public static List<String> names(@Nullable String sql, SqlSyntax syntax) {
        List<String> names = new ArrayList<>();
        if (sql == null || !sql.toLowerCase(Locale.ROOT).contains("drop")) {
            return names;
        }
        List<SqlToken> tokens = SqlFragment.tokens(InnerStatement.of(sql, syntax), syntax);
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (!tokens.get(i).is("drop")) {
                continue;
            }
            SqlToken kind = tokens.get(i + 1);
            if (kind.is("all")) {
                names.add(ALL);
            } else if (kind.is("database") || kind.is("schema")) {
                int name = i + 2;
                while (name < tokens.size()
                        && (tokens.get(name).is("if") || tokens.get(name).is("exists"))) {
                    name++;
                }
                while (name < tokens.size()) {
                    names.add(tokens.get(name).value());
                    name += name + 1 < tokens.size() && tokens.get(name + 1).is(",") ? 2 : tokens.size();
                }
            }
        }
        return names;
    }
}
