package dev.trellis.fleet;

import dev.trellis.config.Configuration;
import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.internal.connection.ReusableConnection;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.workspace.SharedScripts;
import dev.trellis.internal.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** Creates the workspaces and sessions of targets. */
final class TargetDatabases {
    private final Configuration configuration;
    private final SharedScripts scripts;
    private final SecretReader secrets;

    TargetDatabases(Configuration configuration, SharedScripts scripts, SecretReader secrets) {
        this.configuration = configuration;
        this.scripts = scripts;
        this.secrets = secrets;
    }

    SharedScripts scripts() {
        return scripts;
    }

    Configuration configuration() {
        return configuration;
    }

    /** Returns the workspace of a target on the connection of a thread. */
    Workspace workspace(Target target, ReusableConnection connection) {
        return workspace(target.database(), connection);
    }

    Workspace workspace(Target.Connection database, ReusableConnection connection) {
        return new Workspace(
                configuration.toBuilder().database(settings(database)).build(), scripts, connection);
    }

    /** Opens a session of its own. */
    Session open(Target.Connection database) {
        DatabaseSettings settings = settings(database);
        return Session.open(
                settings,
                configuration.folder(),
                Session.dialect(settings, scripts.dialects()),
                scripts.extensions().loader());
    }

    /**
     * Returns the settings of a connection. User and password of the configuration belong to the URL of the configuration,
     * and are sent to no other server.
     */
    private DatabaseSettings settings(Target.Connection database) {
        DatabaseSettings configured = configuration.database();
        boolean isConfigured = configured != null && configured.url().equals(database.url());
        String password = secrets.read(database.password());
        if (configured == null || !isConfigured || database.user() != null) {
            return new DatabaseSettings(database.url(), database.user(), password, database.schema());
        }
        String chosen = database.password() == null ? configured.password() : password;
        return new DatabaseSettings(database.url(), configured.user(), chosen, database.schema());
    }

    /** Returns a text without the secrets of a target. A password that cannot be read is in no text. */
    String hide(Target target, String text) {
        try {
            return settings(target.database()).secrets().hide(text);
        } catch (FleetException e) {
            return text;
        }
    }

    /** Returns the key of the database of a target, whose schemas can share a connection. */
    static String key(Target target) {
        Target.Connection database = target.database();
        return database.url() + '\n' + text(database.user()) + '\n' + text(database.password());
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
