package dev.trellis.fleet;

import dev.trellis.config.SecretReference;
import dev.trellis.config.Secrets;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A database, or a schema of a database, that a fleet migrates.
 *
 * @param id the name, unique in the fleet
 * @param database the connection
 * @param labels the labels, sorted
 * @param wave the name of the wave in which the target is migrated
 */
public record Target(String id, Connection database, Set<String> labels, String wave) {
    public Target {
        labels = Collections.unmodifiableSet(new TreeSet<>(labels));
    }

    /**
     * The connection to a target.
     *
     * @param url the JDBC URL; it may contain a password, so print {@link #display}
     * @param user null if the URL contains the user
     * @param password the place of the password; null if there is none
     * @param schema the default schema, or null for the default of the database
     */
    public record Connection(
            String url,
            @Nullable String user,
            @Nullable SecretReference password,
            @Nullable String schema) {
        /** Returns the URL without passwords, and the schema. */
        public String display() {
            return Secrets.url(url) + (schema == null ? "" : " schema " + schema);
        }

        /** Returns the connection without passwords. */
        @Override
        public String toString() {
            return display();
        }
    }
}
