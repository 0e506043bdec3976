package dev.trellis.cli;

import dev.trellis.Extensions;
import dev.trellis.Trellis;
import dev.trellis.config.Configuration;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.inject.Plugins;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command without a command, and the options that all have in common. */
@Command(
        name = "trellis",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Schema migrations where several parties share one database.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BranchesCommand.class,
            CurrentCommand.class,
            DowngradeCommand.class,
            EnsureVersionCommand.class,
            HeadsCommand.class,
            HistoryCommand.class,
            LintCommand.class,
            PluginsCommand.class,
            ShowCommand.class,
            StampCommand.class,
            UpgradeCommand.class,
            VerifyCommand.class,
        })
final class Root {
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
    private @Nullable String environment;

    @Option(
            names = "-x",
            paramLabel = "KEY=VALUE",
            scope = ScopeType.INHERIT,
            description = "A value for a variable of the configuration, and for Java migrations; can be repeated.")
    private Map<String, String> arguments = new LinkedHashMap<>();

    private final Output output;
    private @Nullable Extensions extensions;

    Root(Output output) {
        this.output = output;
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

    Configuration configuration() {
        return ConfigurationReader.read(config, environment, arguments, System::getenv);
    }

    Trellis trellis() {
        Configuration configuration = configuration();
        return new Trellis(
                configuration, extensions(configuration), Progress.of(output, logSql || configuration.logSql()));
    }

    private Extensions extensions(Configuration configuration) {
        if (extensions == null) {
            extensions = Plugins.find(configuration.pluginFolder(), configuration.pluginClasses());
        }
        return extensions;
    }

    /**
     * Adds the commands that plugins contribute. Plugins are looked for only when the command is none of Trellis's own,
     * or help is wanted, because only then can it matter.
     */
    void addContributed(CommandLine line, String... args) {}
}
