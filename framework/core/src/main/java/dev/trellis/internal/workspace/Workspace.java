package dev.trellis.internal.workspace;

import dev.trellis.AutogenerateHook;
import dev.trellis.ExtensionPoint;
import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.branch.Branch;
import dev.trellis.config.Configuration;
import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.config.Secrets;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.ScratchDatabase;
import dev.trellis.error.DisplayPath;
import dev.trellis.error.Problems;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.BranchConfiguration;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.DatabaseException;
import dev.trellis.internal.connection.GivenDatabase;
import dev.trellis.internal.connection.ReusableConnection;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.script.JavaMigrationScript;
import dev.trellis.internal.script.JavaSteps;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.script.SchemaVariables;
import dev.trellis.internal.script.ScriptFolder;
import dev.trellis.internal.script.ScriptFormat;
import dev.trellis.internal.state.DatabaseState;
import dev.trellis.internal.state.MigrationState;
import dev.trellis.internal.state.NewerRevisions;
import dev.trellis.revision.Heads;
import dev.trellis.revision.RevisionGraph;
import dev.trellis.schema.Naming;
import dev.trellis.script.JavaMigration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The objects that a command works on: the configuration and the plugins' extensions, and the objects derived from them, each
 * created when it is first needed.
 */
public final class Workspace implements AutoCloseable {
    /** The note of a command that leaves a missing database file missing. */
    public static final String MISSING_DATABASE = "the database does not exist yet";

    private final Configuration configuration;
    private final Extensions extensions;
    /** Null if Trellis opens its own connections. */
    private final @Nullable GivenDatabase given;
    /** Null if this workspace reads the scripts itself. */
    private final @Nullable SharedScripts shared;
    /** Null if each session opens a connection. */
    private final @Nullable ReusableConnection connection;

    private int depth;
    private @Nullable DatabaseSettings settings;
    private @Nullable Branches branches;
    private boolean createsFolders;
    private @Nullable Dialect dialect;
    private @Nullable Session session;
    private @Nullable PendingConnection pending;
    private @Nullable ParseContext parsing;
    private @Nullable SchemaVariables schemaVariables;
    /** The branches in place of the installed ones; null for the installed ones. */
    private @Nullable Forecast forecast;

    /**
     * Branches that are judged before they are installed, of which no class may be loaded.
     *
     * @param branches all branches, with the settings of the configuration
     * @param javaRevisions the revisions in Java by the label of their branch
     * @param steps the names of Java steps that exist in addition to the installed ones
     */
    public record Forecast(
            List<Branch> branches, Map<String, List<MigrationScript>> javaRevisions, Set<String> steps) {}

    /** Creates a workspace that has read nothing and connected to nothing. */
    public Workspace(Configuration configuration, Extensions extensions) {
        this(configuration, extensions, null);
    }

    /**
     * Creates a workspace.
     *
     * @param given the database that the application provides; null for the configured one
     */
    public Workspace(Configuration configuration, Extensions extensions, @Nullable GivenDatabase given) {
        this.configuration = configuration;
        this.extensions = extensions;
        this.given = given;
        this.shared = null;
        this.connection = null;
    }

    /**
     * Creates the workspace of one of several databases.
     *
     * @param configuration the configuration with the settings of this database
     * @param connection the connection that the workspaces of a thread use, one after another
     */
    public Workspace(Configuration configuration, SharedScripts shared, ReusableConnection connection) {
        this.configuration = configuration;
        this.extensions = shared.extensions();
        this.given = null;
        this.shared = shared;
        this.connection = connection;
        this.branches = shared.branches();
    }

    /** Returns the configuration. */
    public Configuration configuration() {
        return configuration;
    }

    /** Returns the contributions of plugins. */
    public Extensions extensions() {
        return extensions;
    }

    /**
     * Returns the branches with the headers of their scripts.
     *
     * @throws TrellisException with all problems of all scripts
     */
    public Branches branches() {
        if (branches == null) {
            List<ScriptFormat> formats = Formats.all();
            branches = Branches.read(
                    declaredBranches(),
                    new ScriptFolder(formats),
                    forecast == null ? javaRevisions() : forecast.javaRevisions(),
                    this::parseBody,
                    !createsFolders);
        }
        return branches;
    }

