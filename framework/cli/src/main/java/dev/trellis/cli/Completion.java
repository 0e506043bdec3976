package dev.trellis.cli;

import dev.trellis.Trellis;
import dev.trellis.error.TrellisException;
import dev.trellis.report.BranchReport;
import dev.trellis.report.RevisionReport;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/**
 * The candidates for the last word of an incomplete command line. The scripts of {@code completion} call {@code trellis
 * __complete WORD...} and receive one candidate per line, followed by a tab and a description if there is one. The
 * candidate {@link #FILES} stands for the names of files.
 *
 * <p>The project is read like by a command, with the {@code -c}, {@code -n} and {@code -x} on the command line. A project
 * that cannot be read has no candidates; a completion prints no errors.
 */
final class Completion {
    static final String FILES = ":files";

    private final CommandEnvironment environment;
    private final Output silent;
    private final List<String> before;
    private final String current;
    /** The words with which the project is read. */
    private List<String> parsed = List.of();

    private final Map<String, String> candidates = new LinkedHashMap<>();

    private Completion(CommandEnvironment environment, PrintStream err, List<String> words) {
        this.environment = environment;
        this.silent = new Output(err, err);
        this.before = words.isEmpty() ? List.of() : words.subList(0, words.size() - 1);
        this.current = words.isEmpty() ? "" : words.get(words.size() - 1);
    }

    /**
     * Prints the candidates.
     *
     * @param words the words after {@code trellis}; the last one is incomplete, and possibly empty
     */
    static void print(CommandEnvironment environment, PrintStream out, PrintStream err, List<String> words) {
        Completion completion = new Completion(environment, err, words);
        completion.complete();
        completion.candidates.forEach((value, description) ->
                out.println(Printable.line(value) + (description.isEmpty() ? "" : "\t" + Printable.line(description))));
        out.flush();
    }

    private void complete() {
        CommandLine line = new CommandLine(root());
        Commands.ALL.forEach(line::addSubcommand);
        CommandSpec spec = line.getCommandSpec();
        int positional = 0;
        OptionSpec pending = null;
        for (String word : before) {
            if (pending != null) {
                pending = null;
            } else if (word.startsWith("-") && word.length() > 1) {
                OptionSpec option = option(spec, word);
                pending = option == null || word.contains("=") || option.arity().max() == 0 ? null : option;
            } else if (spec.parent() == null && line.getSubcommands().containsKey(word)) {
                spec = line.getSubcommands().get(word).getCommandSpec();
            } else {
                positional++;
            }
        }
        // An option without its value could not be parsed.
        parsed = pending == null ? before : before.subList(0, before.size() - 1);
        complete(spec, pending, positional);
    }

    private void complete(CommandSpec spec, @Nullable OptionSpec pending, int positional) {
        int equals = current.indexOf('=');
        OptionSpec assigned = current.startsWith("--") && equals > 0 ? option(spec, current) : null;
        if (pending != null) {
            values(pending, "", current);
        } else if (assigned != null) {
            values(assigned, current.substring(0, equals + 1), current.substring(equals + 1));
        } else if (current.startsWith("-")) {
            options(spec);
        } else if (spec.parent() == null) {
            spec.subcommands()
                    .values()
                    .forEach(command -> add(command.getCommandName(), description(command.getCommandSpec())));
        } else {
            for (PositionalParamSpec parameter : spec.positionalParameters()) {
                if (parameter.index().contains(positional)) {
                    values(parameter, "", current);
                    return;
                }
            }
        }
    }

    private static @Nullable OptionSpec option(CommandSpec spec, String word) {
        return spec.findOption(word.replaceFirst("=.*", ""));
    }

    private static String description(CommandSpec spec) {
        String[] lines = spec.usageMessage().description();
        return lines.length == 0 ? "" : lines[0];
    }

