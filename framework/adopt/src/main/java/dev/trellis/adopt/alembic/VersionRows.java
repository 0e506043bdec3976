package dev.trellis.adopt.alembic;

import dev.trellis.adopt.source.Applied;
import dev.trellis.adopt.source.Applied.Kind;
import dev.trellis.adopt.source.Applied.Refusal;
import dev.trellis.adopt.source.PrintableName;
import dev.trellis.adopt.source.ToolTable;
import dev.trellis.dialect.Dialect;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The rows of Alembic's version table: the newest applied revision of each line. */
record VersionRows(Dialect dialect, TableName table) {
    /** The name that Alembic gives to its table. */
    static final String TABLE = "alembic_version";

    /** Returns the state of the database. */
    Applied applied(Connection connection, RevisionGraph graph) throws SQLException {
        if (!ToolTable.exists(connection, table)) {
            return Applied.NOTHING;
        }
        List<String> rows = rows(connection);
        List<Refusal> refusals = new ArrayList<>();
        for (String row : rows) {
            if (graph.find(row).isEmpty()) {
                refusals.add(new Refusal(
                        Kind.UNKNOWN,
                        "revision '" + PrintableName.of(row) + "' is applied, and the project does not contain it",
                        "Adopt with the files of the release that runs on this database, and with all of its version"
                                + " locations: --set version_locations=FOLDER,FOLDER"));
            }
        }
        if (refusals.isEmpty()) {
            addOverlaps(rows, graph, refusals);
        }
        Set<String> revisions = refusals.isEmpty()
                ? graph.applied(Heads.of(rows)).stream().map(Revision::id).collect(Collectors.toSet())
                : Set.of();
        return new Applied(true, revisions, refusals, List.of());
    }

    /** Refuses rows of which one is an ancestor of another: Alembic writes no such state, and could not upgrade from it. */
    private static void addOverlaps(List<String> rows, RevisionGraph graph, List<Refusal> refusals) {
        Set<String> seen = new HashSet<>();
        for (String row : rows) {
            if (!seen.add(row)) {
                refusals.add(overlap("revision '" + row + "' has two rows", PrintableName.of(row)));
            }
        }
        for (String row : seen) {
            Set<String> below = graph.applied(Heads.of(row)).stream()
                    .map(Revision::id)
                    .filter(id -> !id.equals(row))
                    .collect(Collectors.toSet());
            for (String other : seen) {
                if (below.contains(other)) {
                    refusals.add(overlap("the row '" + other + "' is an ancestor of the row '" + row + "'", other));
                }
            }
        }
    }

    private static Refusal overlap(String what, String row) {
        return new Refusal(
                Kind.FAILED,
                what,
                "Check what is applied, and correct the table: DELETE FROM " + TABLE + " WHERE version_num = '" + row
                        + "'");
    }

    private List<String> rows(Connection connection) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT version_num FROM " + ToolTable.quote(dialect, table))) {
            while (result.next()) {
                rows.add(String.valueOf(result.getString(1)));
            }
        }
        return rows;
    }
}
