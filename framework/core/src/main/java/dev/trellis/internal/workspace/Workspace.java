package dev.trellis.internal.workspace;

import dev.trellis.AutogenerateHook;
import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.branch.Branch;
import dev.trellis.config.Configuration;
import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.Problems;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.BranchConfiguration;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.DatabaseException;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.script.ClassFiles;
import dev.trellis.internal.script.JavaMigrationScript;
import dev.trellis.internal.script.JavaSteps;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.script.ScriptFolder;
import dev.trellis.internal.script.ScriptFormat;
import dev.trellis.internal.state.MigrationState;
import dev.trellis.revision.Heads;
import dev.trellis.revision.RevisionGraph;
import dev.trellis.schema.Naming;
import dev.trellis.script.JavaMigration;
import dev.trellis.script.JavaStep;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What commands work on: the configuration, what plugins bring, and, made when first asked for, all that follows. */
public final class Workspace implements AutoCloseable {
    private final Configuration configuration;
    private final Extensions extensions;
    private @Nullable Branches branches;
    private @Nullable Dialect dialect;
    private @Nullable Session session;
    private @Nullable PendingConnection pending;
    private @Nullable ParseContext reading;

    /** Creates a workspace that has read nothing and connected to nothing. */
    public Workspace(Configuration configuration, Extensions extensions) {
        this.configuration = configuration;
        this.extensions = extensions;
    }

    public Configuration configuration() {
        return configuration;
    }

    public Extensions extensions() {
        return extensions;
    }

    /** @throws TrellisException with everything that is wrong with any script */
    public Branches branches() {
        if (branches == null) {
            List<ScriptFormat> formats = Formats.all();
            branches = Branches.read(
                    BranchConfiguration.of(configuration, extensions.branches()),
                    new ScriptFolder(formats),
                    javaScripts());
        }
        return branches;
    }

    public RevisionGraph graph() {
        return branches().graph();
    }

    /** Forgets the scripts, so that they are read again; for when one has been written. */
    public void reread() {
        branches = null;
    }

    private Map<String, List<JavaMigrationScript>> javaScripts() {
        Map<String, List<JavaMigrationScript>> scripts = new LinkedHashMap<>();
        Problems problems = new Problems();
        extensions.migrations().forEach((label, types) -> {
            for (Class<? extends JavaMigration> type : types) {
                try {
                    scripts.computeIfAbsent(label, none -> new ArrayList<>()).add(JavaMigrationScript.of(type));
                } catch (TrellisException e) {
                    problems.addAll(e.problems());
                }
            }
        });
        problems.throwIfAny();
        return scripts;
    }

    /** @throws DatabaseException when no dialect knows the configured URL */
    public Dialect dialect() {
        if (dialect == null) {
            dialect = Dialects.of(configuration.requireDatabase(), extensions);
        }
        return dialect;
    }

    /** @throws DatabaseException when it cannot be connected to */
    public Session session() {
        if (session == null) {
            Dialect spoken = dialect();
            connectAhead();
            session = pending == null ? open(spoken) : pending.await();
        }
        return session;
    }

    /** Begins to connect to a server that will be wanted, while the scripts are read. */
    public void connectAhead() {
        DatabaseSettings settings = configuration.database();
        if (session != null || settings == null) {
            return;
        }
        Dialect server;
        try {
            server = dialect();
        } catch (TrellisException e) {
            // It is told when the database is wanted, behind what is wrong with the scripts.
            return;
        }
        if (pending == null) {
            pending = offered(settings, server);
        }
        if (pending == null && server.isServer()) {
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
        return Session.open(configuration.requireDatabase(), configuration.folder(), dialect, extensions.loader());
    }

    /** Something done at the database. */
    public interface Work<T> {
        T with(Session session) throws SQLException;
    }

    /**
     * Scripts are read before the database is connected to, which for some creates it; a server is connected to while they
     * are read.
     *
     * @param what what errors call it
     * @throws DatabaseException when the database fails at something that nobody else has put into words
     */
    public <T> T atDatabase(String what, Work<T> work) {
        connectAhead();
        branches();
        Session opened = session();
        try {
            return work.with(opened);
        } catch (SQLException e) {
            throw DatabaseException.failed(opened.dialect().errorKind(e), what, opened.message(e), e);
        }
    }

    /**
     * As {@link #atDatabase}, begun anew where the database changes hands before anything is done.
     *
     * @param listener hears of that
     */
    public <T> T withReconnect(String what, Listener listener, Work<T> work) {
        return atDatabase(what, opened -> opened.withReconnect(listener, () -> work.with(opened)));
    }

    /** The version table and the history of whatever database the session is on. */
    public MigrationState state(Session on) {
        return new MigrationState(on, configuration.versionTable(), configuration.historyTable());
    }

    /** Where the database stands, every row of it a revision that is known. */
    public Heads rows(Session on) throws SQLException {
        return state(on).requireKnownRows(graph());
    }

    /** What reading scripts for the configured database depends on. */
    public ParseContext reading() {
        if (reading == null) {
            reading = reading(dialect());
        }
        return reading;
    }

    /** What reading scripts for a database depends on that need not be the configured one. */
    public ParseContext reading(Dialect dialect) {
        return ParseContext.of(
                dialect,
                Dialects.all(extensions).stream().map(Dialect::name).collect(Collectors.toSet()),
                configuration.naming());
    }

    /** The naming convention, with the limit of the configured database where there is one. */
    public Naming naming() {
        Naming naming = configuration.naming();
        return configuration.database() == null
                ? naming
                : naming.withLimit(dialect().capabilities().identifierLimit());
    }

    /** What plugins want to say about drafts. */
    public List<AutogenerateHook> hooks() {
        List<AutogenerateHook> hooks = new ArrayList<>();
        extensions.hooks().forEach(type -> hooks.add(extensions.instances().get(type)));
        return hooks;
    }

    public JavaSteps javaSteps() {
        return new JavaSteps() {
            @Override
            public JavaStep find(String name) {
                String className = JavaMigrationScript.className(name);
                if (className != null) {
                    return migrationStep(name, className);
                }
                Class<? extends JavaStep> type = extensions.steps().get(name);
                if (type == null) {
                    throw DatabaseException.unknownStep(name, extensions.steps().keySet());
                }
                return extensions.instances().get(type);
            }

            @Override
            public boolean isEmpty() {
                return extensions.steps().isEmpty();
            }

            @Override
            public byte[] code(String name) {
                Class<? extends JavaStep> type = extensions.steps().get(name);
                return type == null ? new byte[0] : ClassFiles.codeOf(type);
            }
        };
    }

    private JavaStep migrationStep(String name, String className) {
        for (List<Class<? extends JavaMigration>> types :
                extensions.migrations().values()) {
            for (Class<? extends JavaMigration> type : types) {
                JavaStep step = type.getName().equals(className)
                        ? JavaMigrationScript.step(name, extensions.instances().get(type))
                        : null;
                if (step != null) {
                    return step;
                }
            }
        }
        throw DatabaseException.unknownStep(name, extensions.steps().keySet());
    }

    /** The label of the branch that brings a revision; empty when nobody does. */
    public String label(String revision) {
        Branch branch = branches().of(revision);
        return branch == null ? "" : branch.label();
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        } else if (pending != null) {
            pending.abandon();
        }
    }
}