    /** Adds the options of a command. Of an option with two spellings, only the one with hyphens is added. */
    private void options(CommandSpec spec) {
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                Arrays.stream(option.names())
                        .filter(name -> name.indexOf('_') < 0)
                        .forEach(name -> add(name, option.description().length == 0 ? "" : option.description()[0]));
            }
        }
    }

    private void add(String value, String description) {
        if (value.startsWith(current)) {
            candidates.putIfAbsent(value, description);
        }
    }

    /** Adds the values of an option or parameter, each after a prefix such as {@code --head=}. */
    private void values(ArgSpec argument, String prefix, String word) {
        if (argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(value -> add(prefix + value, ""));
        } else if (argument.typeInfo().isEnum()) {
            argument.typeInfo()
                    .getEnumConstantNames()
                    .forEach(value -> add(prefix + value.toLowerCase(Locale.ROOT), ""));
        } else {
            Map<String, String> values = new LinkedHashMap<>();
            switch (argument.paramLabel()) {
                case "FILE", "FOLDER", "DIRECTORY", "PATH" -> values.put(FILES, "");
                case "ENVIRONMENT" -> environments(values);
                case "LABEL" -> withProject(trellis -> labels(trellis, values));
                case "REVISION", "TARGET" -> withProject(trellis -> targets(trellis, values));
                case "FROM", "TO" -> {
                    values.put("model", "the models of all branches");
                    values.put("database", "the configured database");
                    environments(values);
                    withProject(trellis -> targets(trellis, values));
                }
                case "A:B" -> withProject(trellis -> ranges(trellis, word, values));
                case "TABLE", "TABLE[.COLUMN]" -> withProject(trellis -> tables(trellis, word, values));
                case "TEMPLATE" -> values.putAll(Templates.ALL);
                default -> {
                    // A free text has no candidates.
                }
            }
            values.forEach((value, description) -> {
                if (value.equals(FILES)) {
                    candidates.put(FILES, "");
                } else {
                    add(prefix + value, description);
                }
            });
        }
    }

    /** Reads a project. */
    private interface Query {
        void read(Trellis trellis);
    }

    private void withProject(Query query) {
        try (Trellis trellis = parsedRoot().trellis(Map.of())) {
            query.read(trellis);
        } catch (TrellisException | ParameterException e) {
            // The project cannot be read, so it has no candidates.
        }
    }

    private void environments(Map<String, String> values) {
        try {
            parsedRoot().environments().forEach(name -> values.put(name, "an environment"));
        } catch (TrellisException | ParameterException e) {
            // The configuration cannot be read, so it has no candidates.
        }
    }

    private RootCommand root() {
        return new RootCommand(silent, environment, StartupPrefetch.NONE);
    }

    /** Returns a root command with the options of the words before the last one. */
    private RootCommand parsedRoot() {
        RootCommand root = root();
        new CommandLine(root).setUnmatchedArgumentsAllowed(true).parseArgs(parsed.toArray(String[]::new));
        return root;
    }

    private static void labels(Trellis trellis, Map<String, String> values) {
        for (BranchReport branch : trellis.plugins()) {
            values.put(branch.label(), branch.isProtected() ? "a protected branch" : "a branch");
        }
    }

    private static void targets(Trellis trellis, Map<String, String> values) {
        values.put("heads", "all heads");
        values.put("head", "the only head");
        values.put("base", "before the first revision");
        for (BranchReport branch : trellis.plugins()) {
            values.put(branch.label() + "@head", "the head of the branch");
            values.put(branch.label() + "@base", "before the first revision of the branch");
        }
        for (RevisionReport revision : trellis.history(null, false)) {
            values.put(revision.revision(), revision.message());
        }
    }

    private static void ranges(Trellis trellis, String word, Map<String, String> values) {
        int colon = word.indexOf(':');
        Map<String, String> targets = new LinkedHashMap<>();
        targets(trellis, targets);
        targets.forEach((target, description) ->
                values.put(colon < 0 ? target + ":" : word.substring(0, colon + 1) + target, description));
    }

    private static void tables(Trellis trellis, String word, Map<String, String> values) {
        trellis.schema("heads").tables().forEach((name, table) -> {
            values.put(name.toString(), "");
            if (word.startsWith(name + ".")) {
                table.columnNames().forEach(column -> values.put(name + "." + column, ""));
            }
        });
    }
}
