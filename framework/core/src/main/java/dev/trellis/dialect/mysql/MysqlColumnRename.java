package dev.trellis.dialect.mysql;

import dev.trellis.dialect.Identifiers;
import dev.trellis.dialect.mysqlbase.MysqlBaseTokens;
import dev.trellis.schema.Column;
import dev.trellis.schema.Index;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The objects that prevent the server from renaming a column because their SQL contains the column's name: CHECKs, generated
 * columns, indexes on expressions, and indexes on these generated columns. The statement that renames the column drops and
 * recreates these objects.
 */
final class MysqlColumnRename {
    private final Function<SqlText, String> sql;
    private final Set<String> computed = new LinkedHashSet<>();
    private final List<String> checks = new ArrayList<>();
    private final Set<String> keys = new LinkedHashSet<>();

    /**
     * Finds the dependent objects.
     *
     * @param before the table before the change
     * @param column the column's old name
     * @param sql returns the SQL that a text has for MySQL
     */
    MysqlColumnRename(Table before, String column, Function<SqlText, String> sql) {
        this.sql = sql;
        Set<String> used = new LinkedHashSet<>(Set.of(column));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Column candidate : before.columns()) {
                if (candidate.computed() != null
                        && mentions(candidate.computed().sql(), used)
                        && used.add(candidate.name())) {
                    computed.add(candidate.name());
                    grown = true;
                }
            }
        }
        before.checks().stream()
                .filter(check -> mentions(check.sql(), used))
                .map(check -> Identifiers.requireName(check.name(), check))
                .forEach(checks::add);
        Stream.concat(
                        before.uniques().stream()
                                .filter(unique -> unique.columns().stream().anyMatch(computed::contains))
                                .map(unique -> Identifiers.requireName(unique.name(), unique)),
                        before.indexes().stream()
                                .filter(index -> index.parts().stream().anyMatch(part -> isAffected(part, used)))
                                .map(index -> Identifiers.requireName(index.name(), index)))
                .forEach(keys::add);
    }

    private boolean isAffected(Index.Part part, Set<String> used) {
        return part.expression() == null
                ? part.column() != null && computed.contains(part.column())
                : mentions(part.expression(), used);
    }

    private boolean mentions(SqlText text, Set<String> names) {
        return names.stream().anyMatch(name -> MysqlBaseTokens.mentions(sql.apply(text), name));
    }

    /** Returns the generated columns in the order in which they can be dropped: a column before the columns that it uses. */
    List<String> computed() {
        List<String> names = new ArrayList<>(computed);
        Collections.reverse(names);
        return names;
    }

    /** Returns the names of the CHECKs. */
    List<String> checks() {
        return checks;
    }

    /** Returns the names of the unique constraints and indexes. */
    Set<String> keys() {
        return keys;
    }
}
