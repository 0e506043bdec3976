package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.sqlite.TableConstraint.Kind;
import dev.trellis.dialect.sqlite.TableDefinition.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Gives a table another shape as SQLite's documentation prescribes (lang_altertable.html, "Making Other Kinds Of Table
 * Schema Changes"): a new table beside it, the rows copied, the old one dropped, the new one given its name. Nothing else
 * is touched: with {@code legacy_alter_table} the renaming leaves views, triggers of other tables and foreign keys to the
 * table as they are, and they find the new table under the old name.
 *
 * <p>SQL alone cannot abort, so where something must not be, a query makes {@code json_extract} stumble over a path that
 * is the message.
 *
 * @param sources what is put into a column of the new table, by its name in lower case; a column without has its default
 * @param converted columns whose values may have changed, in lower case
 * @param added constraints that the new table has and the old one had not
 * @param statistics those that there are
 * @param replayed whether {@code before} was told by the scripts, so that the database may know of more
 */
record Rebuild(
        TableDefinition before,
        TableDefinition after,
        Map<String, String> sources,
        Set<String> converted,
        Set<TableConstraint> added,
        TableStatistics statistics,
        boolean replayed) {
    /** What the names of new shapes begin with. */
    static final String TEMPORARY = "trellis_new";

    private static final String COPY = "INSERT OR ABORT INTO ";
    private static final String FROM = " FROM ";

    List<String> statements(String temporary) {
        String name = SqliteDialect.quoted(before.name());
        String fresh = SqliteDialect.quoted(temporary);
        List<String> statements = new ArrayList<>();
        statements.add(refuse("foreign_keys is ON: switch it OFF before the transaction begins")
                + "pragma_foreign_keys WHERE foreign_keys = 1");
        if (replayed) {
            statements.add(asReplayed());
            statements.add(knownTriggers());
        }
        addNumberCheck(statements);
        statements.add(after.text().unqualified().sql(fresh));
        statements.add(copy(name, fresh));
        if (before.text().countsUp() && after.text().countsUp()) {
            statements.add("DELETE FROM sqlite_sequence WHERE name = " + text(temporary));
            statements.add("INSERT INTO sqlite_sequence (name, seq) SELECT " + text(temporary)
                    + ", seq FROM sqlite_sequence WHERE name = " + text(before.name()));
        }
        statements.addAll(statistics.putAside(before.name(), temporary));
        statements.add("DROP TABLE " + name);
        statements.add("PRAGMA legacy_alter_table = ON");
        statements.add("ALTER TABLE " + fresh + " RENAME TO " + name);
        statements.add("PRAGMA legacy_alter_table = OFF");
        after.indexes().forEach(index -> statements.add(index.sql()));
        statements.addAll(statistics.takeBack(temporary, before, after));
        after.triggers().stream().map(Trigger::sql).forEach(statements::add);
        addForeignKeyChecks(statements);
        return statements;
    }

    /** A column that numbers the rows from now on gives those that have NULL in it a number of their own. */
    private void addNumberCheck(List<String> statements) {
        boolean numbersAlready = before.text().hasRowidColumn()
                && !converted.contains(SqliteTokens.fold(
                        before.text().primaryKey().orElseThrow().columns().get(0)));
        for (ParsedColumn column : after.text().columns()) {
            String source = sources.getOrDefault(SqliteTokens.fold(column.name()), "");
            if (isRowid(column) && !source.isEmpty() && !numbersAlready) {
                statements.add(refuse(before.name() + " has rows without " + column.name())
                        + SqliteDialect.quoted(before.name()) + " WHERE (" + source + ") IS NULL");
            }
        }
    }

    /** Told to abort: a conflict clause of the table's own may say to let the row go instead. */
    private String copy(String name, String fresh) {
        List<String> into = new ArrayList<>();
        List<String> from = new ArrayList<>();
        String rowid = rowid();
        if (!rowid.isEmpty() && !after.text().hasRowidColumn()) {
            into.add(rowid);
            from.add(rowid);
        }
        for (ParsedColumn column : after.text().columns()) {
            String source = sources.getOrDefault(SqliteTokens.fold(column.name()), isRowid(column) ? rowid : "");
            if (!source.isEmpty() && !column.isComputed()) {
                into.add(SqliteDialect.quoted(column.name()));
                from.add(source);
            }
        }
        return COPY + fresh + " (" + String.join(", ", into) + ") SELECT " + String.join(", ", from) + FROM + name;
    }

    /** The table whose rows a statement copies into its new shape, as SQL has its name; empty for any other statement. */
    static String copied(String sql) {
        return sql.startsWith(COPY + TEMPORARY) || sql.startsWith(COPY + '"' + TEMPORARY)
                ? sql.substring(sql.lastIndexOf(FROM) + FROM.length())
                : "";
    }

    private boolean isRowid(ParsedColumn column) {
        return after.text().hasRowidColumn()
                && after.text()
                        .primaryKey()
                        .filter(key -> column.isNamed(key.columns().get(0)))
                        .isPresent();
    }

    /** A word for the number of a row that no column has taken; empty where there is none. */
    private String rowid() {
        if (!before.text().hasRowid() || !after.text().hasRowid()) {
            return "";
        }
        return List.of("rowid", "_rowid_", "oid").stream()
                .filter(word -> before.text().column(word).isEmpty()
                        && after.text().column(word).isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Columns that the scripts do not know of would be lost. */
    private String asReplayed() {
        String known = before.text().columns().stream()
                .map(column -> text(column.name()))
                .collect(Collectors.joining(", "));
        return refuse("table " + before.name() + " has columns that the scripts do not know of") + "pragma_table_xinfo("
                + text(before.name()) + ") WHERE name COLLATE NOCASE NOT IN (" + known + ")";
    }

    /** So would triggers be. */
    private String knownTriggers() {
        String known =
                before.triggers().stream().map(trigger -> text(trigger.name())).collect(Collectors.joining(", "));
        return refuse("table " + before.name() + " has triggers that the scripts do not know of")
                + "sqlite_master WHERE type = 'trigger' AND tbl_name = " + text(before.name()) + " COLLATE NOCASE"
                + (known.isEmpty() ? "" : " AND name COLLATE NOCASE NOT IN (" + known + ")");
    }

    /**
     * Looks for rows that refer to none, by the foreign keys that are new or whose columns have been converted. The
     * others hold the same values as before: what was broken already is not this change's business.
     */
    private void addForeignKeyChecks(List<String> statements) {
        List<TableConstraint> keys = after.text()
                .clauses()
                .filter(clause -> clause.kind() == Kind.FOREIGN_KEY)
                .toList();
        String touched = IntStream.range(0, keys.size())
                .filter(i -> isTouched(keys.get(i)))
                .mapToObj(i -> String.valueOf(keys.size() - 1 - i))
                .collect(Collectors.joining(", "));
        if (!touched.isEmpty()) {
            statements.add(refuseRow("v") + "pragma_foreign_key_check(" + text(before.name())
                    + ") AS v WHERE v.fkid IN (" + touched + ")");
        }
        if (!converted.isEmpty()) {
            String columns = converted.stream().sorted().map(Rebuild::text).collect(Collectors.joining(", "));
            statements.add(refuseRow("v")
                    + "sqlite_master AS m CROSS JOIN pragma_foreign_key_list(m.name) AS f"
                    + " CROSS JOIN pragma_foreign_key_check(m.name) AS v WHERE m.type = 'table' AND f.\"table\" = "
                    + text(before.name()) + " COLLATE NOCASE AND coalesce(lower(f.\"to\"), "
                    + text(converted.iterator().next()) + ") IN (" + columns
                    + ") AND v.fkid = f.id");
        }
    }

    private boolean isTouched(TableConstraint key) {
        return added.stream().anyMatch(clause -> isSame(clause, key))
                || key.columns().stream().map(SqliteTokens::fold).anyMatch(converted::contains);
    }

    private static boolean isSame(TableConstraint one, TableConstraint other) {
        return one.columns().equals(other.columns())
                && one.reference() != null
                && one.reference().equals(other.reference());
    }

    private static String refuse(String message) {
        return "SELECT json_extract('{}', " + text(message) + ") FROM ";
    }

    private static String refuseRow(String alias) {
        return "SELECT json_extract('{}', " + alias + ".\"table\" || ' row ' || coalesce(" + alias
                + ".rowid, '') || ' refers to no row of ' || " + alias + ".parent) FROM ";
    }

    private static String text(String value) {
        return new SqliteDialect().literal(value);
    }
}
