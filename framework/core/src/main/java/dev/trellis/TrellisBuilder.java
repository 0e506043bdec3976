package dev.trellis;

import dev.trellis.branch.Branch;
import dev.trellis.config.Configuration;
import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.inject.Plugins;
import dev.trellis.inject.TrellisPlugin;
import dev.trellis.internal.branch.BranchConfiguration;
import dev.trellis.internal.branch.ClassPathLocation;
import dev.trellis.internal.connection.GivenDatabase;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.schema.Naming;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Collects the parts of a {@link Trellis} for an application: the database, the configuration, the branches, the plugins and
 * the listener.
 *
 * <pre>{@code
 * try (Trellis trellis = Trellis.builder()
 *         .dataSource(dataSource)
 *         .branch("shop", branch -> branch.scripts("classpath:db/shop").tablePrefix("shop_"))
 *         .build()) {
 *     trellis.upgrade("heads", UpgradeOptions.NONE);
 * }
 * }</pre>
 *
 * <p>A value that a method sets takes precedence over the file of {@link #configuration(Path)}. Nothing is read before {@link
 * #build}, and nothing is connected to before the first method of {@link Trellis} that needs the database.
 */
public final class TrellisBuilder {
    private static final String ORIGIN = "Trellis.builder()";

    private @Nullable Path file;
    private @Nullable Configuration given;
    private @Nullable String environment;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final List<Consumer<Configuration.Builder>> settings = new ArrayList<>();
    private @Nullable GivenDatabase database;
    private @Nullable DatabaseSettings connectionSettings;
    private @Nullable String schema;
    private final Map<String, List<Consumer<Branch.Builder>>> branches = new LinkedHashMap<>();
    private @Nullable Set<String> only;
    private @Nullable ClassLoader loader;
    private boolean findsPlugins = true;
    private final List<TrellisPlugin> plugins = new ArrayList<>();
    private final List<Consumer<Extensions.Builder>> extensions = new ArrayList<>();
    private final Map<Class<?>, Object> instances = new LinkedHashMap<>();
    private Listener listener = Listener.NONE;

    TrellisBuilder() {}

    // ---- the database ----

    /**
     * Uses a connection of a data source, usually a pool. Trellis takes one connection at a time, so a pool with one
     * connection suffices. At the end of each method, Trellis returns the connection in the state in which the pool supplied
     * the connection. The data source stays open.
     */
    public TrellisBuilder dataSource(DataSource value) {
        database = GivenDatabase.of(value);
        return this;
    }

    /**
     * Uses a connection, which stays open. At the end of each method of {@link Trellis} the connection has the auto-commit
     * mode, the isolation level, the schema and the session settings that it had at the beginning of the method. No
     * transaction may be open on it.
     */
    public TrellisBuilder connection(Connection value) {
        database = GivenDatabase.of(value);
        return this;
    }

    /**
     * Sets the database to connect to. If {@link #dataSource} or {@link #connection} is set, too, Trellis migrates the
     * database of that data source or connection and ignores this URL; only {@link Trellis#verify} then uses this user and
     * password, to connect to the throwaway database that it creates on the same server.
     *
     * @param user null if the URL contains the user
     * @param password null if the URL contains the password; never printed
     */
    public TrellisBuilder database(String url, @Nullable String user, @Nullable String password) {
        connectionSettings = new DatabaseSettings(url, user, password, null);
        return this;
    }

    /** Sets the default schema. */
    public TrellisBuilder schema(String value) {
        schema = value;
        return this;
    }

    // ---- the configuration ----

    /** Reads a {@code trellis.yaml}. Without this method, the configuration consists of the values of the other methods. */
    public TrellisBuilder configuration(Path value) {
        file = value;
        return this;
    }

    /** Uses a configuration that has been read or built. */
    public TrellisBuilder configuration(Configuration value) {
        given = value;
        return this;
    }

    /** Chooses one of the {@code environments} of the file. */
    public TrellisBuilder environment(String name) {
        environment = name;
        return this;
    }

    /**
     * Sets the value of a variable, like {@code -x name=value} on the command line. The value replaces {@code ${name}} in
     * the file, with precedence over an environment variable of that name. Java steps receive it as an argument.
     */
    public TrellisBuilder variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /** Sets the values of variables like {@link #variable}. */
    public TrellisBuilder variables(Map<String, String> values) {
        variables.putAll(values);
        return this;
    }

    /** Sets the name of the version table, possibly with its schema. */
    public TrellisBuilder versionTable(String name) {
        return settings(configuration -> configuration.versionTable(name));
    }

    /** Sets the name of the history table, possibly with its schema. */
    public TrellisBuilder historyTable(String name) {
        return settings(configuration -> configuration.historyTable(name));
    }

    /** Sets the naming convention. */
    public TrellisBuilder naming(Naming value) {
        return settings(configuration -> configuration.naming(value));
    }

    /** Sets how long to wait while another process holds the migration lock. */
    public TrellisBuilder lockTimeout(Duration value) {
        return settings(configuration -> configuration.lockTimeout(value));
    }

    /**
     * Changes any other setting of the configuration.
     *
     * <pre>{@code
     * Trellis.builder().settings(s -> s.transactions(Transactions.ALL).statementTimeout(Duration.ofMinutes(5)))
     * }</pre>
     */
    public TrellisBuilder settings(Consumer<Configuration.Builder> change) {
        settings.add(change);
        return this;
    }

    // ---- branches ----

    /**
     * Declares a branch whose scripts are in a folder.
     *
     * @param scripts the path of the folder, or {@code classpath:} and a path on the class path
     */
    public TrellisBuilder branch(String label, String scripts) {
        return branch(label, branch -> branch.scripts(scripts));
    }

    /**
     * Declares a branch, or changes one that a plugin or the file declares.
     *
     * <pre>{@code
     * Trellis.builder().branch("shop", branch -> branch.scripts("classpath:db/shop").model(EntityModel.of(Order.class)))
     * }</pre>
     */
    public TrellisBuilder branch(String label, Consumer<Branch.Builder> change) {
        branches.computeIfAbsent(label, none -> new ArrayList<>()).add(change);
        return this;
    }

    /**
     * Uses only the given branches. All other branches are ignored, with their Java migrations.
     *
     * @param labels the labels of the branches that are used
     */
    public TrellisBuilder onlyBranches(Collection<String> labels) {
        only = Set.copyOf(labels);
        return this;
    }

    // ---- plugins and extensions ----

    /**
     * Sets the class loader that finds plugins, scripts and models on the class path, and JDBC drivers. The default is the
     * context class loader of the thread that calls {@link #build}.
     */
    public TrellisBuilder classLoader(ClassLoader value) {
        loader = value;
        return this;
    }

    /**
     * Adds plugins. An added plugin replaces a plugin of the same class that Trellis finds on the class path or in the
     * plugin folder.
     */
    public TrellisBuilder plugins(TrellisPlugin... values) {
        plugins.addAll(Arrays.asList(values));
        return this;
    }

    /**
     * Sets whether Trellis uses the plugins that are listed in service files on the class path; true by default.
     * Trellis always uses the plugins in the plugin folder.
     */
    public TrellisBuilder findPlugins(boolean value) {
        findsPlugins = value;
        return this;
    }

    /**
     * Adds an object to an extension point whose classes have no name, such as a rule of {@code lint}.
     *
     * @throws IllegalArgumentException if another object of the same class has been added
     */
    public <T> TrellisBuilder extension(ExtensionPoint<T> point, T instance) {
        return extension(point, "", instance);
    }

    /**
     * Adds a Java step under the name by which scripts run it, or a migration under the label of its branch.
     *
     * @throws IllegalArgumentException if another object of the same class has been added
     */
    @SuppressWarnings("unchecked") // The class of an instance of T is T or a subclass.
    public <T> TrellisBuilder extension(ExtensionPoint<T> point, String name, T instance) {
        Class<? extends T> type = (Class<? extends T>) instance.getClass();
        Object other = instances.putIfAbsent(type, instance);
        if (other != null && other != instance) {
            throw new IllegalArgumentException(
                    "two objects of " + type + " are added, but Trellis can distinguish objects only by their class");
        }
        return extensions(builder -> builder.add(point, name, type));
    }

    /** Changes the contributions of plugins, for example the factory of the contributed classes. */
    public TrellisBuilder extensions(Consumer<Extensions.Builder> change) {
        extensions.add(change);
        return this;
    }

    // ---- events ----

    /** Sets the receiver of the progress of runs, in addition to the log. */
    public TrellisBuilder listener(Listener value) {
        listener = value;
        return this;
    }

    // ---- the result ----

    /**
     * Reads the configuration file and finds the plugins.
     *
     * @throws dev.trellis.error.TrellisException with all problems of the configuration, or of the plugins
     */
    public Trellis build() {
        Configuration configuration = configuration();
        ClassLoader parent = loader();
        Extensions found = Plugins.find(
                parent, configuration.pluginFolder(), configuration.pluginClasses(), plugins, findsPlugins);
        URLClassLoader opened =
                found.loader() != parent && found.loader() instanceof URLClassLoader folder ? folder : null;
        boolean isBuilt = false;
        try {
            Workspace workspace = workspace(configuration, found);
            isBuilt = true;
            return new Trellis(workspace, new LogListener(listener), opened);
        } finally {
            if (!isBuilt) {
                Trellis.close(opened);
            }
        }
    }

    private Workspace workspace(Configuration configuration, Extensions found) {
        Extensions.Builder builder = found.toBuilder();
        extensions.forEach(change -> change.accept(builder));
        Extensions contributed = builder.build();
        builder.instances(new GivenInstances(instances, contributed.instances()));
        if (branches.isEmpty() && only == null) {
            return new Workspace(configuration, builder.build(), database);
        }
        builder.branches(branches(configuration, contributed));
        if (only != null) {
            builder.retainMigrations(only);
        }
        return new Workspace(configuration.toBuilder().branches(Map.of()).build(), builder.build(), database);
    }

    private Configuration configuration() {
        Configuration base = given;
        if (base == null) {
            base = file == null
                    ? Configuration.builder(ORIGIN).arguments(variables).build()
                    : ConfigurationReader.read(file, environment, variables, System::getenv);
        }
        Configuration.Builder builder = base.toBuilder();
        DatabaseSettings connection = connectionSettings == null ? base.database() : connectionSettings;
        String defaultSchema =
                schema == null && base.database() != null ? base.database().schema() : schema;
        if (connection != null) {
            builder.database(
                    new DatabaseSettings(connection.url(), connection.user(), connection.password(), defaultSchema));
        } else if (defaultSchema != null && database != null) {
            builder.database(new DatabaseSettings("", null, null, defaultSchema));
        }
        settings.forEach(change -> change.accept(builder));
        return builder.build();
    }

    private ClassLoader loader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        if (loader != null) {
            return loader;
        }
        return context == null ? Trellis.class.getClassLoader() : context;
    }

    /**
     * Returns the branches of plugins and of the configuration, with the changes of this builder, and the branches that this
     * builder adds.
     */
    private List<Branch> branches(Configuration configuration, Extensions contributed) {
        Map<String, List<Consumer<Branch.Builder>>> remaining = new LinkedHashMap<>(branches);
        List<Branch> changed = new ArrayList<>();
        for (Branch branch : BranchConfiguration.of(configuration, contributed.branches())) {
            remaining.remove(branch.label());
            changed.add(changed(branch, contributed.loader()));
        }
        remaining
                .keySet()
                .forEach(label ->
                        changed.add(changed(Branch.builder(label, ORIGIN).build(), contributed.loader())));
        if (only != null) {
            changed.removeIf(branch -> !only.contains(branch.label()));
        }
        return changed;
    }

    private Branch changed(Branch branch, ClassLoader classPath) {
        Branch.Builder builder = branch.toBuilder();
        branches.getOrDefault(branch.label(), List.of()).forEach(change -> change.accept(builder));
        Branch changed = builder.build();
        BranchConfiguration.requireProtected(branch, changed, ORIGIN);
        return ClassPathLocation.resolve(changed, classPath);
    }

    /**
     * Supplies the objects that the application has given, and lets another factory create the other instances.
     *
     * @param given the objects of the application by class
     */
    private record GivenInstances(Map<Class<?>, Object> given, Extensions.Instances other)
            implements Extensions.Instances {
        @Override
        public <T> T get(Class<T> type) {
            Object instance = given.get(type);
            return instance == null ? other.get(type) : type.cast(instance);
        }
    }
}
