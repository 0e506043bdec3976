package dev.trellis.config;

import dev.trellis.error.DisplayPath;
import dev.trellis.error.Location;
import dev.trellis.schema.Naming;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The settings of {@code trellis.yaml} with the chosen environment applied. {@link ConfigurationReader} reads them from a
 * file; {@link #builder} creates them in code:
 *
 * <pre>{@code
 * Configuration configuration = Configuration.builder(Path.of("trellis.yaml"))
 *         .database(new DatabaseSettings("jdbc:sqlite:app.db", null, null, null))
 *         .branches(Map.of("app", new BranchSettings(Path.of("db/app"), null, null, null, false)))
 *         .build();
 * }</pre>
 */
public final class Configuration {
    private final Path file;
    private final String origin;
    private final @Nullable DatabaseSettings database;
    private final Map<String, BranchSettings> branches;
    private final @Nullable Path pluginFolder;
    private final List<String> pluginClasses;
    private final String versionTable;
    private final String historyTable;
    private final String fileTemplate;
    private final List<String> postWrite;
    private final Naming naming;
    private final Transactions transactions;
    private final boolean toleratesNewer;
    private final Duration lockTimeout;
    private final @Nullable Duration lockLease;
    private final @Nullable Duration statementTimeout;
    private final @Nullable Duration lockWaitTimeout;
    private final boolean logSql;
    private final Map<String, String> arguments;
    private final Map<String, String> variables;
    private final Set<String> environments;
    private final UnaryOperator<@Nullable String> environment;
    private final @Nullable FleetSettings fleet;

    private Configuration(Builder builder) {
        this.file = builder.file;
        this.origin = builder.origin;
        this.database = builder.database;
        this.branches = Collections.unmodifiableMap(new LinkedHashMap<>(builder.branches));
        this.pluginFolder = builder.pluginFolder;
        this.pluginClasses = List.copyOf(builder.pluginClasses);
        this.versionTable = builder.versionTable;
        this.historyTable = builder.historyTable;
        this.fileTemplate = builder.fileTemplate;
        this.postWrite = List.copyOf(builder.postWrite);
        this.naming = builder.naming;
        this.transactions = builder.transactions;
        this.toleratesNewer = builder.toleratesNewer;
        this.lockTimeout = builder.lockTimeout;
        this.lockLease = builder.lockLease;
        this.statementTimeout = builder.statementTimeout;
        this.lockWaitTimeout = builder.lockWaitTimeout;
        this.logSql = builder.logSql;
        this.arguments = Collections.unmodifiableMap(new LinkedHashMap<>(builder.arguments));
        this.variables = Collections.unmodifiableMap(new LinkedHashMap<>(builder.variables));
        this.environments = Collections.unmodifiableSet(new LinkedHashSet<>(builder.environments));
        this.environment = builder.environment;
        this.fleet = builder.fleet;
    }

    /**
     * Returns a builder with the defaults of {@code trellis.yaml}.
     *
     * @param file the file of the configuration, which need not exist; relative paths start at its folder
     */
    public static Builder builder(Path file) {
        return new Builder(file, DisplayPath.of(file));
    }

    /**
     * Returns a builder for a configuration without a file. Relative paths start at the working directory.
     *
     * @param origin the name of the code that creates the configuration, which messages show in place of a file
     */
    public static Builder builder(String origin) {
        return new Builder(Path.of("trellis.yaml"), origin);
    }

    /** Returns a builder with the settings of this configuration. */
    public Builder toBuilder() {
        Builder builder = new Builder(file, origin);
        builder.database = database;
        builder.branches = branches;
        builder.pluginFolder = pluginFolder;
        builder.pluginClasses = pluginClasses;
        builder.versionTable = versionTable;
        builder.historyTable = historyTable;
        builder.fileTemplate = fileTemplate;
        builder.postWrite = postWrite;
        builder.naming = naming;
        builder.transactions = transactions;
        builder.toleratesNewer = toleratesNewer;
        builder.lockTimeout = lockTimeout;
        builder.lockLease = lockLease;
        builder.statementTimeout = statementTimeout;
        builder.lockWaitTimeout = lockWaitTimeout;
        builder.logSql = logSql;
        builder.arguments = arguments;
        builder.variables = variables;
        builder.environments = environments;
        builder.environment = environment;
        builder.fleet = fleet;
        return builder;
    }

    /** The extent of a transaction. */
    public enum Transactions {
        /** One transaction for each revision. */
        PER_REVISION,
        /** One transaction for all revisions of a run. */
        ALL
    }

    /**
     * The connection to the database.
     *
     * @param url the JDBC URL; it may contain a password, so print {@link #display}
     * @param user null if the URL contains the user
     * @param password null if the URL contains the password; never printed
     * @param schema the default schema, or null for the default of the database
     */
    public record DatabaseSettings(
            String url,
            @Nullable String user,
            @Nullable String password,
            @Nullable String schema) {

        /** Returns the URL without passwords. */
        public String display() {
            return secrets().hide(Secrets.url(url));
        }

        /** Returns the values that must not appear in any output. */
        public Secrets secrets() {
            return Secrets.of(url, password);
        }

        @Override
        public String toString() {
            return "DatabaseSettings[" + display() + "]";
        }
    }

    /**
     * The settings of one branch. A component is null if the configuration does not contain the setting.
     *
     * @param directory the folder of its scripts, in which {@code revision} writes
     * @param model its model file
     * @param tablePrefix the prefix of its tables' names
     * @param isProtected whether other projects must not change its tables
     * @param definitions the folder of the SQL files of its views, functions and other definitions
     * @param maintain whether this project maintains the branch although it is protected
     */
    public record BranchSettings(
            @Nullable Path directory,
            @Nullable Path model,
            @Nullable String tablePrefix,
            @Nullable Boolean isProtected,
            @Nullable Path definitions,
            boolean maintain) {
        /** Creates settings without a folder of definitions. */
        public BranchSettings(
                @Nullable Path directory,
                @Nullable Path model,
                @Nullable String tablePrefix,
                @Nullable Boolean isProtected,
                boolean maintain) {
            this(directory, model, tablePrefix, isProtected, null, maintain);
        }
    }

    /** Returns the file that was read; relative paths start at its folder. */
    public Path file() {
        return file;
    }

    /** Returns the place of a setting for messages: the file, or the name of the code that created the configuration. */
    public String origin() {
        return origin;
    }

    /** Returns the database; null if none is configured. */
    public @Nullable DatabaseSettings database() {
        return database;
    }

    /** Returns the settings of branches by label, in the order of the file. */
    public Map<String, BranchSettings> branches() {
        return branches;
    }

    /** Returns the folder of plugin jars, or null for no folder. */
    public @Nullable Path pluginFolder() {
        return pluginFolder;
    }

    /** Returns the names of plugin classes that are loaded from the class path. */
    public List<String> pluginClasses() {
        return pluginClasses;
    }

    /** Returns the name of the version table, possibly with its schema. */
    public String versionTable() {
        return versionTable;
    }

    /** Returns the name of the history table, possibly with its schema. */
    public String historyTable() {
        return historyTable;
    }

    /** Returns the template for the file names of new revisions, for example {@code {revision}_{slug}}. */
    public String fileTemplate() {
        return fileTemplate;
    }

    /** Returns the commands to run on a new script; {@code {file}} stands for its path. */
    public List<String> postWrite() {
        return postWrite;
    }

    /** Returns the naming convention. */
    public Naming naming() {
        return naming;
    }

    /** Returns the extent of a transaction. */
    public Transactions transactions() {
        return transactions;
    }

    /**
     * Returns whether the database may be newer than the scripts: revisions may be applied whose scripts only the history
     * contains.
     */
    public boolean toleratesNewer() {
        return toleratesNewer;
    }

    /** Returns how long to wait while another process holds the migration lock. */
    public Duration lockTimeout() {
        return lockTimeout;
    }

    /**
     * Returns the length of the lease that replaces the lock of a session; null for a lease of the default length on the
     * databases that need one.
     */
    public @Nullable Duration lockLease() {
        return lockLease;
    }

    /** Returns the limit for one statement, or null for the database's default. */
    public @Nullable Duration statementTimeout() {
        return statementTimeout;
    }

    /** Returns how long a statement waits for a lock of the database, or null for the database's default. */
    public @Nullable Duration lockWaitTimeout() {
        return lockWaitTimeout;
    }

    /** Returns whether every statement is printed. */
    public boolean logSql() {
        return logSql;
    }

    /** Returns the arguments of {@code -x} by name. */
    public Map<String, String> arguments() {
        return arguments;
    }

    /** Returns the values of variables by name. An argument of {@code -x} takes precedence. */
    public Map<String, String> variables() {
        return variables;
    }

    /** Returns the names of the environments, in the order of the file. */
    public Set<String> environments() {
        return environments;
    }

    /** Returns the source of environment variables. */
    UnaryOperator<@Nullable String> environment() {
        return environment;
    }

    /** Returns the databases that {@code trellis fleet} migrates; null if the configuration has no key {@code fleet}. */
    public @Nullable FleetSettings fleet() {
        return fleet;
    }

    /** Returns the value of an environment variable; null if it is not set. */
    public @Nullable String environmentVariable(String name) {
        return environment.apply(name);
    }

    /**
     * Returns a text with its variables, {@code ${NAME}} and {@code ${NAME:-default}}, replaced by their values. A
     * value comes from the arguments of {@code -x}, the {@linkplain #variables variables} of the configuration, or the
     * environment.
     *
     * @param location the place of the text, for errors
     * @throws ConfigurationException {@code unset_variable} if a variable has neither a value nor a default
     */
    public String fill(String text, Location location) {
        return Variables.of(arguments, variables, environment).fill(text, location);
    }

    /** Returns the folder of the file, where relative paths start. */
    public Path folder() {
        Path absolute = file.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        return folder == null ? absolute : folder;
    }

    /**
     * Returns the database.
     *
     * @throws ConfigurationException {@code missing_key} if none is configured
     */
    public DatabaseSettings requireDatabase() {
        if (database == null) {
            throw ConfigurationException.noDatabase(origin);
        }
        return database;
    }

    /** Collects the settings of a configuration. Each method sets the value that the accessor of the same name returns. */
    public static final class Builder {
        private final Path file;
        private final String origin;
        private @Nullable DatabaseSettings database;
        private Map<String, BranchSettings> branches = Map.of();
        private @Nullable Path pluginFolder;
        private List<String> pluginClasses = List.of();
        private String versionTable = "trellis_version";
        private String historyTable = "trellis_history";
        private String fileTemplate = "{revision}_{slug}";
        private List<String> postWrite = List.of();
        private Naming naming = Naming.DEFAULT;
        private Transactions transactions = Transactions.PER_REVISION;
        private boolean toleratesNewer;
        private Duration lockTimeout = Duration.ofSeconds(60);
        private @Nullable Duration lockLease;
        private @Nullable Duration statementTimeout;
        private @Nullable Duration lockWaitTimeout;
        private boolean logSql;
        private Map<String, String> arguments = Map.of();
        private Map<String, String> variables = Map.of();
        private Set<String> environments = Set.of();
        private UnaryOperator<@Nullable String> environment = System::getenv;
        private @Nullable FleetSettings fleet;

        private Builder(Path file, String origin) {
            this.file = file;
            this.origin = origin;
        }

        /** Sets the database; null if none is configured. */
        public Builder database(@Nullable DatabaseSettings value) {
            database = value;
            return this;
        }

        /** Sets the settings of branches by label, in the order of the file. */
        public Builder branches(Map<String, BranchSettings> value) {
            branches = value;
            return this;
        }

        /** Sets the folder of plugin jars, or null for no folder. */
        public Builder pluginFolder(@Nullable Path value) {
            pluginFolder = value;
            return this;
        }

        /** Sets the names of plugin classes that are loaded from the class path. */
        public Builder pluginClasses(List<String> value) {
            pluginClasses = value;
            return this;
        }

        /** Sets the name of the version table, possibly with its schema. */
        public Builder versionTable(String value) {
            versionTable = value;
            return this;
        }

        /** Sets the name of the history table, possibly with its schema. */
        public Builder historyTable(String value) {
            historyTable = value;
            return this;
        }

        /** Sets the template for the file names of new revisions, for example {@code {revision}_{slug}}. */
        public Builder fileTemplate(String value) {
            fileTemplate = value;
            return this;
        }

        /** Sets the commands to run on a new script; {@code {file}} stands for its path. */
        public Builder postWrite(List<String> value) {
            postWrite = value;
            return this;
        }

        /** Sets the naming convention. */
        public Builder naming(Naming value) {
            naming = value;
            return this;
        }

        /** Sets the extent of a transaction. */
        public Builder transactions(Transactions value) {
            transactions = value;
            return this;
        }

        /** Sets whether the database may be newer than the scripts. */
        public Builder toleratesNewer(boolean value) {
            toleratesNewer = value;
            return this;
        }

        /** Sets how long to wait while another process holds the migration lock. */
        public Builder lockTimeout(Duration value) {
            lockTimeout = value;
            return this;
        }

        /** Sets the length of a lease on every database, or null for a lease only where one is needed. */
        public Builder lockLease(@Nullable Duration value) {
            lockLease = value;
            return this;
        }

        /** Sets the limit for one statement, or null for the database's default. */
        public Builder statementTimeout(@Nullable Duration value) {
            statementTimeout = value;
            return this;
        }

        /** Sets how long a statement waits for a lock of the database, or null for the database's default. */
        public Builder lockWaitTimeout(@Nullable Duration value) {
            lockWaitTimeout = value;
            return this;
        }

        /** Sets whether every statement is printed. */
        public Builder logSql(boolean value) {
            logSql = value;
            return this;
        }

        /** Sets the arguments of {@code -x} by name. */
        public Builder arguments(Map<String, String> value) {
            arguments = value;
            return this;
        }

        /** Sets the values of variables by name. */
        public Builder variables(Map<String, String> value) {
            variables = value;
            return this;
        }

        /** Sets the names of the environments, which only a file can define. */
        Builder environments(Set<String> value) {
            environments = value;
            return this;
        }

        /** Sets the databases that {@code trellis fleet} migrates; null for none. */
        public Builder fleet(@Nullable FleetSettings value) {
            fleet = value;
            return this;
        }

        /** Sets the source of environment variables, usually {@code System::getenv}, which is the default. */
        Builder environment(UnaryOperator<@Nullable String> value) {
            environment = value;
            return this;
        }

        /** Returns the configuration. */
        public Configuration build() {
            return new Configuration(this);
        }
    }
}
