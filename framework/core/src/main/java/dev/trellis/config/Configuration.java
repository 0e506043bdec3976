package dev.trellis.config;

import dev.trellis.schema.Naming;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code trellis.yaml} says, for the environment that was chosen.
 *
 * @param file where it was read
 * @param database null when it names none; commands that need one complain then
 * @param branches by label, in the order written
 * @param pluginFolder the folder of plugin jars, or null for none
 * @param pluginClasses plugins that are named instead of found
 * @param fileTemplate how {@code revision} names its files
 * @param postWrite commands run on a newly written script, each with {@code {file}} in it
 * @param lockTimeout how long to wait while another process migrates
 * @param statementTimeout how long one statement may take, or null for the database's own limit
 * @param lockWaitTimeout how long a statement may wait for a lock of the database's, or null for the database's own
 * @param logSql whether every statement is logged
 * @param arguments what {@code -x} gave
 */
public record Configuration(
        Path file,
        @Nullable DatabaseSettings database,
        Map<String, BranchSettings> branches,
        @Nullable Path pluginFolder,
        List<String> pluginClasses,
        String versionTable,
        String historyTable,
        String fileTemplate,
        List<String> postWrite,
        Naming naming,
        Transactions transactions,
        Duration lockTimeout,
        @Nullable Duration statementTimeout,
        @Nullable Duration lockWaitTimeout,
        boolean logSql,
        Map<String, String> arguments) {

    public Configuration {
        branches = Collections.unmodifiableMap(new LinkedHashMap<>(branches));
        pluginClasses = List.copyOf(pluginClasses);
        postWrite = List.copyOf(postWrite);
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    /** How far a transaction reaches. */
    public enum Transactions {
        PER_REVISION,
        ALL
    }

    /**
     * Where the database is.
     *
     * @param url a JDBC URL; it may hold a password, so print {@link #display}
     * @param user null to leave it to the URL
     * @param password null to leave it to the URL; never printed
     * @param schema the default schema, or null for the database's
     */
    public record DatabaseSettings(
            String url,
            @Nullable String user,
            @Nullable String password,
            @Nullable String schema) {

        /** The URL as it may be shown. */
        public String display() {
            return secrets().hide(url);
        }

        /** What must not appear in any output. */
        public Secrets secrets() {
            return Secrets.of(url, password);
        }

        @Override
        public String toString() {
            return "DatabaseSettings[" + display() + "]";
        }
    }

    /**
     * What the configuration says about one branch; null where it says nothing.
     *
     * @param directory where its scripts are and where {@code revision} writes
     * @param model its model file
     * @param maintain whether this project owns the branch although it is protected
     */
    public record BranchSettings(
            @Nullable Path directory,
            @Nullable Path model,
            @Nullable String tablePrefix,
            @Nullable Boolean isProtected,
            boolean maintain) {}

    /** Where relative paths start: the folder that the file lies in. */
    public Path folder() {
        Path folder = file.toAbsolutePath().normalize().getParent();
        return folder == null ? Path.of("/") : folder;
    }

    /** @throws ConfigurationException when none is configured */
    public DatabaseSettings requireDatabase() {
        if (database == null) {
            throw ConfigurationException.noDatabase(file.toString());
        }
        return database;
    }
}