    /** Returns the branches of the configuration and of plugins. No script is read. */
    public List<Branch> declaredBranches() {
        return forecast == null ? BranchConfiguration.of(configuration, extensions.branches()) : forecast.branches();
    }

    /** Parses the body of a script for the configured database; does nothing if no database is configured. */
    private void parseBody(MigrationScript script) {
        if (configuration.database() != null) {
            script.body(parsing());
        }
    }

    /** Allows that the folder of a branch does not exist, because the command creates it. */
    public void allowMissingFolders() {
        createsFolders = true;
    }

    /** Returns the graph of the branches' revisions. */
    public RevisionGraph graph() {
        return branches().graph();
    }

    /** Discards the branches, so that the next caller reads the scripts again, including a new script. */
    public void reread() {
        branches = null;
    }

    /** Returns a workspace with the same configuration and database, and other branches. */
    public Workspace with(Forecast other) {
        Workspace workspace = new Workspace(configuration, extensions, given);
        workspace.forecast = other;
        return workspace;
    }

    /**
     * Returns the revisions in Java that plugins contribute, by the label of their branch.
     *
     * @throws TrellisException with the problems of all classes
     */
    public Map<String, List<MigrationScript>> javaRevisions() {
        Map<String, List<MigrationScript>> scripts = new LinkedHashMap<>();
        Problems problems = new Problems();
        for (Extensions.Contribution<JavaMigration> migration : extensions.contributions(ExtensionPoint.MIGRATION)) {
            try {
                scripts.computeIfAbsent(migration.name(), none -> new ArrayList<>())
                        .add(JavaMigrationScript.of(migration.type()));
            } catch (TrellisException e) {
                problems.addAll(e.problems());
            }
        }
        problems.throwIfAny();
        return scripts;
    }

    /** Returns whether the application provides the connections. */
    public boolean isGiven() {
        return given != null;
    }

    /** Returns whether a database is configured or given. */
    public boolean hasDatabase() {
        return given != null || configuration.database() != null;
    }

    /** Returns the secrets of the configured database; none if no database is configured. */
    public Secrets secrets() {
        return hasDatabase() ? database().secrets() : Secrets.of("", null);
    }

    /**
     * Returns the settings of the database; connects to a given one, because only a connection shows its URL.
     *
     * @throws TrellisException {@code missing_key} if there is no database
     */
    public DatabaseSettings database() {
        if (given == null) {
            return configuration.requireDatabase();
        }
        if (settings == null) {
            readGiven();
        }
        return Objects.requireNonNull(settings);
    }

    /** Returns the configured default schema; null if there is none. */
    public @Nullable String schema() {
        DatabaseSettings configured = configuration.database();
        return configured == null ? null : configured.schema();
    }

    /**
     * Returns the dialect of the database.
     *
     * @throws DatabaseException {@code unknown_database} if no dialect accepts the URL
     */
    public Dialect dialect() {
        if (dialect == null && given == null) {
            dialect = Session.dialect(configuration.requireDatabase(), allDialects());
        } else if (dialect == null) {
            readGiven();
        }
        return Objects.requireNonNull(dialect);
    }

    /** Reads the URL and the dialect of the given database from a connection. */
    private void readGiven() {
        Session opened = session();
        settings = opened.settings();
        dialect = opened.dialect();
        release();
    }

    /** Gives a connection back to the application, unless a command still uses it. */
    public void release() {
        if (given != null && depth == 0) {
            disconnect();
        }
    }

    /**
     * Returns the connection to the database.
     *
     * @throws DatabaseException if it cannot be opened
     */
    public Session session() {
        if (session == null && given != null) {
            session = given.open(configuration.database(), Dialects.all(extensions));
            settings = session.settings();
            dialect = session.dialect();
        } else if (session == null) {
            Dialect configured = dialect();
            startConnecting();
            session = pending == null ? open(configured) : pending.await();
        }
        return session;
    }

