package dev.trellis.cli;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The commands of Trellis. Only the command that the arguments name is added to picocli: picocli reads the annotations of
 * each added command by reflection, and reading the annotations of all commands would take longer than most commands run.
 */
final class Commands {
    /** All commands. Each class is named after its command. */
    static final List<Class<?>> ALL = List.of(
            AdoptCommand.class,
            BlameCommand.class,
            BranchesCommand.class,
            CheckCommand.class,
            CompatCommand.class,
            CompletionCommand.class,
            ConfigCreateCommand.class,
            CurrentCommand.class,
            DbCreateCommand.class,
            DiagramCommand.class,
            DiffCommand.class,
            DocsCommand.class,
            DowngradeCommand.class,
            EditCommand.class,
            EnsureVersionCommand.class,
            FleetCommand.class,
            HeadsCommand.class,
            HistoryCommand.class,
            InitCommand.class,
            InspectCommand.class,
            JsonSchemaCommand.class,
            ListTemplatesCommand.class,
            LintCommand.class,
            LockCommand.class,
            MergeCommand.class,
            PlanCommand.class,
            PluginsCommand.class,
            RebaseCommand.class,
            RemoveCommand.class,
            ResumeCommand.class,
            ReviewCommand.class,
            RevisionCommand.class,
            SchemaCommand.class,
            ServeCommand.class,
            ShowCommand.class,
            SquashCommand.class,
            StampCommand.class,
            UpgradeCommand.class,
            VerifyCommand.class);

    private Commands() {}

    /**
     * Returns the argument that names the command: the first that is neither an option nor the value of an option; null if
     * there is none. Later arguments belong to the command.
     *
     * @param line the root command, without subcommands
     */
    static @Nullable String commandName(CommandLine line, String... args) {
        line.setStopAtUnmatched(true);
        try {
            List<String> rest = line.parseArgs(args).unmatched();
            return rest.isEmpty() ? null : rest.get(0);
        } catch (ParameterException e) {
            // The arguments are wrong: picocli reports the error when it parses them with the commands.
            return null;
        } finally {
            line.setStopAtUnmatched(false).setUnmatchedArgumentsAllowed(false);
        }
    }

    /**
     * Adds the command of the given name, or all commands if the name is unknown or null.
     *
     * @param commandName a name or an alias of a command
     */
    static void add(CommandLine line, @Nullable String commandName) {
        String className = commandName == null ? "" : className(commandName);
        List<Class<?>> named = ALL.stream()
                .filter(type -> type.getSimpleName().toLowerCase(Locale.ROOT).equals(className))
                .toList();
        (named.isEmpty() ? ALL : named).forEach(line::addSubcommand);
    }

    private static String className(String commandName) {
        return commandName.replaceAll("[-_]", "").toLowerCase(Locale.ROOT) + "command";
    }
}
