package dev.trellis.adopt.liquibase;

import dev.trellis.adopt.source.Applied;
import dev.trellis.adopt.source.Applied.Kind;
import dev.trellis.adopt.source.Applied.Refusal;
import dev.trellis.adopt.source.PrintableName;
import dev.trellis.adopt.source.ToolTable;
import dev.trellis.dialect.Dialect;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables in which Liquibase records what is applied, and that it is running. */
record ChangelogTable(Dialect dialect, @Nullable String schema, String table, String lockTable) {
    static final String TABLE = "DATABASECHANGELOG";
    static final String LOCK_TABLE = "DATABASECHANGELOGLOCK";

    /**
     * A row.
     *
     * @param path the path without a prefix and a leading slash
     * @param kind {@code EXECUTED}, {@code MARK_RAN}, {@code RERAN}, {@code FAILED} or {@code SKIPPED}
     */
    private record Row(String id, String author, String path, String kind, boolean hasChecksum) {
        String display() {
            return PrintableName.of(path + "::" + id + "::" + author);
        }

        boolean isOf(ChangeSet set) {
            return id.equals(set.id()) && author.equals(set.author());
        }
    }

    /** Returns the names that the two tables may have in the database. */
    Set<TableName> names() {
        Set<TableName> names = new HashSet<>();
        for (String name : List.of(table, lockTable)) {
            spellings(name).forEach(spelling -> {
                names.add(TableName.of(spelling));
                names.add(new TableName(schema, spelling));
            });
        }
        return names;
    }

    private static List<String> spellings(String name) {
        return Stream.of(name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    private @Nullable TableName existing(Connection connection, String name) throws SQLException {
        for (String spelling : spellings(name)) {
            TableName candidate = new TableName(schema, spelling);
            if (ToolTable.exists(connection, candidate)) {
                return candidate;
            }
        }
        return null;
    }

    /**
     * Returns the state of the database.
     *
     * @param chains the change sets of each branch in their order
     * @param filtered the keys of change sets that the settings leave out
     */
    Applied applied(Connection connection, List<List<ChangeSet>> chains, Set<String> filtered) throws SQLException {
        TableName existing = existing(connection, table);
        if (existing == null) {
            return Applied.NOTHING;
        }
        List<Row> rows = rows(connection, existing);
        List<Refusal> refusals = new ArrayList<>();
        addLock(connection, refusals);
        Map<Row, ChangeSet> found = matched(rows, chains);
        Set<String> revisions = new HashSet<>();
        List<String> changed = new ArrayList<>();
        for (Row row : rows) {
            ChangeSet set = found.get(row);
            if (set == null) {
                addUnknown(row, filtered, refusals);
                continue;
            }
            if (row.kind().equals("FAILED") || row.kind().equals("SKIPPED")) {
                refusals.add(new Refusal(
                        Kind.FAILED,
                        "change set " + row.display() + " has failed",
                        "Put the database in order, run 'liquibase update', and adopt again."));
                continue;
            }
            revisions.add(set.revision());
            if (row.kind().equals("MARK_RAN")) {
                changed.add("change set " + row.display() + " is only marked as run");
            }
            if (!row.hasChecksum()) {
                changed.add("change set " + row.display()
                        + " has no checksum, so Liquibase does not know whether it was changed");
            }
        }
        chains.forEach(chain -> addIncomplete(chain, revisions, refusals));
        return new Applied(true, revisions, refusals, changed);
    }

    private List<Row> rows(Connection connection, TableName existing) throws SQLException {
        List<Row> rows = new ArrayList<>();
        // Liquibase creates the columns without quotes, so every database finds them in this spelling.
        String sql = "SELECT ID, AUTHOR, FILENAME, EXECTYPE, MD5SUM FROM " + ToolTable.quote(dialect, existing)
                + " ORDER BY ORDEREXECUTED";
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(new Row(
                        String.valueOf(result.getString(1)),
                        String.valueOf(result.getString(2)),
                        path(String.valueOf(result.getString(3))),
                        String.valueOf(result.getString(4)),
                        result.getString(5) != null));
            }
        }
        return rows;
    }

