package dev.trellis.adopt.flyway;

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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table in which Flyway records what is applied. */
final class SchemaHistory {
    /** The default name of the table. */
    static final String TABLE = "flyway_schema_history";

    private static final List<String> COLUMNS =
            List.of("installed_rank", "version", "description", "type", "script", "checksum", "success");

    /** The description of the row that Flyway adds as a lock on databases without another one. */
    private static final String LOCK = "flyway-lock";

    /** The types of the rows that record the creation of a schema and, on H2, of the table itself. */
    private static final Set<String> NO_MIGRATIONS = Set.of("SCHEMA", "TABLE");

    private final List<Row> rows;
    private final boolean isLocked;
    private final TreeMap<MigrationVersion, Row> versions = new TreeMap<>();
    private final Map<String, Row> repeatables = new TreeMap<>();
    private @Nullable MigrationVersion baseline;

    private SchemaHistory(List<Row> rows, boolean isLocked) {
        this.rows = List.copyOf(rows);
        this.isLocked =
                isLocked || rows.stream().anyMatch(row -> row.description().equals(LOCK));
        rows.forEach(this::replay);
    }

    /**
     * A row.
     *
     * @param version the version as stored; null for a repeatable migration
     * @param type {@code SQL}, {@code JDBC}, {@code BASELINE}, {@code UNDO_SQL} and others
     * @param checksum null if Flyway computes none for the type
     */
    private record Row(
            int rank,
            @Nullable String version,
            String description,
            String type,
            String script,
            @Nullable Integer checksum,
            boolean success) {

        String display() {
            return PrintableName.of(script + (version == null ? "" : " (version " + version + ")"));
        }
    }

