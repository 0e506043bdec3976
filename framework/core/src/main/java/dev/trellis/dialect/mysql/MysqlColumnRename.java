package dev.trellis.dialect.mysql;

import dev.trellis.dialect.mysqlbase.MysqlTokens;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.Index;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What uses the name of a column in SQL. The server gives the column no new name while it is there, so it is dropped and
 * made again, in the statement that gives the name: CHECKs, generated columns, and the indexes on either.
 */
final class MysqlColumnRename {
    private final Function<SqlText, String> sql;
    private final Set<String> computed = new LinkedHashSet<>();
    private final List<Check> checks = new ArrayList<>();
    private final Set<String> keys = new LinkedHashSet<>();

    /**
     * @param column its old name
     * @param sql what a text says here
     */
    MysqlColumnRename(Table before, String column, Function<SqlText, String> sql) {
        this.sql = sql;
        Set<String> used = new LinkedHashSet<>(Set.of(column));
        boolean more = true;
        while (more) {
            more = false;
            for (Column each : before.columns()) {
                if (each.computed() != null && mention(each.computed().sql(), used) && used.add(each.name())) {
                    computed.add(each.name());
                    more = true;
                }
            }
        }
        before.checks().stream().filter(check -> mention(check.sql(), used)).forEach(checks::add);
        Stream.concat(
                        before.uniques().stream()
                                .filter(unique -> unique.columns().stream().anyMatch(computed::contains))
                                .map(unique -> String.valueOf(unique.name())),
                        before.indexes().stream()
                                .filter(index -> index.parts().stream().anyMatch(part -> isLost(part, used)))
                                .map(index -> String.valueOf(index.name())))
                .forEach(keys::add);
    }

    private boolean isLost(Index.Part part, Set<String> used) {
        return part.expression() == null
                ? computed.contains(String.valueOf(part.column()))
                : mention(part.expression(), used);
    }

    private boolean mention(SqlText text, Set<String> names) {
        return names.stream().anyMatch(name -> MysqlTokens.mentions(sql.apply(text), name));
    }

    /** The generated columns, in the order in which they can go: those first that use others. */
    List<String> computed() {
        List<String> names = new ArrayList<>(computed);
        java.util.Collections.reverse(names);
        return names;
    }

    List<Check> checks() {
        return checks;
    }

    /** The names of the unique constraints and indexes. */
    Set<String> keys() {
        return keys;
    }
}
