package dev.trellis.dialect.mysqlbase;

import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys of a table, and the indexes that the server creates implicitly because a foreign key needs one. */
public final class MysqlBaseKeys {
    /** The names that the server generates for foreign keys. */
    private static final Pattern GENERATED = Pattern.compile(".*_ibfk_\\d+|\\d+", Pattern.DOTALL);

    private static final Pattern PARSER = Pattern.compile("fulltext\\s+with\\s+parser\\s+`?(\\w+)`?");

    private MysqlBaseKeys() {}

    /** Returns whether an index is indistinguishable from a unique constraint. */
    static boolean isConstraint(Index index) {
        return index.unique()
                && index.where() == null
                && index.include().isEmpty()
                && !index.nullsNotDistinct()
                && method(index).isEmpty()
                && index.parts().stream().allMatch(Index.Part::isPlain);
    }

    /** Returns the expressions among an index's parts. */
    static List<SqlText> expressions(Index index) {
        return index.parts().stream()
                .map(Index.Part::expression)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    /** Returns the index method in lower case; empty for {@code btree} and {@code hash}, which the server may swap. */
    static String method(Index index) {
        String text = index.using() == null
                ? ""
                : MysqlBaseTokens.lower(index.using()).strip();
        Matcher parser = PARSER.matcher(text);
        String word = parser.matches() ? "fulltext" : text;
        return word.equals("btree") || word.equals("hash") ? "" : word;
    }

    /** Returns the parser of a fulltext index in lower case; empty for the server's own one. */
    static String parser(Index index) {
        Matcher parser = PARSER.matcher(
                index.using() == null
                        ? ""
                        : MysqlBaseTokens.lower(index.using()).strip());
        return parser.matches() ? parser.group(1) : "";
    }

    /** Returns the method of a fulltext index with a parser. */
    static String fulltext(String parser) {
        return "fulltext with parser " + parser;
    }

    /** Returns the method as the inspector reads it; null for {@code btree} and {@code hash}. */
    static @Nullable String canonicalMethod(Index index) {
        String method = method(index);
        String parser = parser(index);
        return method.isEmpty() ? null : parser.isEmpty() ? method : fulltext(parser);
    }

    /** Returns whether the server created the index for a foreign key, judged by its name and columns. */
    static boolean isImplicit(Index index, Collection<ForeignKey> keys) {
        return !index.unique()
                && method(index).isEmpty()
                && index.parts().stream().allMatch(Index.Part::isPlain)
                && keys.stream().anyMatch(key -> key.columns().equals(index.columns()) && isNamedAfter(index, key));
    }

    private static boolean isNamedAfter(Index index, ForeignKey key) {
        String name = index.name();
        return name != null
                && key.name() != null
                && (name.equals(key.name())
                        || (GENERATED.matcher(key.name()).matches()
                                && name.equals(key.columns().get(0))));
    }

    /** Returns the foreign keys whose columns start no key or index of the table, so that the server creates an index. */
    public static List<ForeignKey> needingImplicitIndex(Table table) {
        List<List<String>> keys = new ArrayList<>();
        if (table.primaryKey() != null) {
            keys.add(table.primaryKey().columns());
        }
        table.uniques().forEach(unique -> keys.add(unique.columns()));
        table.indexes().stream().filter(index -> method(index).isEmpty()).forEach(index -> keys.add(leading(index)));
        return table.foreignKeys().stream()
                .filter(key -> keys.stream().noneMatch(columns -> startsWith(columns, key.columns())))
                .toList();
    }

    /**
     * Returns the first columns of an index, up to the first expression or the first column of which only a prefix is
     * indexed.
     */
    private static List<String> leading(Index index) {
        List<String> columns = new ArrayList<>();
        for (Index.Part part : index.parts()) {
            if (part.column() == null || part.length() != null) {
                break;
            }
            columns.add(part.column());
        }
        return columns;
    }

    /** Returns whether a list of columns starts with another. */
    public static boolean startsWith(List<String> columns, List<String> prefix) {
        return columns.size() >= prefix.size()
                && columns.subList(0, prefix.size()).equals(prefix);
    }
}
