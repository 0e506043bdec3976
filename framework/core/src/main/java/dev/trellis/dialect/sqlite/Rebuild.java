package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.sqlite.StoredTable.Trigger;
import dev.trellis.dialect.sqlite.TableConstraint.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rebuilds a table with another definition, as SQLite's documentation prescribes (lang_altertable.html, "Making Other Kinds
 * Of Table Schema Changes"): create a new table, copy the rows, drop the old table, rename the new one. With
 * {@code legacy_alter_table} the rename does not rewrite views, triggers of other tables and foreign keys that refer to the
 * table, so these objects refer to the new table under the old name.
 *
 * <p>SQL has no statement that aborts a script. Each check is therefore a query that calls {@code json_extract} with the
 * error message as its path, which fails for every row that the query finds.
 *
 * @param sources the SQL from which each column of the new table is filled, by the column's name in lower case; a column
 *     without an entry gets its default
 * @param converted the columns whose values may change, in lower case
 * @param added the constraints that only the new table has
 * @param statistics the table's rows in ANALYZE's tables
 * @param replayed whether {@code before} comes from the scripts, so that the database may contain further columns and
 *     triggers
 */
record Rebuild(
        StoredTable before,
        StoredTable after,
        Map<String, String> sources,
        Set<String> converted,
        Set<TableConstraint> added,
        TableStatistics statistics,
        boolean replayed) {
    /** The prefix of the new table's temporary name. */
    static final String TEMPORARY = "trellis_new";

    private static final String COPY = "INSERT OR ABORT INTO ";
    private static final String FROM = " FROM ";

    List<String> statements(String temporary) {
        String name = SqliteDialect.quoted(before.name());
        String newName = SqliteDialect.quoted(temporary);
        List<String> statements = new ArrayList<>();
        statements.add(refuse("foreign_keys is ON: switch it OFF before the transaction begins")
                + "pragma_foreign_keys WHERE foreign_keys = 1");
        if (replayed) {
            statements.add(refuseUnknownColumns());
            statements.add(refuseUnknownTriggers());
        }
        addRowidCheck(statements);
        statements.add(after.parsed().unqualified().sql(newName));
        statements.add(copy(name, newName));
        if (before.parsed().hasAutoincrement() && after.parsed().hasAutoincrement()) {
            statements.add("DELETE FROM sqlite_sequence WHERE name = " + literal(temporary));
            statements.add("INSERT INTO sqlite_sequence (name, seq) SELECT " + literal(temporary)
                    + ", seq FROM sqlite_sequence WHERE name = " + literal(before.name()));
        }
        statements.addAll(statistics.copyToTemporary(before.name(), temporary));
        statements.add("DROP TABLE " + name);
        statements.add("PRAGMA legacy_alter_table = ON");
        statements.add("ALTER TABLE " + newName + " RENAME TO " + name);
        statements.add("PRAGMA legacy_alter_table = OFF");
        after.indexes().forEach(index -> statements.add(index.sql()));
        statements.addAll(statistics.restore(temporary, before, after));
        after.triggers().stream().map(Trigger::sql).forEach(statements::add);
        addForeignKeyChecks(statements);
        return statements;
    }

    /**
     * Adds a check for a column that becomes an alias of the rowid. The check fails if the column contains NULL, which
     * SQLite would replace by a new number.
     */
    private void addRowidCheck(List<String> statements) {
        boolean hadRowidColumn = before.parsed().hasRowidColumn()
                && !converted.contains(SqliteTokens.fold(
                        before.parsed().primaryKey().orElseThrow().columns().get(0)));
        for (ParsedColumn column : after.parsed().columns()) {
            String source = sources.getOrDefault(SqliteTokens.fold(column.name()), "");
            if (isRowid(column) && !source.isEmpty() && !hadRowidColumn) {
                statements.add(refuse("table " + before.name() + " has rows where " + column.name() + " is NULL")
                        + SqliteDialect.quoted(before.name()) + " WHERE (" + source + ") IS NULL");
            }
        }
    }

    /**
     * Returns the statement that copies the rows, with OR ABORT, because a conflict clause of the table may otherwise skip
     * or replace rows.
     */
    private String copy(String name, String newName) {
        List<String> into = new ArrayList<>();
        List<String> from = new ArrayList<>();
        String rowid = rowid();
        if (!rowid.isEmpty() && !after.parsed().hasRowidColumn()) {
            into.add(rowid);
            from.add(rowid);
        }
        for (ParsedColumn column : after.parsed().columns()) {
            String source = sources.getOrDefault(SqliteTokens.fold(column.name()), isRowid(column) ? rowid : "");
            if (!source.isEmpty() && !column.isComputed()) {
                into.add(SqliteDialect.quoted(column.name()));
                from.add(source);
            }
        }
        return COPY + newName + " (" + String.join(", ", into) + ") SELECT " + String.join(", ", from) + FROM + name;
    }

    /** Returns the quoted name of the table whose rows a statement copies; empty if the statement copies no rows. */
    static String copiedTable(String sql) {
        return sql.startsWith(COPY + TEMPORARY) || sql.startsWith(COPY + '"' + TEMPORARY)
                ? sql.substring(sql.lastIndexOf(FROM) + FROM.length())
                : "";
    }

    private boolean isRowid(ParsedColumn column) {
        return after.parsed().hasRowidColumn()
                && after.parsed()
                        .primaryKey()
                        .filter(key -> column.isNamed(key.columns().get(0)))
                        .isPresent();
    }

    /** Returns a name of the rowid that no column uses; empty if there is none. */
    private String rowid() {
        if (!before.parsed().hasRowid() || !after.parsed().hasRowid()) {
            return "";
        }
        return List.of("rowid", "_rowid_", "oid").stream()
                .filter(word -> before.parsed().column(word).isEmpty()
                        && after.parsed().column(word).isEmpty())
                .findFirst()
                .orElse("");
    }

    /**
     * Returns a check that fails if the table has columns that no script creates, because the rebuild would lose such
     * columns.
     */
    private String refuseUnknownColumns() {
        String known = before.parsed().columns().stream()
                .map(column -> literal(column.name()))
                .collect(Collectors.joining(", "));
        return refuse("table " + before.name() + " has columns that no script creates") + "pragma_table_xinfo("
                + literal(before.name()) + ") WHERE name COLLATE NOCASE NOT IN (" + known + ")";
    }

    /**
     * Returns a check that fails if the table has triggers that no script creates, because the rebuild would lose such
     * triggers.
     */
    private String refuseUnknownTriggers() {
        String known = before.triggers().stream()
                .map(trigger -> literal(trigger.name()))
                .collect(Collectors.joining(", "));
        return refuse("table " + before.name() + " has triggers that no script creates")
                + "sqlite_master WHERE type = 'trigger' AND tbl_name = " + literal(before.name()) + " COLLATE NOCASE"
                + (known.isEmpty() ? "" : " AND name COLLATE NOCASE NOT IN (" + known + ")");
    }

    /**
     * Adds checks of the foreign keys that are new or whose columns are converted. The other foreign keys have the same
     * values as before; a violation of such a key is older than the rebuild and is not reported.
     */
    private void addForeignKeyChecks(List<String> statements) {
        List<TableConstraint> keys = after.parsed()
                .clauses()
                .filter(clause -> clause.kind() == Kind.FOREIGN_KEY)
                .toList();
        String changed = IntStream.range(0, keys.size())
                .filter(i -> isChanged(keys.get(i)))
                .mapToObj(i -> String.valueOf(keys.size() - 1 - i))
                .collect(Collectors.joining(", "));
        if (!changed.isEmpty()) {
            statements.add(refuseRow("v") + "pragma_foreign_key_check(" + literal(before.name())
                    + ") AS v WHERE v.fkid IN (" + changed + ")");
        }
        if (!converted.isEmpty()) {
            String columns = converted.stream().sorted().map(Rebuild::literal).collect(Collectors.joining(", "));
            statements.add(refuseRow("v")
                    + "sqlite_master AS m CROSS JOIN pragma_foreign_key_list(m.name) AS f"
                    + " CROSS JOIN pragma_foreign_key_check(m.name) AS v WHERE m.type = 'table' AND f.\"table\" = "
                    + literal(before.name()) + " COLLATE NOCASE AND coalesce(lower(f.\"to\"), "
                    + literal(converted.iterator().next()) + ") IN (" + columns
                    + ") AND v.fkid = f.id");
        }
    }

    private boolean isChanged(TableConstraint key) {
        return added.stream().anyMatch(clause -> isSame(clause, key))
                || key.columns().stream().map(SqliteTokens::fold).anyMatch(converted::contains);
    }

    private static boolean isSame(TableConstraint first, TableConstraint second) {
        return first.columns().equals(second.columns())
                && first.reference() != null
                && first.reference().equals(second.reference());
    }

    private static String refuse(String message) {
        return "SELECT json_extract('{}', " + literal(message) + ") FROM ";
    }

    private static String refuseRow(String alias) {
        return "SELECT json_extract('{}', " + alias + ".\"table\" || ' row ' || coalesce(" + alias
                + ".rowid, '') || ' refers to no row of ' || " + alias + ".parent) FROM ";
    }

    private static String literal(String value) {
        return new SqliteDialect().literal(value);
    }
}
