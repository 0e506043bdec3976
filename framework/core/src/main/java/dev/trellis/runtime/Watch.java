package dev.trellis.runtime;

import dev.trellis.branch.Branch;
import dev.trellis.branch.BranchException;
import dev.trellis.branch.Ownership;
import dev.trellis.branch.Protection;
import dev.trellis.schema.TableName;
import dev.trellis.script.Instruction;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Watches the structure of protected tables while a revision runs that could do anything to them: raw SQL and Java (DESIGN
 * section 6, rule 4). Rows are nobody's concern here.
 */
final class Watch {
    private final Session session;
    private final String label;
    private final @Nullable Ownership ownership;
    private final @Nullable Fingerprint before;

    private Watch(Session session, String label, @Nullable Ownership ownership, @Nullable Fingerprint before) {
        this.session = session;
        this.label = label;
        this.ownership = ownership;
        this.before = before;
    }

    /** Looks, if there is anything to look at. */
    static Watch begin(Session session, Protection protection, @Nullable Branch branch, List<Instruction> instructions)
            throws SQLException {
        String label = branch == null ? "" : branch.label();
        if (!protection.guards(branch) || !Protection.isOpaque(instructions)) {
            return new Watch(session, label, null, null);
        }
        Ownership ownership = protection.ownership();
        return new Watch(session, label, ownership, Fingerprint.take(session, ownership.protectedTables()));
    }

    /**
     * Looks again.
     *
     * @throws BranchException when the structure of a protected table is not what it was
     */
    void end(String revision) throws SQLException {
        if (ownership == null || before == null) {
            return;
        }
        Set<TableName> changed = before.changedIn(Fingerprint.take(session, ownership.protectedTables()));
        if (!changed.isEmpty()) {
            TableName table = changed.iterator().next();
            String owner = Objects.requireNonNull(ownership.protector(table)).label();
            throw BranchException.protectedTable(
                    table, owner, label, "change its structure by raw SQL or Java in revision " + revision);
        }
    }
}
