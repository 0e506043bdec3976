package dev.trellis.dialect;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The place of a server in its database, as a connection shows it: a single server, a node of a cluster, a standby.
 *
 * @param product the name of the product, such as {@code Galera}; empty for a single server of the dialect's own product
 * @param lockReach how far a {@link SessionLock} reaches
 * @param writeRefusal the reason why this node accepts no writes, a clause that begins with "it"; null if it accepts them
 * @param limits the differences from a single server
 * @param consistentReads the statements that make this session see everything that other nodes have committed before
 */
public record Topology(
        String product,
        LockReach lockReach,
        @Nullable String writeRefusal,
        Set<Limit> limits,
        List<String> consistentReads) {
    /** A single server that accepts writes. */
    public static final Topology SINGLE_SERVER = of("", LockReach.DATABASE);

    /** How far a session lock reaches. */
    public enum LockReach {
        /** The lock keeps out every other process. */
        DATABASE,
        /** The lock keeps out only processes that are connected to the same node. */
        NODE,
        /** The lock keeps no one out, or the product has no such lock. */
        NOWHERE
    }

    /** A difference from a single server. */
    public enum Limit {
        /** DDL is not a part of the transaction, although the dialect has transactional DDL. */
        DDL_COMMITS,
        /** The node refuses rows of tables without a primary key. */
        NO_ROWS_WITHOUT_KEY,
        /** The node refuses rows of tables with a foreign key that changes or deletes rows. */
        NO_CASCADES,
        /** Rows of tables with another engine than InnoDB are refused or stay on one node. */
        ONLY_INNODB,
        /** Trellis has not been tested with the product. */
        UNPROVEN
    }

    public Topology {
        limits = limits.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(limits));
        consistentReads = List.copyOf(consistentReads);
    }

    /** Returns the topology of a node that accepts writes. */
    public static Topology of(String product, LockReach lockReach, Limit... limits) {
        return new Topology(product, lockReach, null, Set.copyOf(List.of(limits)), List.of());
    }

    /** Returns this topology for a node that accepts no writes. */
    public Topology refusingWrites(String reason) {
        return new Topology(product, lockReach, reason, limits, consistentReads);
    }

    /** Returns this topology with the statements for consistent reads. */
    public Topology readingConsistently(String... statements) {
        return new Topology(product, lockReach, writeRefusal, limits, List.of(statements));
    }

    /** Returns whether a session lock is not enough to let one process migrate at a time. */
    public boolean needsLease() {
        return lockReach != LockReach.DATABASE;
    }
}
