package dev.trellis.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;

/**
 * Trellis's own commands. Picocli looks through all that is said of a command when it is added, and to do so for all of
 * them takes longer than most of them run; so where some are named only those are added. A command's class is called like
 * the command.
 */
final class Commands {
    static final List<Class<?>> ALL = List.of(
            BranchesCommand.class,
            CheckCommand.class,
            ConfigCreateCommand.class,
            CurrentCommand.class,
            DbCreateCommand.class,
            DowngradeCommand.class,
            EditCommand.class,
            EnsureVersionCommand.class,
            HeadsCommand.class,
            HistoryCommand.class,
            InitCommand.class,
            ListTemplatesCommand.class,
            LintCommand.class,
            MergeCommand.class,
            PluginsCommand.class,
            RebaseCommand.class,
            ResumeCommand.class,
            RevisionCommand.class,
            ShowCommand.class,
            StampCommand.class,
            UpgradeCommand.class,
            VerifyCommand.class);

    private Commands() {}

    /** Adds those that the arguments name, or all when they name none. */
    static void addTo(CommandLine line, String... args) {
        Set<String> words = Arrays.stream(args).map(Commands::className).collect(Collectors.toSet());
        List<Class<?>> named = ALL.stream()
                .filter(type -> words.contains(type.getSimpleName().toLowerCase(Locale.ROOT)))
                .toList();
        (named.isEmpty() ? ALL : named).forEach(line::addSubcommand);
    }

    private static String className(String word) {
        return word.replaceAll("[-_]", "").toLowerCase(Locale.ROOT) + "command";
    }
}
