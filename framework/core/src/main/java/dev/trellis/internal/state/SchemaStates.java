package dev.trellis.internal.state;

import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.Query;
import dev.trellis.internal.connection.Session;
import dev.trellis.revision.Heads;
import dev.trellis.schema.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the heads of many schemas of one database, and a digest of the history of each, with one query for each table.
 * Reading each schema alone would take a round trip for each table, and one to change the schema.
 */
public final class SchemaStates {
    private final Session session;
    private final TableName versions;
    private final TableName history;

    /**
     * Creates the reader.
     *
     * @param versionTable the name of the version table, without a schema
     * @param historyTable the name of the history table, without a schema
     */
    public SchemaStates(Session session, String versionTable, String historyTable) {
        this.session = session;
        this.versions = TableName.parse(versionTable);
        this.history = TableName.parse(historyTable);
    }

    /** Returns whether the schemas have tables of their own: the configured names contain no schema. */
    public boolean isPossible() {
        return versions.schema() == null
                && history.schema() == null
                && session.dialect().capabilities().schemas();
    }

    /**
     * The state of a schema.
     *
     * @param heads the heads
     * @param digest a text that is equal for schemas with the same history; null if the schema has no history table, or the
     *     database has no such aggregate
     */
    public record State(Heads heads, @Nullable String digest) {}

    /**
     * Reads the states.
     *
     * @param withHistory whether to read the digests
     * @return the states by schema, in the order of the schemas; a schema without a readable version table is missing
     */
    public Map<String, State> read(List<String> schemas, boolean withHistory) throws SQLException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        Set<String> readable = schemasWith(versions);
        schemas.stream().filter(readable::contains).forEach(schema -> rows.put(schema, new ArrayList<>()));
        List<String> known = List.copyOf(rows.keySet());
        String column = session.dialect().quote(VersionTable.COLUMN);
        each(known, schema -> "v." + column + " FROM " + table(schema, versions) + " v", (schema, value) -> {
            if (value == null) {
                throw StateException.rowWithoutRevision(versions.name());
            }
            rows.computeIfAbsent(schema, none -> new ArrayList<>()).add(value);
        });
        Map<String, String> digests = withHistory ? digests(known) : Map.of();
        Map<String, State> states = new LinkedHashMap<>();
        rows.forEach((schema, heads) -> states.put(schema, new State(Heads.of(heads), digests.get(schema))));
        return states;
    }

    private Map<String, String> digests(List<String> schemas) throws SQLException {
        Dialect dialect = session.dialect();
        String text = HistoryColumns.STATE.stream()
                .map(column -> "coalesce(cast(" + dialect.quote(column) + " as char(100)), '')")
                .collect(Collectors.joining(", ", "concat_ws('|', ", ")"));
        String digest = dialect.digest(text);
        Map<String, String> digests = new LinkedHashMap<>();
        if (digest != null) {
            Set<String> readable = schemasWith(history);
            each(
                    schemas.stream().filter(readable::contains).toList(),
                    schema -> digest + " FROM " + table(schema, history),
                    (schema, value) -> digests.put(schema, String.valueOf(value)));
        }
        return digests;
    }

    private interface Select {
        String of(String schema);
    }

    private interface Row {
        void of(String schema, @Nullable String value);
    }

    /** Runs one query for all schemas. Each row contains the number of the schema, so that a name cannot be mistaken. */
    private void each(List<String> schemas, Select select, Row row) throws SQLException {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < schemas.size(); i++) {
            parts.add("SELECT " + i + ", " + select.of(schemas.get(i)));
        }
        if (!parts.isEmpty()) {
            Query.each(
                    session.connection(),
                    String.join(" UNION ALL ", parts),
                    List.of(),
                    result -> row.of(schemas.get(result.getInt(1)), result.getString(2)));
        }
    }

    private Set<String> schemasWith(TableName table) throws SQLException {
        Set<String> schemas = new HashSet<>();
        Query.each(
                session.connection(),
                "SELECT table_schema FROM information_schema.tables WHERE table_name = ?",
                List.of(table.name()),
                row -> schemas.add(row.getString(1)));
        return schemas;
    }

    private String table(String schema, TableName table) {
        return MetadataTables.quote(session.dialect(), new TableName(schema, table.name()));
    }
}
