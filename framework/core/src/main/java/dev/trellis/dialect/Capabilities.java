package dev.trellis.dialect;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The features of a database, so that callers ask for a feature and never for a dialect by name.
 *
 * <pre>{@code
 * static final Capabilities CAPABILITIES = Capabilities.of(128, Feature.SCHEMAS, Feature.PRIMARY_KEY_NAMES);
 * }</pre>
 *
 * @param features the features that the database has
 * @param identifierLimit the greatest length of a name, in bytes of UTF-8 unless {@link Dialect#identifierProblem} counts
 *     otherwise; {@link Integer#MAX_VALUE} for no limit
 */
public record Capabilities(Set<Feature> features, int identifierLimit) {

    /** A feature that some databases have and others lack. */
    public enum Feature {
        /** Rolling a transaction back undoes its DDL. */
        TRANSACTIONAL_DDL,
        /** Tables and columns have comments. */
        COMMENTS,
        /** A database holds several schemas. */
        SCHEMAS,
        /** An enumeration is an object with a name. */
        NAMED_ENUMS,
        /** A primary key has a name of its own; without this feature the name in a script is ignored. */
        PRIMARY_KEY_NAMES,
        /**
         * The database is a server: connecting to it takes a while and leaves no trace. Trellis then connects while it reads
         * the scripts, and closes the connection unused if there is nothing to do.
         */
        SERVER,
        /**
         * The driver sends several statements, with or without parameters, as one message, reports the result of each,
         * and runs neither a statement nor a COMMIT after one that fails. Trellis then sends a revision in two messages,
         * from the {@linkplain Dialect#claimStatement statement that starts its transaction} to its history entry and the
         * COMMIT. On PostgreSQL, batches reduced the duration of an upgrade of many revisions from 1.47 to 1.21 times the
         * duration of the same statements over bare JDBC.
         */
        BATCHES
    }

    public Capabilities {
        features = features.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(features));
    }

    /** Returns the capabilities of a database with these features and no others. */
    public static Capabilities of(int identifierLimit, Feature... features) {
        return new Capabilities(Set.copyOf(List.of(features)), identifierLimit);
    }

    /** Returns whether rolling a transaction back undoes its DDL. */
    public boolean transactionalDdl() {
        return features.contains(Feature.TRANSACTIONAL_DDL);
    }

    /** Returns whether tables and columns have comments. */
    public boolean comments() {
        return features.contains(Feature.COMMENTS);
    }

    /** Returns whether a database holds several schemas. */
    public boolean schemas() {
        return features.contains(Feature.SCHEMAS);
    }

    /** Returns whether an enumeration is an object with a name. */
    public boolean namedEnums() {
        return features.contains(Feature.NAMED_ENUMS);
    }

    /** Returns whether a primary key has a name of its own. */
    public boolean primaryKeyNames() {
        return features.contains(Feature.PRIMARY_KEY_NAMES);
    }

    /** Returns whether the database is a server, see {@link Feature#SERVER}. */
    public boolean isServer() {
        return features.contains(Feature.SERVER);
    }

    /** Returns whether the driver sends several statements as one message, see {@link Feature#BATCHES}. */
    public boolean supportsBatches() {
        return features.contains(Feature.BATCHES);
    }
}
