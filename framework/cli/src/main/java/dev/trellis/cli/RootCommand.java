package dev.trellis.cli;

import dev.trellis.ExtensionPoint;
import dev.trellis.Extensions;
import dev.trellis.SeedOption;
import dev.trellis.Trellis;
import dev.trellis.config.Configuration;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.error.TrellisException;
import dev.trellis.inject.Plugins;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.InitializationException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root command and the options shared by all commands. */
@Command(
        name = "trellis",
        versionProvider = Version.class,
        description = "Migrate the schema of a database that several projects share.",
        synopsisSubcommandLabel = "COMMAND")
final class RootCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version and exit.")
    boolean version;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "${env:TRELLIS_CONFIG:-trellis.yaml}",
            scope = ScopeType.INHERIT,
            description = "Read this configuration (default: $TRELLIS_CONFIG or trellis.yaml).")
    private Path config = Path.of("trellis.yaml");

    @Option(
            names = {"-n", "--name"},
            paramLabel = "ENVIRONMENT",
            scope = ScopeType.INHERIT,
            description = "Use this environment of the configuration.")
    private @Nullable String environmentName;

    @Option(
            names = "-x",
            mapFallbackValue = "",
            paramLabel = "KEY=VALUE",
            scope = ScopeType.INHERIT,
            description =
                    "Set a variable of the configuration, which Java migrations receive as well; -x KEY sets it to the empty text."
                            + " Can be repeated.")
    private Map<String, String> arguments = new LinkedHashMap<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets the field before it calls the command
    private CommandSpec spec;

    private final Output output;
    private @Nullable Extensions extensions;
    private @Nullable TrellisException loadFailure;

    private final CommandEnvironment environment;
    private final StartupPrefetch prefetch;

    /**
     * Creates the root command of one run.
     *
     * @param prefetch the prefetch that was started for the same arguments
     */
    RootCommand(Output output, CommandEnvironment environment, StartupPrefetch prefetch) {
        this.output = output;
        this.environment = environment;
        this.prefetch = prefetch;
    }

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print the result, or the error, as one JSON document.")
    void json(boolean value) {
        output.json(value);
    }

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Print more details; with an error, also the stack trace.")
    void verbose(boolean value) {
        if (value) {
            output.verbosity(1);
        }
    }

    @Option(
            names = "--raiseerr",
            scope = ScopeType.INHERIT,
            hidden = true,
            description = "Print the stack trace of an error. Alembic has this option.")
    void traces(boolean value) {
        output.traces(value);
    }

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Print only results and errors.")
    void quiet(boolean value) {
        if (value) {
            output.verbosity(-1);
        }
    }

    @Option(
            names = "--log-sql",
            scope = ScopeType.INHERIT,
            description = "Log every SQL statement to the error stream.")
    private boolean logSql;

    Output output() {
        return output;
    }

    CommandEnvironment environment() {
        return environment;
    }

    Configuration configuration() {
        Configuration configuration = ConfigurationReader.read(
                environment.resolve(config), environmentName, arguments, environment.variables());
        if (configuration.database() != null) {
            output.secrets(configuration.database().secrets());
        }
        return configuration;
    }

    /** Returns the name of the chosen environment; null for none. */
    @Nullable
    String environmentName() {
        return environmentName;
    }

    /** Returns the names of the environments of the configuration, whichever of them is chosen. */
    Set<String> environments() {
        return ConfigurationReader.read(environment.resolve(config), null, arguments, environment.variables())
                .environments();
    }

    /**
     * Opens the project of the configuration.
     *
     * @param variables variables in addition to those of {@code -x}; they replace variables of the same name
     */
    Trellis trellis(Map<String, String> variables) {
        if (arguments.containsKey("")) {
            throw new ParameterException(spec.commandLine(), "'-x' has a value without a key; write -x KEY=VALUE");
        }
        arguments.putAll(variables);
        Configuration configuration = configuration();
        prefetch.offer();
        return new Trellis(
                configuration, extensions(configuration), ProgressPrinter.of(output, logSql || configuration.logSql()));
    }

    /** Returns the contributions of the plugins of a configuration. */
    Extensions extensions(Configuration configuration) {
        if (extensions == null) {
            extensions = Plugins.find(configuration.pluginFolder(), configuration.pluginClasses());
        }
        return extensions;
    }

    /**
     * Adds the commands of plugins, and the options that seeders add to {@code db-create}. Plugins are loaded only if the
     * arguments name {@code db-create} or no command of Trellis. This method ignores a missing or broken configuration,
     * because the command reads the configuration again and reports the error.
     *
     * @param commandName the argument that names the command, or null
     */
    void addPluginCommands(CommandLine line, @Nullable String commandName, String... args) {
        CommandLine create = line.getSubcommands().get("db-create");
        CommandLine named = commandName == null ? null : line.getSubcommands().get(commandName);
        if (named != null && named != create) {
            return;
        }
        RootCommand early = new RootCommand(output, environment, StartupPrefetch.NONE);
        try {
            new CommandLine(early).setUnmatchedArgumentsAllowed(true).parseArgs(args);
            Extensions loaded = early.extensions(early.configuration());
            if (named != null) {
                SeedOptions.add(named.getCommandSpec(), loaded.seedOptions());
            } else {
                loaded.classes(ExtensionPoint.COMMAND).forEach(type -> add(line, type, loaded));
            }
            extensions = loaded;
        } catch (ParameterException e) {
            extensions = null;
        } catch (TrellisException e) {
            extensions = null;
            loadFailure = e;
            if (create != null) {
                create.setUnmatchedArgumentsAllowed(true);
            }
        }
    }

    /** Adds a command of a plugin. A command that cannot be created does not prevent the commands of other plugins. */
    private void add(CommandLine line, Class<?> type, Extensions loaded) {
        try {
            line.addSubcommand(loaded.instances().get(type));
        } catch (InitializationException e) {
            loadFailure = CommandException.brokenCommand(type, String.valueOf(e.getMessage()));
        } catch (TrellisException e) {
            loadFailure = e;
        }
    }

    /** Returns the reason why the commands or options of a plugin are missing, or null. */
    @Nullable
    TrellisException loadFailure() {
        return loadFailure;
    }

    /** Returns the options that seeders add to {@code db-create}, or throws the {@link #loadFailure}. */
    List<SeedOption<?>> seedOptions() {
        if (loadFailure != null) {
            throw loadFailure;
        }
        return extensions == null ? List.of() : extensions.seedOptions();
    }
}