    private static String path(String written) {
        String path = written.replace('\\', '/');
        path = path.startsWith("classpath:") ? path.substring("classpath:".length()) : path;
        return path.startsWith("/") ? path.substring(1) : path;
    }

    private void addLock(Connection connection, List<Refusal> refusals) throws SQLException {
        TableName existing = existing(connection, lockTable);
        if (existing == null) {
            return;
        }
        String sql = "SELECT LOCKED, LOCKEDBY FROM " + ToolTable.quote(dialect, existing);
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                if (result.getBoolean(1)) {
                    refusals.add(new Refusal(
                            Kind.LOCKED,
                            "Liquibase holds its lock, for " + PrintableName.of(String.valueOf(result.getString(2))),
                            "Wait until Liquibase has ended. If Liquibase was killed, run 'liquibase release-locks'."));
                }
            }
        }
    }

    /**
     * Returns the change set of each row. A path that was recorded from another folder, as with and without
     * {@code src/main/resources}, still matches if no other change set has the same id and author.
     */
    private static Map<Row, ChangeSet> matched(List<Row> rows, List<List<ChangeSet>> chains) {
        Map<String, ChangeSet> exact = new HashMap<>();
        Map<String, List<ChangeSet>> similar = new HashMap<>();
        for (List<ChangeSet> chain : chains) {
            for (ChangeSet set : chain) {
                exact.put(key(path(set.path()), set.id(), set.author()), set);
                similar.computeIfAbsent(key("", set.id(), set.author()), none -> new ArrayList<>())
                        .add(set);
            }
        }
        Map<Row, ChangeSet> found = new HashMap<>();
        for (Row row : rows) {
            ChangeSet set = exact.get(key(row.path(), row.id(), row.author()));
            if (set == null) {
                List<ChangeSet> candidates = similar.getOrDefault(key("", row.id(), row.author()), List.of()).stream()
                        .filter(candidate -> row.isOf(candidate) && isSuffix(path(candidate.path()), row.path()))
                        .toList();
                set = candidates.size() == 1 ? candidates.get(0) : null;
            }
            if (set != null) {
                found.put(row, set);
            }
        }
        return found;
    }

    private static String key(String path, String id, String author) {
        return String.join("\0", path, id, author);
    }

    private static boolean isSuffix(String one, String other) {
        return one.endsWith("/" + other) || other.endsWith("/" + one);
    }

    private static void addUnknown(Row row, Set<String> filtered, List<Refusal> refusals) {
        boolean isFiltered = filtered.contains(row.display());
        refusals.add(new Refusal(
                Kind.UNKNOWN,
                "change set " + row.display() + " is applied, and the "
                        + (isFiltered ? "settings leave it out" : "changelog does not contain it"),
                isFiltered
                        ? "Adopt with the contexts and labels of this database: --set contexts=NAME,NAME"
                                + " --set labelFilter=EXPRESSION"
                        : "Adopt with the files of the release that runs on this database, and with the root"
                                + " changelog that Liquibase uses: --set changelogFile=PATH"));
    }

    /** Refuses a change set that is not applied although a later one of the chain is: a chain has no such state. */
    private static void addIncomplete(List<ChangeSet> chain, Set<String> revisions, List<Refusal> refusals) {
        int last = -1;
        for (int i = 0; i < chain.size(); i++) {
            last = revisions.contains(chain.get(i).revision()) ? i : last;
        }
        for (ChangeSet set : chain.subList(0, last + 1)) {
            if (!revisions.contains(set.revision())) {
                refusals.add(new Refusal(
                        Kind.INCOMPLETE,
                        "change set " + set.key() + " is not applied, and "
                                + chain.get(last).key() + " is",
                        "Run 'liquibase update', or leave it out with the contexts of this database:"
                                + " --set contexts=NAME,NAME"));
            }
        }
    }
}
