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
import org.jspecify.annotations.Nullable;

/**
 * Watches the structure of protected tables while a revision of another branch runs that may change them by more than it
 * says (DESIGN section 6, rule 4): raw SQL and Java, and what looks harmless, SQL in a default or a condition, a row that
 * fires a trigger, a name that means another's index. Rows are nobody's concern here.
 */
public final class ProtectedSchemaMonitor {
    private final Session session;
    private final Protection protection;
    private final String label;
    private final String revision;
    private final List<LocatedOperation> instructions;
    private @Nullable Fingerprint before;

    private ProtectedSchemaMonitor(
            Session session,
            Protection protection,
            String label,
            String revision,
            List<LocatedOperation> instructions,
            @Nullable Fingerprint before) {
        this.session = session;
        this.protection = protection;
        this.label = label;
        this.revision = revision;
        this.instructions = instructions;
        this.before = before;
    }

    /**
     * Looks, if there is anything to look at.
     *
     * @param known how things were when the revision was begun, if that was in another run; null when nobody looked then
     * @throws SQLException as the driver throws it
     */
    public static ProtectedSchemaMonitor begin(
            Session session,
            Protection protection,
            @Nullable Branch branch,
            String revision,
            List<LocatedOperation> instructions,
            @Nullable Fingerprint known)
            throws SQLException {
        String label = branch == null ? "" : branch.label();
        if (known != null || !looks(protection, branch, instructions)) {
            return new ProtectedSchemaMonitor(session, protection, label, revision, instructions, known);
        }
        Fingerprint before = take(session, protection);
        ProtectedSchemaMonitor watch =
                new ProtectedSchemaMonitor(session, protection, label, revision, instructions, before);
        watch.checkParts(before);
        return watch;
    }

    /** Whether there is anything to look at before the instructions are run. */
    public static boolean looks(Protection protection, @Nullable Branch branch, List<LocatedOperation> instructions) {
        return protection.appliesTo(branch) && protection.needsMonitoring(instructions);
    }

    /**
     * Looks for an index, a trigger, a type of a protected table in what raw SQL says that it drops or alters where that could
     * not be taken back; only the catalogue knows whose they are.
     *
     * @throws ProtectionException before anything has run
     */
    private void checkParts(Fingerprint now) {
        for (LocatedOperation instruction : instructions) {
            Operation operation = instruction.operation();
            protection.irreversibleTargets(
                    operation,
                    (kind, name) -> now.withPart(kind == ObjectKind.DOMAIN ? "type" : kind.word(), name)
                            .ifPresent(table -> {
                                throw new ProtectionException(violation(table, operation.describe(), instruction.at())
                                        .fact(StatementGuard.NOT_RUN, true));
                            }));
        }
    }

    private Problem violation(TableName table, String action, Location location) {
        return ProtectionException.protectedTable(
                table, protection.ownerOf(table).label(), label, action, location);
    }

    /**
     * A revision that was interrupted in an earlier run.
     *
     * @param revision its identifier
     * @param description the run that was interrupted, as a noun phrase without an article
     * @param before the protected tables before the revision began; null if nothing was monitored
     */
    public record Interruption(
            String revision, String description, @Nullable Fingerprint before) {}

    /**
     * Checks that the protected tables are in the state that they had before an interrupted revision began.
     *
     * @param confirmed whether a person resumes the revision and vouches for the identity of the tables, which cannot be
     *     restored
     * @return the protected tables now; null if nothing was monitored when the revision began
     * @throws ProtectionException {@code protected_table} if a table differs
     */
    public static @Nullable Fingerprint resume(
            Session session, Protection protection, Interruption interruption, boolean confirmed) throws SQLException {
        Fingerprint before = interruption.before();
        if (before == null) {
            return null;
        }
        Fingerprint now = take(session, protection);
        Map<TableName, Set<String>> changed =
                confirmed ? before.withoutIdentities().changedIn(now.withoutIdentities()) : before.changedIn(now);
        if (!changed.isEmpty()) {
            TableName table = changed.keySet().iterator().next();
            throw ProtectionException.notRestored(
                    interruption, table, protection.ownerOf(table).label(), changed.getOrDefault(table, Set.of()));
        }
        return now;
    }

    /** How things were before; null when nobody looks. */
    @Nullable
    public Fingerprint before() {
        return before;
    }

    /** Where the first of those stands that could have done it; the revision's beginning when none is left. */
    private Location place() {
        return instructions.stream()
                .filter(each -> Protection.isRaw(each.operation()))
                .findFirst()
                .or(() -> instructions.stream().findFirst())
                .map(LocatedOperation::at)
                .orElseGet(() -> Location.of(revision));
    }

    private static Fingerprint take(Session session, Protection protection) throws SQLException {
        return Fingerprint.take(session, protection.ownership().protectedTables());
    }

    /**
     * Looks again.
     *
     * @throws ProtectionException {@code protected_table} when the structure of a protected table is not what it was
     */
    public void end() throws SQLException {
        if (before != null) {
            refuse(before, take(session, protection));
        }
    }

    /** Looks again behind a statement that may make tables other ones as they are. */
    public void renew() throws SQLException {
        if (before != null) {
            Fingerprint now = take(session, protection);
            refuse(before.withoutIdentities(), now.withoutIdentities());
            before = now;
        }
    }

    private void refuse(Fingerprint earlier, Fingerprint now) {
        Map<TableName, Set<String>> changed = earlier.changedIn(now);
        if (!changed.isEmpty()) {
            TableName table = changed.keySet().iterator().next();
            Set<String> parts = changed.getOrDefault(table, Set.of());
            String what = parts.equals(Set.of(CatalogSnapshot.IDENTITY))
                    ? "alter it or make it anew"
                    : "change its structure";
            throw new ProtectionException(violation(
                    table,
                    what + " in revision " + revision + " (" + ProtectionException.listed(parts) + ")",
                    place()));
        }
    }
}