    /** Returns whether the configured database is a file that does not exist; opening a connection would create it. */
    public boolean isDatabaseMissing() {
        if (given != null) {
            return false;
        }
        DatabaseSettings settings = configuration.requireDatabase();
        Path file = dialect().databaseFile(dialect().resolveUrl(settings.url(), configuration.folder()));
        return file != null && !Files.exists(file);
    }

    /** Starts to connect to a server on a second thread, while the scripts are read; does nothing for a file. */
    public void startConnecting() {
        DatabaseSettings settings = configuration.database();
        if (session != null || settings == null || given != null || shared != null) {
            return;
        }
        Dialect server;
        try {
            server = dialect();
        } catch (TrellisException e) {
            // session() reports the failure, after the problems of the scripts.
            return;
        }
        if (pending == null) {
            pending = offered(settings, server);
        }
        if (pending == null && server.capabilities().isServer()) {
            pending = PendingConnection.begin(settings, server, () -> open(server));
        }
    }

    private static @Nullable PendingConnection offered(DatabaseSettings settings, Dialect dialect) {
        PendingConnection offered = PendingConnection.takeOffered();
        if (offered == null || offered.leadsTo(settings, dialect)) {
            return offered;
        }
        offered.abandon();
        return null;
    }

    private Session open(Dialect dialect) {
        if (connection != null) {
            return connection.open(
                    configuration.requireDatabase(), configuration.folder(), dialect, extensions.loader());
        }
        return Session.open(configuration.requireDatabase(), configuration.folder(), dialect, extensions.loader());
    }

    /**
     * Work with the database.
     *
     * @param <T> its result
     */
    public interface Work<T> {
        T with(Session session) throws SQLException;
    }

    /**
     * Reads the scripts, connects to the database and runs the work. The scripts are read before a connection is used,
     * because opening a file database creates the file. While the scripts are read, a second thread connects to a server.
     *
     * @param action the work as a noun phrase, for error messages
     * @throws DatabaseException if the database fails at something that has no more specific error
     */
    public <T> T atDatabase(String action, Work<T> work) {
        startConnecting();
        branches();
        depth++;
        try {
            return at(action, session(), work);
        } finally {
            depth--;
            release();
        }
    }

    /**
     * Runs work that changes nothing, like {@link #atDatabase}. If the configured database is a file that does not exist, the
     * work reads an empty database in memory instead, because a connection would create the file.
     */
    public <T> T reading(String action, Work<T> work) {
        startConnecting();
        branches();
        if (session != null || !isDatabaseMissing()) {
            return atDatabase(action, work);
        }
        requireDatabaseFolder();
        session = openEmpty();
        try {
            return atDatabase(action, work);
        } finally {
            disconnect();
        }
    }

