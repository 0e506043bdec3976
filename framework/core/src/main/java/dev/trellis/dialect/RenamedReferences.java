package dev.trellis.dialect;

import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.internal.sql.SqlToken.Kind;
import dev.trellis.sql.SqlSyntax;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Renames a table or column in the text of a view or trigger, for databases that keep the old name in the text. Names are
 * compared in any letter case. Text in string literals stays unchanged.
 */
public final class RenamedReferences {
    private static final Set<String> BEFORE_TABLE =
            Set.of("from", "join", "straight_join", "into", "update", "on", "table");
    private static final Set<String> CLAUSES =
            Set.of("select", "from", "where", "group", "having", "order", "on", "set", "values", "limit");
    private static final Set<String> SET_OPERATIONS = Set.of("union", "except", "intersect", "minus");

    private final List<SqlToken> tokens;
    private final String table;

    private RenamedReferences(String sql, SqlSyntax syntax, String table) {
        this.tokens = SqlFragment.tokens(sql, syntax);
        this.table = table;
    }

    /** Returns whether the text contains a name, bare or in quotes. */
    public static boolean mentions(String sql, SqlSyntax syntax, String name) {
        return SqlFragment.tokens(sql, syntax).stream().anyMatch(token -> isName(token, name));
    }

    /**
     * Returns the text with another name of a column.
     *
     * @param isOnTable whether NEW and OLD in the text are rows of the table
     * @param quote puts a name in quotes
     */
    public static String column(
            String sql,
            SqlSyntax syntax,
            String table,
            String from,
            String to,
            boolean isOnTable,
            UnaryOperator<String> quote) {
        RenamedReferences text = new RenamedReferences(sql, syntax, table);
        Set<String> qualifiers = text.qualifiers();
        if (isOnTable) {
            qualifiers.addAll(Set.of("new", "old"));
        }
        StringBuilder renamed = new StringBuilder();
        int copied = 0;
        for (int i = 0; i < text.tokens.size(); i++) {
            if (isName(text.tokens.get(i), from) && text.isColumn(i, qualifiers, isOnTable)) {
                renamed.append(sql, copied, text.tokens.get(i).start()).append(quote.apply(to));
                // The result keeps the name of its column.
                renamed.append(
                        text.isItem(i) ? " AS " + quote.apply(text.tokens.get(i).value()) : "");
                boolean hasSameAlias =
                        text.is(i + 1, "as") && i + 2 < text.tokens.size() && isName(text.tokens.get(i + 2), to);
                copied = text.tokens.get(hasSameAlias ? i + 2 : i).end();
            }
        }
        return renamed.append(sql, copied, sql.length()).toString();
    }

    /**
     * Returns the text with another name of a table.
     *
     * @param quote puts a name in quotes
     */
    public static String table(String sql, SqlSyntax syntax, String from, String to, UnaryOperator<String> quote) {
        RenamedReferences text = new RenamedReferences(sql, syntax, from);
        StringBuilder renamed = new StringBuilder();
        int copied = 0;
        for (int i = 0; i < text.tokens.size(); i++) {
            if (isName(text.tokens.get(i), from) && text.isTable(i)) {
                renamed.append(sql, copied, text.tokens.get(i).start()).append(quote.apply(to));
                copied = text.tokens.get(i).end();
            }
        }
        return renamed.append(sql, copied, sql.length()).toString();
    }

    private static boolean isName(SqlToken token, String name) {
        return (token.kind() == Kind.WORD || token.kind() == Kind.NAME)
                && token.value().equalsIgnoreCase(name);
    }

    private boolean is(int index, String word) {
        return index >= 0 && index < tokens.size() && tokens.get(index).is(word);
    }

    private boolean isOneOf(int index, Set<String> words) {
        return index >= 0
                && index < tokens.size()
                && tokens.get(index).kind() == Kind.WORD
                && words.contains(tokens.get(index).text().toLowerCase(Locale.ROOT));
    }

    // ---- tables ----

    /** Returns whether a name is the name of the table: in front of a column, or where a statement names a table. */
    private boolean isTable(int index) {
        if (is(index - 1, ".")) {
            return isOneOf(before(index - 2), BEFORE_TABLE) || is(before(index - 2), ",") || is(index + 1, ".");
        }
        if (is(index + 1, ".")) {
            return true;
        }
        int before = before(index);
        return isOneOf(before, BEFORE_TABLE) || (is(before, ",") && isInFrom(before));
    }

    /** Returns the index of the last token before a name that is not an opening parenthesis. */
    private int before(int index) {
        int before = index - 1;
        while (is(before, "(")) {
            before--;
        }
        return before;
    }

    /** Returns whether a comma separates tables, and not expressions. */
    private boolean isInFrom(int comma) {
        int depth = 0;
        for (int i = comma - 1; i >= 0; i--) {
            depth += tokens.get(i).depthChange();
            if (depth <= 0 && is(i, "from")) {
                return true;
            }
            if (depth <= 0 && isOneOf(i, Set.of("select", "where", "by", "having", "set", "values"))) {
                return false;
            }
        }
        return false;
    }

