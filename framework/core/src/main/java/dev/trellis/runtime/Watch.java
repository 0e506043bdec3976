package dev.trellis.runtime;

import dev.trellis.branch.Branch;
import dev.trellis.branch.BranchException;
import dev.trellis.branch.Protection;
import dev.trellis.schema.TableName;
import dev.trellis.script.Instruction;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Watches the structure of protected tables while a revision runs that could do anything to them: raw SQL and Java (DESIGN
 * section 6, rule 4). Rows are nobody's concern here.
 */
final class Watch {
    /** How many changed parts of a table a message names. */
    private static final int NAMED = 3;

    private final Session session;
    private final Protection protection;
    private final String label;
    private final @Nullable Fingerprint before;

    private Watch(Session session, Protection protection, String label, @Nullable Fingerprint before) {
        this.session = session;
        this.protection = protection;
        this.label = label;
        this.before = before;
    }

    /**
     * Looks, if there is anything to look at.
     *
     * @throws SQLException as the driver throws it
     */
    static Watch begin(Session session, Protection protection, @Nullable Branch branch, List<Instruction> instructions)
            throws SQLException {
        String label = branch == null ? "" : branch.label();
        if (!protection.guards(branch) || !protection.isOpaque(instructions)) {
            return new Watch(session, protection, label, null);
        }
        return new Watch(session, protection, label, take(session, protection));
    }

    private static Fingerprint take(Session session, Protection protection) throws SQLException {
        return Fingerprint.take(session, protection.ownership().protectedTables());
    }

    /**
     * Looks again.
     *
     * @throws BranchException when the structure of a protected table is not what it was
     */
    void end(String revision) throws SQLException {
        if (before == null) {
            return;
        }
        Map<TableName, Set<String>> changed = before.changedIn(take(session, protection));
        if (!changed.isEmpty()) {
            TableName table = changed.keySet().iterator().next();
            String parts =
                    changed.getOrDefault(table, Set.of()).stream().limit(NAMED).collect(Collectors.joining(", "));
            throw BranchException.protectedTable(
                    table,
                    protection.protector(table).label(),
                    label,
                    "change its structure by raw SQL or Java in revision " + revision + " (" + parts + ")");
        }
    }
}
