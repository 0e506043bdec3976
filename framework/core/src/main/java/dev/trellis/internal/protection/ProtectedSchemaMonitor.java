package dev.trellis.internal.protection;

import dev.trellis.branch.Branch;
import dev.trellis.dialect.CatalogSnapshot;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.internal.connection.Session;
import dev.trellis.operation.Operation;
import dev.trellis.schema.TableName;
import dev.trellis.script.LocatedOperation;
import dev.trellis.sql.ObjectKind;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares the structure of the protected tables before and after a revision of another branch. The monitor is active only
 * if the revision may change protected tables in a way that its text does not show: by raw SQL or Java, by SQL in a default
 * or a condition, by rows that fire a trigger, or by naming an index. Changes of rows are not detected.
 */
public final class ProtectedSchemaMonitor {
    private final Session session;
    private final Protection protection;
    private final String branch;
    /** The monitored code as a noun phrase: {@code revision a1}. */
    private final String code;

    private final List<LocatedOperation> operations;
    private final Location fallback;
    private @Nullable Fingerprint fingerprintBefore;

    private ProtectedSchemaMonitor(
            Session session,
            Protection protection,
            @Nullable Branch branch,
            String code,
            List<LocatedOperation> operations,
            Location fallback) {
        this.session = session;
        this.protection = protection;
        this.branch = branch == null ? "" : branch.label();
        this.code = code;
        this.operations = operations;
        this.fallback = fallback;
    }

    private static ProtectedSchemaMonitor ofRevision(
            Session session,
            Protection protection,
            @Nullable Branch branch,
            String revision,
            List<LocatedOperation> operations) {
        return new ProtectedSchemaMonitor(
                session, protection, branch, "revision " + revision, operations, Location.of(revision));
    }

    /**
     * Starts to monitor a revision, if the revision has to be monitored.
     *
     * @param known the fingerprint from the start of the revision in an earlier run, for use in the comparison; null to take
     *     a fingerprint now
     * @throws ProtectionException {@code protected_table} if the revision would irreversibly change a part of a protected table
     */
    public static ProtectedSchemaMonitor begin(
            Session session,
            Protection protection,
            @Nullable Branch branch,
            String revision,
            List<LocatedOperation> operations,
            @Nullable Fingerprint known)
            throws SQLException {
        ProtectedSchemaMonitor monitor = ofRevision(session, protection, branch, revision, operations);
        if (known != null) {
            monitor.fingerprintBefore = known;
        } else if (isNeeded(protection, branch, operations)) {
            Fingerprint now = monitor.takeFingerprint();
            monitor.fingerprintBefore = now;
            monitor.refuseIrreversible(now);
        }
        return monitor;
    }

    /** Starts to monitor the remaining operations of a revision, regardless of what the operations change. */
    public static ProtectedSchemaMonitor now(
            Session session,
            Protection protection,
            @Nullable Branch branch,
            String revision,
            List<LocatedOperation> operations)
            throws SQLException {
        ProtectedSchemaMonitor monitor = ofRevision(session, protection, branch, revision, operations);
        monitor.fingerprintBefore = monitor.takeFingerprint();
        return monitor;
    }

    /**
     * Starts to monitor Java code that belongs to no revision, if any branch is protected.
     *
     * @param code the code as a noun phrase: {@code the seeder com.example.Stores}
     * @param location the place of the code
     */
    public static ProtectedSchemaMonitor ofCode(Session session, Protection protection, String code, Location location)
            throws SQLException {
        ProtectedSchemaMonitor monitor =
                new ProtectedSchemaMonitor(session, protection, null, code, List.of(), location);
        if (protection.appliesTo(null)) {
            monitor.fingerprintBefore = monitor.takeFingerprint();
        }
        return monitor;
    }

    /** Returns whether the operations have to be monitored while they run. */
    public static boolean isNeeded(Protection protection, @Nullable Branch branch, List<LocatedOperation> operations) {
        return protection.appliesTo(branch) && protection.needsMonitoring(operations);
    }

    private Fingerprint takeFingerprint() throws SQLException {
        return takeFingerprint(session, protection);
    }

    private static Fingerprint takeFingerprint(Session session, Protection protection) throws SQLException {
        Set<TableName> tables = new TreeSet<>(protection.ownership().protectedObjects());
        tables.addAll(protection.ownTables());
        return Fingerprint.take(session, tables);
    }

    /**
     * Refuses raw SQL that alters or drops an index, a trigger or a type of a protected table, if a rollback would not undo
     * the change. Only the catalogue shows which table such an object belongs to.
     */
    private void refuseIrreversible(Fingerprint now) {
        for (LocatedOperation located : operations) {
            Operation operation = located.operation();
            protection.irreversibleTargets(operation).forEach(target -> {
                String kind = target.kind() == ObjectKind.DOMAIN
                        ? "type"
                        : target.kind().word();
                now.tableWithPart(kind, target.name()).ifPresent(table -> {
                    throw new ProtectionException(violation(table, operation.describe(), located.location())
                            .fact(StatementGuard.NOT_RUN, true));
                });
            });
        }
    }

