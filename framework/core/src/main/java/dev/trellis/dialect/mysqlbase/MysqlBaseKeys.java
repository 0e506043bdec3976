package dev.trellis.dialect.mysqlbase;

import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Which keys a table has, and which the server makes by itself because a foreign key wants one. */
public final class MysqlBaseKeys {
    /** What the server calls a foreign key that was given no name. */
    private static final Pattern UNNAMED = Pattern.compile(".*_ibfk_\\d+|\\d+", Pattern.DOTALL);

    private MysqlBaseKeys() {}

    /** Whether a unique index is what a unique constraint makes. */
    static boolean isConstraint(Index index) {
        return index.unique()
                && index.where() == null
                && index.include().isEmpty()
                && !index.nullsNotDistinct()
                && method(index).isEmpty()
                && index.parts().stream().allMatch(Index.Part::isPlain);
    }

    /** The expressions among an index's parts. */
    static List<SqlText> expressions(Index index) {
        return index.parts().stream()
                .map(Index.Part::expression)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    /** How an index is searched, where that is not the usual: empty, {@code fulltext} or {@code spatial}. */
    static String method(Index index) {
        String word = index.using() == null ? "" : MysqlTokens.lower(index.using());
        return word.equals("btree") || word.equals("hash") ? "" : word;
    }

    /** Whether the server made the index for a foreign key, judged by its name and columns. */
    static boolean madeFor(Index index, Collection<ForeignKey> keys) {
        return !index.unique()
                && method(index).isEmpty()
                && index.parts().stream().allMatch(Index.Part::isPlain)
                && keys.stream().anyMatch(key -> key.columns().equals(index.columns()) && isNamedAfter(index, key));
    }

    private static boolean isNamedAfter(Index index, ForeignKey key) {
        String name = String.valueOf(index.name());
        return name.equals(key.name())
                || (UNNAMED.matcher(String.valueOf(key.name())).matches()
                        && name.equals(key.columns().get(0)));
    }

    /** The foreign keys that none of the table's own keys serves. */
    public static List<ForeignKey> unserved(Table table) {
        List<List<String>> keys = new ArrayList<>();
        if (table.primaryKey() != null) {
            keys.add(table.primaryKey().columns());
        }
        table.uniques().forEach(unique -> keys.add(unique.columns()));
        table.indexes().stream().filter(index -> method(index).isEmpty()).forEach(index -> keys.add(leading(index)));
        return table.foreignKeys().stream()
                .filter(key -> keys.stream().noneMatch(columns -> begins(columns, key.columns())))
                .toList();
    }

    /** The columns that an index has as a whole, up to the first that it has not. */
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

    public static boolean begins(List<String> columns, List<String> with) {
        return columns.size() >= with.size() && columns.subList(0, with.size()).equals(with);
    }
}
