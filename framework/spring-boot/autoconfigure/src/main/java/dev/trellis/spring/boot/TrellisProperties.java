package dev.trellis.spring.boot;

import dev.trellis.config.Configuration.Transactions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.convert.DurationUnit;

/**
 * The properties {@code trellis.*}: the keys of {@code trellis.yaml} and further keys that only an application needs.
 *
 * @param mode What happens when the application starts.
 * @param target The target of the upgrade, as on the command line.
 * @param database The database, if it is not the database of the data source.
 * @param branches The branches of the application, and changes to branches of plugins, by label.
 * @param plugins The plugins that are used.
 * @param configuration The path of a trellis.yaml that is read in addition. The database in this file is ignored if there is
 *     a data source.
 * @param environment The environment of the configuration file.
 * @param variables The values of variables in the configuration file, and the arguments of Java steps.
 * @param versionTable The name of the version table, possibly with its schema. Default: trellis_version.
 * @param historyTable The name of the history table, possibly with its schema. Default: trellis_history.
 * @param transactions The extent of a transaction. Default: per-revision.
 * @param lockTimeout How long to wait while another process holds the migration lock. Default: 60s.
 * @param statementTimeout The limit for one statement.
 * @param lockWaitTimeout How long a statement waits for a lock of the database.
 * @param connectTimeout How long to try again if the database cannot be reached.
 * @param adopt Whether to accept a database with the history of another migration tool.
 * @param acceptChanged Whether to accept scripts that have changed since they were applied.
 * @param waitTimeout How long the mode "wait" waits before the start fails.
 * @param pollInterval The time between two checks of the database in the mode "wait".
 * @param probes Whether the probes for liveness and readiness are answered while a migration runs.
 * @param dataSources The properties of each data source, by the name of its bean, if several data sources are migrated.
 */
@ConfigurationProperties(prefix = "trellis", ignoreUnknownFields = false)
public record TrellisProperties(
        @DefaultValue("upgrade") Mode mode,
        @DefaultValue("heads") String target,
        @DefaultValue Database database,
        @DefaultValue Map<String, Branch> branches,
        @DefaultValue Plugins plugins,
        @Nullable Path configuration,
        @Nullable String environment,
        @DefaultValue Map<String, String> variables,
        @Nullable String versionTable,
        @Nullable String historyTable,
        @Nullable Transactions transactions,
        @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration lockTimeout,
        @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration statementTimeout,
        @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration lockWaitTimeout,

        @DurationUnit(ChronoUnit.SECONDS) @DefaultValue("0s")
        Duration connectTimeout,

        @DefaultValue("false") boolean adopt,
        @DefaultValue("false") boolean acceptChanged,

        @DurationUnit(ChronoUnit.SECONDS) @DefaultValue("10m")
        Duration waitTimeout,

        @DurationUnit(ChronoUnit.SECONDS) @DefaultValue("1s")
        Duration pollInterval,

        @DefaultValue("false") boolean probes,
        @DefaultValue Map<String, TrellisProperties> dataSources) {

    /** An action at the start of the application. */
    public enum Mode {
        /** Upgrades the database. */
        UPGRADE,
        /** Refuses to start unless every revision is applied. */
        CHECK_HEADS,
        /** Waits until another process has applied every revision. */
        WAIT,
        /** Does nothing. */
        NONE,
        /** Upgrades the database and ends the process. */
        UPGRADE_AND_EXIT
    }

    /**
     * The connection of the migrations.
     *
     * @param url The JDBC URL. Default: the data source.
     * @param user The user. Without a URL, migrations use the data source's URL with this user.
     * @param password The password of the user.
     * @param schema The default schema.
     */
    public record Database(
            @Nullable String url,
            @Nullable String user,
            @Nullable String password,
            @Nullable String schema) {

        /** Returns the values without the URL and the password, because both may contain secrets. */
        @Override
        public String toString() {
            return "Database[user=" + user + ", schema=" + schema + "]";
        }
    }

    /**
     * A branch of the application, or a change to a branch of a plugin.
     *
     * @param scripts The place of the scripts: "classpath:" and a path, or a folder. Default: "classpath:db/" and the label.
     * @param model The path of a model file. Default: model.yaml next to the scripts, or the entities.
     * @param entityPackages The packages of the entity classes that are the model; empty for none. Default: the scanned entities
     *     of the application, if this is the only branch here and it has no other model.
     * @param tablePrefix The prefix of the names of the branch's tables.
     * @param isProtected Whether other branches must not change the branch's tables.
     * @param maintain Whether this project maintains the branch although it is protected.
     */
    public record Branch(
            @Nullable String scripts,
            @Nullable Path model,
            @Nullable List<String> entityPackages,
            @Nullable String tablePrefix,
            @Name("protected") @Nullable Boolean isProtected,
            @DefaultValue("false") boolean maintain) {}

    /**
     * The plugins that are used.
     *
     * @param find Whether the plugins on the class path are used.
     * @param path A folder of plugin jars, in addition to the class path.
     * @param branches The labels of the branches that this database gets from plugins. Default: all.
     */
    public record Plugins(
            @DefaultValue("true") boolean find,
            @Nullable Path path,
            @Nullable List<String> branches) {}
}
