package dev.trellis.cli;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Trellis's own commands. Picocli looks through all that is said of a command when it is added, and to do so for all of
 * them takes longer than most of them run; so where one is named only that is added. A command's class is called like
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

    /**
     * The word that names the command: the first that is neither an option nor an option's value. Null where there is
     * none. Words behind it are the command's own, whatever they are.
     *
     * @param line the command without a command, and its options
     */
    static @Nullable String commandName(CommandLine line, String... args) {
        line.setStopAtUnmatched(true);
        try {
            List<String> rest = line.parseArgs(args).unmatched();
            return rest.isEmpty() ? null : rest.get(0);
        } catch (ParameterException e) {
            // It is said when the whole line is read.
            return null;
        } finally {
            line.setStopAtUnmatched(false).setUnmatchedArgumentsAllowed(false);
        }
    }

    /** Adds the one that a word names, or all when it names none of them. */
    static void add(CommandLine line, @Nullable String word) {
        String name = word == null ? "" : className(word);
        List<Class<?>> named = ALL.stream()
                .filter(type -> type.getSimpleName().toLowerCase(Locale.ROOT).equals(name))
                .toList();
        (named.isEmpty() ? ALL : named).forEach(line::addSubcommand);
    }

    private static String className(String word) {
        return word.replaceAll("[-_]", "").toLowerCase(Locale.ROOT) + "command";
    }
}