    /** Reads the table; null if the database has none. */
    static @Nullable SchemaHistory read(Connection connection, Dialect dialect, TableName table) throws SQLException {
        if (!ToolTable.exists(connection, table)) {
            return null;
        }
        String columns = String.join(", ", COLUMNS.stream().map(dialect::quote).toList());
        String sql = "SELECT " + columns + " FROM " + ToolTable.quote(dialect, table) + " ORDER BY "
                + dialect.quote(COLUMNS.get(0));
        List<Row> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                int checksum = result.getInt(6);
                boolean hasChecksum = !result.wasNull();
                rows.add(new Row(
                        result.getInt(1),
                        result.getString(2),
                        String.valueOf(result.getString(3)),
                        String.valueOf(result.getString(4)),
                        String.valueOf(result.getString(5)),
                        hasChecksum ? (Integer) checksum : null,
                        result.getBoolean(7)));
            }
        }
        return new SchemaHistory(rows, FlywayLock.isHeld(connection, dialect, table));
    }

    private void replay(Row row) {
        MigrationVersion version = row.version() == null
                ? null
                : MigrationVersion.parse(row.version()).orElse(null);
        if (row.rank() < 0 || !row.success() || NO_MIGRATIONS.contains(row.type())) {
            return;
        }
        if (row.type().equals("BASELINE") || row.type().endsWith("_BASELINE")) {
            baseline = version;
        } else if (row.type().equals("DELETE") || row.type().startsWith("UNDO_")) {
            if (version == null) {
                repeatables.remove(row.description());
            } else {
                versions.remove(version);
            }
        } else if (version == null) {
            repeatables.put(row.description(), row);
        } else {
            versions.put(version, row);
        }
    }

    /**
     * Returns the state of the database.
     *
     * @param chain the versioned migrations in the order of their versions, after the baseline migration if there is one
     * @param repeatable the repeatable migrations in the order of their descriptions
     * @param callbacks the callbacks that were converted; Flyway has run them if it has applied everything else
     * @param below the version below which migrations were not converted, because the chain begins with its baseline
     *     migration; null if the chain begins with the first migration
     * @param tolerated the states that the project's setting {@code ignoreMigrationPatterns} tolerates
     */
    Applied applied(
            List<FlywayMigration> chain,
            List<FlywayMigration> repeatable,
            List<FlywayMigration> callbacks,
            @Nullable MigrationVersion below,
            Set<String> tolerated) {
        List<Refusal> refusals = new ArrayList<>();
        if (isLocked) {
            refusals.add(new Refusal(
                    Kind.LOCKED,
                    "Flyway holds its lock",
                    "Wait until Flyway has ended. If Flyway was killed, run Flyway again, so that it removes its"
                            + " lock."));
        }
        for (Row row : rows) {
            if (!row.success()) {
                refusals.add(new Refusal(
                        Kind.FAILED,
                        row.display() + " has failed",
                        "Undo its changes by hand, run 'flyway repair' and 'flyway migrate', and adopt again."));
            }
        }
        Set<String> revisions = new HashSet<>();
        List<String> changed = new ArrayList<>();
        addVersioned(chain, below, revisions, changed);
        addRepeatable(repeatable, revisions, changed, refusals);
        addUnknown(chain, repeatable, below, tolerated, refusals);
        List<FlywayMigration> recorded =
                Stream.concat(chain.stream(), repeatable.stream()).toList();
        addIncomplete(recorded, revisions, refusals);
        if (!rows.isEmpty() && recorded.stream().allMatch(migration -> revisions.contains(migration.id()))) {
            callbacks.forEach(callback -> revisions.add(callback.id()));
        }
        return new Applied(true, revisions, refusals, changed);
    }

    private void addVersioned(
            List<FlywayMigration> chain,
            @Nullable MigrationVersion below,
            Set<String> revisions,
            List<String> changed) {
        MigrationVersion highest = versions.isEmpty() ? null : versions.lastKey();
        for (FlywayMigration migration : chain) {
            MigrationVersion version = migration.file().migration().version();
            if (version == null) {
                continue;
            }
            Row row = versions.get(version);
            boolean isBaseline = migration.file().migration().kind() == MigrationName.Kind.BASELINE;
            boolean isBelow = baseline != null && version.isAtMost(baseline);
            boolean isReplaced = isBaseline && version.equals(below) && highest != null && version.isAtMost(highest);
            if (row != null || isBelow || isReplaced) {
                revisions.add(migration.id());
            }
            if (row != null && !isBaseline) {
                compare(migration, row, changed);
            }
        }
    }

    private static void compare(FlywayMigration migration, Row row, List<String> changed) {
        if (row.checksum() != null
                && migration.checksum() != null
                && !row.checksum().equals(migration.checksum())) {
            changed.add(migration.file().display() + ": its checksum is " + migration.checksum() + " and was "
                    + row.checksum() + " when it was applied");
        }
    }

    private void addRepeatable(
            List<FlywayMigration> repeatable, Set<String> revisions, List<String> changed, List<Refusal> refusals) {
        for (FlywayMigration migration : repeatable) {
            Row row = repeatables.get(migration.file().migration().description());
            if (row == null) {
                continue;
            }
            revisions.add(migration.id());
            int before = changed.size();
            compare(migration, row, changed);
            if (changed.size() > before) {
                refusals.add(new Refusal(
                        Kind.INCOMPLETE,
                        migration.file().display() + " has changed since it was applied last",
                        "Run 'flyway migrate', and adopt again."));
            }
        }
    }

    private void addUnknown(
            List<FlywayMigration> chain,
            List<FlywayMigration> repeatable,
            @Nullable MigrationVersion below,
            Set<String> tolerated,
            List<Refusal> refusals) {
        Set<MigrationVersion> known = new HashSet<>();
        chain.forEach(migration -> known.add(migration.file().migration().version()));
        MigrationVersion newest = chain.stream()
                .map(migration -> migration.file().migration().version())
                .max(MigrationVersion::compareTo)
                .orElse(null);
        versions.forEach((version, row) -> {
            boolean isFuture = newest == null || newest.compareTo(version) < 0;
            if (!known.contains(version)
                    && (below == null || !version.isAtMost(below))
                    && !tolerated.contains(isFuture ? "future" : "missing")) {
                refusals.add(unknown(row));
            }
        });
        Set<String> descriptions = new HashSet<>();
        repeatable.forEach(
                migration -> descriptions.add(migration.file().migration().description()));
        repeatables.forEach((description, row) -> {
            if (!descriptions.contains(description) && !tolerated.contains("missing")) {
                refusals.add(unknown(row));
            }
        });
    }

    private static Refusal unknown(Row row) {
        return new Refusal(
                Kind.UNKNOWN,
                row.display() + " is applied, and the project does not contain it",
                "Adopt with the files of the release that runs on this database, or name their folders:"
                        + " --set locations=filesystem:PATH,filesystem:PATH");
    }

    /** Refuses a migration that is not applied although a later one of the chain is: a chain has no such state. */
    private static void addIncomplete(List<FlywayMigration> chain, Set<String> revisions, List<Refusal> refusals) {
        int last = -1;
        for (int i = 0; i < chain.size(); i++) {
            last = revisions.contains(chain.get(i).id()) ? i : last;
        }
        for (FlywayMigration migration : chain.subList(0, last + 1)) {
            if (!revisions.contains(migration.id())) {
                refusals.add(new Refusal(
                        Kind.INCOMPLETE,
                        migration.file().display() + " is not applied, and "
                                + chain.get(last).file().display() + " is",
                        "Run 'flyway migrate', with -outOfOrder=true if it is necessary, and adopt again."));
            }
        }
    }
}