    private Problem violation(TableName table, String action, Location location) {
        if (protection.ownTables().contains(table)) {
            return ProtectionException.ownTable(table, branch, action, location);
        }
        return protection
                .separateDefinition(table)
                .map(owned -> ProtectionException.protectedDefinition(
                        owned.name(), owned.branch().label(), branch, action, location))
                .orElseGet(() -> ProtectionException.protectedTable(
                        table, protection.ownerOf(table).label(), branch, action, location));
    }

    /**
     * A revision that was interrupted in an earlier run.
     *
     * @param revision its identifier
     * @param description the interrupted attempt as a noun phrase without an article: {@code upgrade of revision a1, begun by
     *     ...}
     * @param fingerprintBefore the fingerprint from the start of the revision; null if it was not monitored
     */
    public record Interruption(
            String revision, String description, @Nullable Fingerprint fingerprintBefore) {}

    /**
     * Checks that the protected tables have the structure that they had before an interrupted revision began.
     *
     * @param isConfirmed whether a person has confirmed the state of the database; a table may then have been created again
     *     with the same structure, because no one can restore the time at which the table was created
     * @return the fingerprint now; null if the revision was not monitored
     * @throws ProtectionException {@code protected_table} if a table differs
     */
    public static @Nullable Fingerprint requireRestored(
            Session session, Protection protection, Interruption interruption, boolean isConfirmed)
            throws SQLException {
        Fingerprint before = interruption.fingerprintBefore();
        if (before == null) {
            return null;
        }
        Fingerprint now = takeFingerprint(session, protection);
        Map<TableName, Set<String>> changed =
                isConfirmed ? before.withoutIdentities().changedIn(now.withoutIdentities()) : before.changedIn(now);
        if (!changed.isEmpty()) {
            TableName table = changed.keySet().iterator().next();
            throw ProtectionException.notRestored(
                    interruption, table, protection.ownerOf(table).label(), changed.getOrDefault(table, Set.of()));
        }
        return now;
    }

    /**
     * Returns the fingerprint of the protected tables from the start of the revision; null if the revision is not monitored.
     * The fingerprint omits Trellis's own tables, because a later version of Trellis may add a column to them.
     */
    @Nullable
    public Fingerprint fingerprintBefore() {
        return fingerprintBefore == null ? null : fingerprintBefore.without(protection.ownTables());
    }

    /**
     * Checks that the protected tables have not changed since {@link #begin}.
     *
     * @throws ProtectionException {@code protected_table} if the structure of a table has changed
     */
    public void check() throws SQLException {
        if (fingerprintBefore != null) {
            requireEqual(fingerprintBefore, takeFingerprint());
        }
    }

    /**
     * Performs the check after a statement that may recreate tables with the same structure, such as {@code OPTIMIZE TABLE},
     * and compares with the recreated tables from then on.
     *
     * @throws ProtectionException {@code protected_table} if the structure of a table has changed
     */
    public void checkAndReplaceFingerprint() throws SQLException {
        if (fingerprintBefore != null) {
            Fingerprint now = takeFingerprint();
            requireEqual(fingerprintBefore.withoutIdentities(), now.withoutIdentities());
            fingerprintBefore = now;
        }
    }

    private void requireEqual(Fingerprint earlier, Fingerprint now) {
        Map<TableName, Set<String>> changed = earlier.changedIn(now);
        if (!changed.isEmpty()) {
            TableName table = changed.keySet().iterator().next();
            Set<String> parts = changed.getOrDefault(table, Set.of());
            String action =
                    parts.equals(Set.of(CatalogSnapshot.IDENTITY)) ? "alter or recreate it" : "change its structure";
            throw new ProtectionException(violation(
                    table, action + " in " + code + " (" + ProtectionException.listed(parts) + ")", likelyLocation()));
        }
    }

    private Location likelyLocation() {
        return likelyLocation(operations, fallback);
    }

    /** Returns the place of the first raw SQL or Java step, else of the first operation, else the revision. */
    public static Location likelyLocation(List<LocatedOperation> operations, String revision) {
        return likelyLocation(operations, Location.of(revision));
    }

    private static Location likelyLocation(List<LocatedOperation> operations, Location fallback) {
        return operations.stream()
                .filter(located -> Protection.containSqlOrJava(located.operation()))
                .findFirst()
                .or(() -> operations.stream().findFirst())
                .map(LocatedOperation::location)
                .orElse(fallback);
    }
}
