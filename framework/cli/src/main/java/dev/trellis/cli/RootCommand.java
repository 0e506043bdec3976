package dev.trellis.cli;

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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.InitializationException;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The command without a command, and the options that all have in common. */
@Command(
        name = "trellis",
        versionProvider = Version.class,
        description = "Schema migrations where several parties share one database.",
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
            description = "The configuration (default: $TRELLIS_CONFIG or trellis.yaml).")
    private Path config = Path.of("trellis.yaml");

    @Option(
            names = {"-n", "--name"},
            paramLabel = "ENVIRONMENT",
            scope = ScopeType.INHERIT,
            description = "The environment of the configuration to use.")
    private @Nullable String environmentName;

    @Option(
            names = "-x",
            mapFallbackValue = "",
            paramLabel = "KEY=VALUE",
            scope = ScopeType.INHERIT,
            description = "A value for a variable of the configuration, and for Java migrations; can be repeated.")
    private Map<String, String> arguments = new LinkedHashMap<>();

    private final Output output;
    private @Nullable Extensions extensions;
    private @Nullable TrellisException loadFailure;

    private final CommandEnvironment environment;
    private final StartupPrefetch prefetch;

    /** @param ahead what has been begun for the command line */
    RootCommand(Output output, CommandEnvironment environment, StartupPrefetch ahead) {
        this.output = output;
        this.environment = environment;
        this.prefetch = ahead;
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
            description = "Say more; with an error, where it happened.")
    void verbose(boolean value) {
        if (value) {
            output.verbosity(1);
        }
    }

    @Option(
            names = "--raiseerr",
            scope = ScopeType.INHERIT,
            hidden = true,
            description = "As -v for errors; Alembic has it.")
    void traces(boolean value) {
        output.traces(value);
    }

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Say nothing but results and errors.")
    void quiet(boolean value) {
        if (value) {
            output.verbosity(-1);
        }
    }

    @Option(names = "--log-sql", scope = ScopeType.INHERIT, description = "Log every statement.")
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

    /** @param more arguments beside those of {@code -x} */
    Trellis trellis(Map<String, String> more) {
        arguments.putAll(more);
        Configuration configuration = configuration();
        return new Trellis(
                configuration,
                extensions(configuration),
                ProgressPrinter.of(output, logSql || configuration.logSql()),
                prefetch.connecting());
    }

    private Extensions extensions(Configuration configuration) {
        if (extensions == null) {
            extensions = Plugins.find(configuration.pluginFolder(), configuration.pluginClasses());
        }
        return extensions;
    }

    /**
     * Adds the commands that plugins contribute, and the options that seeders add to {@code db-create}. Plugins are looked
     * for only when none of Trellis's other commands is named, because only then can it matter. That there is no
     * configuration, or a broken one, is not complained of here: the command that needs it will.
     *
     * @param word what names the command, or null
     */
    void addPluginCommands(CommandLine line, @Nullable String word, String... args) {
        CommandLine create = line.getSubcommands().get("db-create");
        CommandLine named = word == null ? null : line.getSubcommands().get(word);
        if (named != null && named != create) {
            return;
        }
        RootCommand early = new RootCommand(output, environment, StartupPrefetch.NONE);
        try {
            new CommandLine(early).setUnmatchedArgumentsAllowed(true).parseArgs(args);
            Extensions found = early.extensions(early.configuration());
            if (named != null) {
                SeedOptions.add(named.getCommandSpec(), found.seedOptions());
            } else {
                found.commands().forEach(type -> add(line, type, found));
            }
            extensions = found;
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

    /** A command that cannot be added takes none of the others away. */
    private void add(CommandLine line, Class<?> type, Extensions found) {
        try {
            line.addSubcommand(found.instances().get(type));
        } catch (InitializationException e) {
            loadFailure = CommandException.brokenCommand(type, String.valueOf(e.getMessage()));
        } catch (TrellisException e) {
            loadFailure = e;
        }
    }

    /** Why not all that plugins contribute is there, or null. */
    @Nullable
    TrellisException loadFailure() {
        return loadFailure;
    }

    /** The options that seeders add to {@code db-create}. */
    List<SeedOption<?>> seedOptions() {
        if (loadFailure != null) {
            throw loadFailure;
        }
        return extensions == null ? List.of() : extensions.seedOptions();
    }
}
