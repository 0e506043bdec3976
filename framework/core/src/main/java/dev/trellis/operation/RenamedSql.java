package dev.trellis.operation;

import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.schema.Quoting;
import dev.trellis.schema.SqlText;
import dev.trellis.sql.SqlSyntax;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Rewrites SQL after a column has been renamed, as a database rewrites the conditions and expressions that refer to it. {@link
 * SqlFragment#references} decides which tokens refer to a column.
 */
final class RenamedSql {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    /** Words that databases reserve, so that a column of that name needs quotes. */
    private static final Set<String> RESERVED = Set.of(("all and as asc between by case check collate constraint create"
                    + " cross current_date current_time current_timestamp default delete desc distinct drop else end except"
                    + " exists false for foreign from grant group having in index inner insert intersect into is join key left"
                    + " like limit natural not null on or order outer primary references revoke right select set table then"
                    + " to true union unique update using values when where with")
            .split(" "));

    private RenamedSql() {}

    /**
     * Returns the SQL with the new name {@code to} in place of the column's former name {@code from}.
     *
     * @param quoting the quoting of the current database; the SQL for other databases gets standard quotes
     */
    static SqlText of(SqlText sql, String from, String to, Quoting quoting) {
        return of(sql, from, to, quoting, fragment -> fragment.references(from));
    }

    /** Returns the SQL with the new name {@code to} in place of the table's former name {@code from}. */
    static SqlText ofTable(SqlText sql, String from, String to, Quoting quoting) {
        return of(
                sql,
                from,
                to,
                quoting,
                fragment -> fragment.tokens().stream()
                        .filter(token -> token.value().equalsIgnoreCase(from))
                        .toList());
    }

    private static SqlText of(
            SqlText sql, String from, String to, Quoting quoting, Function<SqlFragment, List<SqlToken>> references) {
        Map<String, String> renamed = new TreeMap<>();
        sql.byDialect()
                .forEach((dialect, text) -> renamed.put(
                        dialect,
                        of(
                                text,
                                from,
                                to,
                                dialect.equals(quoting.dialect()) ? quoting : Quoting.STANDARD,
                                references)));
        String shared = sql.byDialect().get(SqlText.DEFAULT);
        if (shared != null && !renamed.containsKey(quoting.dialect())) {
            // The new name may need quotes that only this database has.
            String requoted = of(shared, from, to, quoting, references);
            if (!requoted.equals(renamed.get(SqlText.DEFAULT))) {
                renamed.put(quoting.dialect(), requoted);
            }
        }
        return new SqlText(renamed);
    }

    /**
     * Returns the SQL text for one database with the new name {@code to} in place of {@code from}.
     *
     * @param quoting the quoting for a name that was unquoted and needs quotes now
     * @param references returns the tokens that may refer to the renamed object
     */
    private static String of(
            String text, String from, String to, Quoting quoting, Function<SqlFragment, List<SqlToken>> references) {
        StringBuilder renamed = new StringBuilder();
        int copied = 0;
        for (SqlToken token : references.apply(SqlFragment.of(text, SqlSyntax.PORTABLE))) {
            if (isName(token, from)) {
                renamed.append(text, copied, token.start()).append(inPlaceOf(token.text(), to, quoting));
                copied = token.end();
            }
        }
        return renamed.append(text.substring(copied)).toString();
    }

    private static String inPlaceOf(String word, String name, Quoting quoting) {
        if (PLAIN.matcher(name).matches() && !RESERVED.contains(name)) {
            return name;
        }
        char first = word.charAt(0);
        return first == '`' || first == '"'
                ? Quoting.in(name, first)
                : quoting.quote().apply(name);
    }

    /** Returns whether the token may name the column; letter case distinguishes quoted names. */
    private static boolean isName(SqlToken token, String from) {
        return token.kind() == SqlToken.Kind.WORD
                || (token.kind() == SqlToken.Kind.NAME && token.value().equals(from));
    }
}
