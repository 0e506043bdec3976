package dev.trellis.runtime;

import dev.trellis.branch.Branch;
import dev.trellis.branch.BranchException;
import dev.trellis.branch.Protection;
import dev.trellis.error.Location;
import dev.trellis.error.TrellisException;
import dev.trellis.operation.Operation;
import dev.trellis.schema.TableName;
import dev.trellis.script.Instruction;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Watches the structure of protected tables while a revision of another branch runs (DESIGN section 6, rule 4). Raw SQL and
 * Java can do anything to them, and so can what looks harmless: SQL in a default or a condition, a row that fires a trigger,
 * a name that means another's index. Rows are nobody's concern here.
 */
final class Watch {
    /** How many changed parts of a table a message names. */
    private static final int NAMED = 3;

    private final Session session;
    private final Protection protection;
    private final String label;
    private final String revision;
    private final List<Instruction> instructions;
    private final @Nullable Fingerprint before;

    private Watch(
            Session session,
            Protection protection,
            String label,
            String revision,
            List<Instruction> instructions,
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
     * @throws SQLException as the driver throws it
     */
    static Watch begin(
            Session session,
            Protection protection,
            @Nullable Branch branch,
            String revision,
            List<Instruction> instructions)
            throws SQLException {
        String label = branch == null ? "" : branch.label();
        boolean looks = protection.guards(branch) && !instructions.isEmpty();
        Watch watch =
                new Watch(session, protection, label, revision, instructions, looks ? take(session, protection) : null);
        watch.checkParts();
        return watch;
    }

    /**
     * Looks for an index, a trigger, a type of a protected table in what raw SQL says that it drops or alters where that could
     * not be taken back; only the catalogue knows whose they are.
     *
     * @throws TrellisException before anything has run
     */
    private void checkParts() {
        if (before == null) {
            return;
        }
        for (Instruction instruction : instructions) {
            Operation operation = instruction.operation();
            protection.beyondRecall(
                    operation,
                    (kind, name) -> before.withPart(kind.equals("domain") ? "type" : kind, name)
                            .ifPresent(table -> {
                                throw new TrellisException(
                                        refused(table, operation.describe(), instruction.at())
                                                .problem()
                                                .fact(Guard.NOT_RUN, true),
                                        null);
                            }));
        }
    }

    private BranchException refused(TableName table, String what, Location at) {
        return BranchException.protectedTable(table, protection.protector(table).label(), label, what, at);
    }

    /** Where the first of those stands that could have done it. */
    private Location place() {
        return instructions.stream()
                .filter(each -> Protection.isRaw(each.operation()))
                .findFirst()
                .orElse(instructions.get(0))
                .at();
    }

    private static Fingerprint take(Session session, Protection protection) throws SQLException {
        return Fingerprint.take(session, protection.ownership().protectedTables());
    }

    /**
     * Looks again.
     *
     * @throws BranchException when the structure of a protected table is not what it was
     */
    void end() throws SQLException {
        if (before == null) {
            return;
        }
        Map<TableName, Set<String>> changed = before.changedIn(take(session, protection));
        if (!changed.isEmpty()) {
            TableName table = changed.keySet().iterator().next();
            String parts =
                    changed.getOrDefault(table, Set.of()).stream().limit(NAMED).collect(Collectors.joining(", "));
            throw refused(table, "change its structure in revision " + revision + " (" + parts + ")", place());
        }
    }
}