    /**
     * Checks that the folder of the configured database exists, if the database is a file. Without the folder, the URL is
     * most likely wrong.
     *
     * @throws DatabaseException {@code cannot_connect}
     */
    public void requireDatabaseFolder() {
        DatabaseSettings settings = configuration.requireDatabase();
        Path file = dialect().databaseFile(dialect().resolveUrl(settings.url(), configuration.folder()));
        Path parent = file == null ? null : file.toAbsolutePath().getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            throw DatabaseException.noFolder(settings.display(), DisplayPath.of(parent));
        }
    }

    /** Opens an empty database in memory, which exists until its connection is closed. */
    private Session openEmpty() {
        DatabaseSettings missing = configuration.requireDatabase();
        String name = "trellis_empty_" + UUID.randomUUID().toString().replace("-", "");
        for (ScratchDatabase scratch : dialect().scratchDatabases(missing.url(), name)) {
            if (scratch.create().isEmpty()) {
                DatabaseSettings empty =
                        new DatabaseSettings(scratch.url(), missing.user(), missing.password(), scratch.schema());
                try {
                    return Session.open(empty, configuration.folder(), dialect(), extensions.loader());
                } catch (TrellisException e) {
                    String message = e.problem().message().replace(scratch.url(), missing.display());
                    throw new TrellisException(e.problem().withMessage(message), e);
                }
            }
        }
        return session();
    }

    private static <T> T at(String action, Session opened, Work<T> work) {
        try {
            return work.with(opened);
        } catch (SQLException e) {
            throw DatabaseException.failed(opened.dialect().errorKind(e), action, opened.message(e), e);
        }
    }

    /**
     * Runs work like {@link #atDatabase}, and runs it again from its beginning if the database fails over to another
     * process.
     *
     * @param listener notes each reconnect
     */
    public <T> T withReconnect(String action, Listener listener, Work<T> work) {
        return atDatabase(action, opened -> opened.withReconnect(listener, () -> work.with(opened)));
    }

    /** Returns the version table and the history table of a database, which need not be the configured one. */
    public MigrationState state(Session database) {
        return new MigrationState(database, configuration.versionTable(), configuration.historyTable());
    }

    /** Reads the heads of a database and checks that there is a script for each. */
    public Heads heads(Session database) throws SQLException {
        return state(database).requireScriptsOfHeads(graph());
    }

    /**
     * Reads the heads of a database. If a newer release has applied revisions that this release accepts, their scripts in
     * the history become part of the {@link #branches}.
     *
     * @throws TrellisException {@code unexplained_revision} if a revision is applied that this release does not accept
     */
    public Heads acceptedHeads(Session database) throws SQLException {
        MigrationState state = state(database);
        Heads heads = state.heads();
        return heads.ids().stream().allMatch(row -> graph().find(row).isPresent())
                ? heads
                : accept(state.read(), state).heads();
    }

    /** Accepts the revisions that a newer release has applied, like {@link #acceptedHeads}, and returns the state. */
    public DatabaseState accept(DatabaseState found, MigrationState state) throws SQLException {
        branches = NewerRevisions.accept(branches(), found, state.history(), configuration.toleratesNewer());
        return found;
    }

    /** Returns the context for parsing scripts for the configured database. */
    public ParseContext parsing() {
        if (parsing == null) {
            parsing = parsing(dialect());
        }
        return parsing;
    }

    /**
     * Returns the context for parsing scripts without a connection: for the configured database, or for the first known one
     * if none is configured.
     */
    public ParseContext parsingOffline() {
        return hasDatabase() ? parsing() : parsing(allDialects().get(0));
    }

    /** Returns the context for parsing scripts for another database. */
    public ParseContext parsing(Dialect other) {
        return ParseContext.of(other, allDialects(), configuration.naming()).with(schemaVariables());
    }

    /** Returns the variables in the names of schemas; the same object for all scripts and models. */
    public SchemaVariables schemaVariables() {
        if (schemaVariables == null) {
            schemaVariables = new SchemaVariables(configuration::fill, schema());
        }
        return schemaVariables;
    }

    /** Returns the names of all dialects. */
    public Set<String> dialects() {
        return allDialects().stream().map(Dialect::name).collect(Collectors.toSet());
    }

    /** Returns all dialects. */
    public List<Dialect> allDialects() {
        return shared == null ? Dialects.all(extensions) : shared.dialects();
    }

    /** Returns the naming convention, with the identifier limit of the configured database if there is one. */
    public Naming naming() {
        Naming naming = configuration.naming();
        return hasDatabase() ? naming.withLimit(dialect().capabilities().identifierLimit()) : naming;
    }

    /** Returns the hooks of plugins for autogenerated revisions. */
    public List<AutogenerateHook> hooks() {
        return extensions.createAll(ExtensionPoint.HOOK);
    }

    /** Returns the Java steps that plugins bind and the steps of Java migrations. */
    public JavaSteps javaSteps() {
        JavaSteps bound = new BoundJavaSteps(extensions);
        return forecast == null ? bound : new ForecastJavaSteps(bound, forecast);
    }

    /**
     * Returns a value that depends on the branches, the models and the dialect only. It is computed once if several databases
     * share the scripts, and at each call otherwise.
     *
     * @param key the name of the value
     */
    public <T> T once(String key, Supplier<T> compute) {
        return shared == null ? compute.get() : shared.once(key, compute);
    }

    /** Returns the label of the branch that a revision belongs to; empty if it belongs to none. */
    public String label(String revision) {
        Branch branch = branches().of(revision);
        return branch == null ? "" : branch.label();
    }

    private void disconnect() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    @Override
    public void close() {
        if (session != null) {
            disconnect();
        } else if (pending != null) {
            pending.abandon();
        }
    }
}