    /** Returns the table and its aliases in lower case. */
    private Set<String> qualifiers() {
        Set<String> names = new HashSet<>(Set.of(table.toLowerCase(Locale.ROOT)));
        for (int i = 0; i < tokens.size(); i++) {
            if (isName(tokens.get(i), table) && !is(i + 1, ".") && isTable(i)) {
                int alias = is(i + 1, "as") ? i + 2 : i + 1;
                boolean isAlias = alias < tokens.size()
                        && (tokens.get(alias).kind() == Kind.NAME
                                || (tokens.get(alias).kind() == Kind.WORD && (alias == i + 2 || isQualifier(alias))));
                if (isAlias) {
                    names.add(tokens.get(alias).value().toLowerCase(Locale.ROOT));
                }
            }
        }
        return names;
    }

    /** Returns whether the text uses the word with a dot after it, which a keyword never has. */
    private boolean isQualifier(int index) {
        String word = tokens.get(index).value();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (isName(tokens.get(i), word) && is(i + 1, ".")) {
                return true;
            }
        }
        return false;
    }

    // ---- columns ----

    private boolean isColumn(int index, Set<String> qualifiers, boolean isTrigger) {
        if (is(index - 1, ".")) {
            return index > 1
                    && qualifiers.contains(tokens.get(index - 2).value().toLowerCase(Locale.ROOT));
        }
        boolean isAlias = is(index - 1, "as")
                || (index > 0
                        && (tokens.get(index - 1).kind() == Kind.NAME || is(index - 1, ")"))
                        && tokens.get(index).kind() == Kind.NAME);
        return !isTrigger
                && !isAlias
                && index > firstQuery()
                && !is(index + 1, ".")
                && !is(index + 1, "(")
                && !(isOrdering(index) && isResult(tokens.get(index).value()))
                && isOfTable(index);
    }

    /** Returns the index of the first SELECT; names in front of it are those of the view and of its columns. */
    private int firstQuery() {
        for (int i = 0; i < tokens.size(); i++) {
            if (is(i, "select")) {
                return i;
            }
        }
        return tokens.size();
    }

    /** Returns whether a column without an alias is an item of a SELECT list. */
    private boolean isItem(int index) {
        int next = index + 1;
        boolean ends = next >= tokens.size()
                || is(next, ",")
                || is(next, "from")
                || is(next, ")")
                || isOneOf(next, SET_OPERATIONS);
        int first = index;
        while (is(first - 1, ".")) {
            first -= 2;
        }
        return ends
                && (is(first - 1, ",") || isOneOf(first - 1, Set.of("select", "distinct", "all")))
                && isOneOf(clause(first), Set.of("select"));
    }

    private boolean isOrdering(int index) {
        return isOneOf(clause(index), Set.of("order"));
    }

    /** Returns whether a query has a result column of this name. */
    private boolean isResult(String name) {
        for (int i = 0; i < tokens.size(); i++) {
            if (isName(tokens.get(i), name) && (is(i - 1, "as") || isItem(i))) {
                return true;
            }
        }
        return false;
    }

    /** Returns the index of the word that begins the clause around a token; -1 if there is none. */
    private int clause(int index) {
        int depth = 0;
        for (int i = index - 1; i >= 0; i--) {
            depth += tokens.get(i).depthChange();
            if (depth > 0) {
                return -1;
            }
            if (depth == 0 && isOneOf(i, CLAUSES)) {
                return i;
            }
        }
        return -1;
    }

    /** Returns whether the query that contains the token reads the table. */
    private boolean isOfTable(int index) {
        int depth = 0;
        int innermost = 0;
        int i = index;
        // Looks for the FROM of the innermost query around the token, first after the token and then in front of it.
        while (i < tokens.size()) {
            depth += tokens.get(i).depthChange();
            innermost = Math.min(innermost, depth);
            if (depth == innermost && is(i, "from")) {
                return readsTable(i);
            }
            if (depth == innermost
                    && (isOneOf(i, SET_OPERATIONS) || isOneOf(i, Set.of("where", "group", "order", "having")))) {
                break;
            }
            i++;
        }
        depth = 0;
        innermost = 0;
        for (i = index - 1; i >= 0; i--) {
            depth -= tokens.get(i).depthChange();
            innermost = Math.min(innermost, depth);
            if (depth == innermost && is(i, "from")) {
                return readsTable(i);
            }
        }
        return false;
    }

    /** Returns whether the clause FROM at an index names the table. */
    private boolean readsTable(int from) {
        int depth = 0;
        for (int i = from + 1; i < tokens.size() && depth >= 0; i++) {
            depth += tokens.get(i).depthChange();
            if (depth == 0
                    && (isOneOf(i, SET_OPERATIONS)
                            || isOneOf(i, Set.of("where", "group", "order", "having", "limit")))) {
                return false;
            }
            if (isName(tokens.get(i), table) && !is(i + 1, ".") && isTable(i)) {
                return true;
            }
        }
        return false;
    }
}
