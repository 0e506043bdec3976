package dev.trellis.cli;

import dev.trellis.error.ClosestMatch;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The entry point of the command line. {@link #main} runs a command and exits; {@link #run} runs a command within the
 * current process and returns the exit code: 0 for success, 1 for a failure, 2 for wrong usage, 3 for a check with findings,
 * 75 for a fleet that has to be run again.
 */
public final class Main {
    static final int EXIT_OK = 0;
    /** The exit code of a command that has failed. */
    static final int EXIT_FAILED = 1;
    /** The exit code for wrong usage, for example an unknown option. */
    static final int EXIT_USAGE = 2;
    /** The exit code of a check with findings, for example of {@code check} or {@code lint}. */
    static final int EXIT_FINDINGS = 3;
    /** The exit code of a fleet that has to be run again, {@code EX_TEMPFAIL} of {@code sysexits.h}. */
    static final int EXIT_RETRY = 75;

    private Main() {}

    /**
     * Runs one command and exits the process with its exit code.
     *
     * @param args the command with its options
     */
    public static void main(String... args) {
        // Drivers log through SLF4J, which prints a warning if it finds no logging library.
        if (System.getProperty("slf4j.internal.verbosity") == null) {
            System.setProperty("slf4j.internal.verbosity", "ERROR");
        }
        StartupPrefetch prefetch = StartupPrefetch.begin(args);
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        int code = run(CommandEnvironment.PROCESS, out, err, prefetch, args);
        prefetch.end();
        out.flush();
        err.flush();
        System.exit(code);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /**
     * Runs one command in the working directory and with the environment variables of the process.
     *
     * @param out receives results
     * @param err receives progress, notes and errors
     * @param args the command with its options
     * @return the exit code
     */
    public static int run(PrintStream out, PrintStream err, String... args) {
        return run(CommandEnvironment.PROCESS, out, err, args);
    }

    /**
     * Runs one command with another working directory or other environment variables.
     *
     * @param environment the working directory and the environment variables
     * @param out receives results
     * @param err receives progress, notes and errors
     * @param args the command with its options
     * @return the exit code
     */
    public static int run(CommandEnvironment environment, PrintStream out, PrintStream err, String... args) {
        return run(environment, out, err, StartupPrefetch.NONE, args);
    }

    /**
     * Runs one command.
     *
     * @param prefetch the prefetch that was started for the same arguments
     */
    static int run(
            CommandEnvironment environment,
            PrintStream out,
            PrintStream err,
            StartupPrefetch prefetch,
            String... args) {
        Output output = new Output(out, err);
        if (Arrays.stream(args).anyMatch(argument -> argument.indexOf('\uFFFD') >= 0)) {
            return undecodable(output, args);
        }
        if (args.length > 0 && args[0].equals("__complete")) {
            Completion.print(environment, out, err, Arrays.asList(args).subList(1, args.length));
            return EXIT_OK;
        }
        RootCommand root = new RootCommand(output, environment, prefetch);
        CommandLine line = new CommandLine(root);
        String commandName = Commands.commandName(line, args);
        Commands.add(line, commandName);
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setExecutionExceptionHandler((exception, command, parsed) -> failure(output, exception))
                .setParameterExceptionHandler((exception, unused) -> usageError(root, exception, args));
        root.addPluginCommands(line, commandName, args);
        try {
            return output.written(line.execute(args));
        } catch (Error e) {
            // The Java code of a plugin has most likely thrown this error; picocli handles only exceptions.
            return output.written(failure(output, new IllegalStateException(e.toString(), e)));
        }
    }

    /** Reports an argument that the JVM could not decode. A command would store the argument with replacement characters. */
    private static int undecodable(Output output, String... args) {
        output.json(Arrays.asList(args).contains("--json"));
        Problem problem = Problem.of(
                        ErrorName.USAGE,
                        "an argument contains characters that the JVM cannot read in the encoding of this locale, "
                                + System.getProperty("sun.jnu.encoding"))
                .advice("Set a UTF-8 locale: export LC_ALL=C.UTF-8");
        output.errors(List.of(problem), new TrellisException(problem));
        return EXIT_USAGE;
    }

    private static int failure(Output output, Exception exception) {
        List<Problem> problems = exception instanceof TrellisException known
                ? known.problems()
                : List.of(Problem.of(ErrorName.INTERNAL_ERROR, String.valueOf(exception))
                        .advice("This is a defect of Trellis or of a plugin. Run the command again with -v and report"
                                + " its output."));
        output.errors(problems, exception);
        return exception instanceof FindingsException ? EXIT_FINDINGS : EXIT_FAILED;
    }

    /** Returns the option or command whose name is most similar to an unknown argument. */
    private static Optional<String> closestMatch(ParameterException exception) {
        if (!(exception instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return Optional.empty();
        }
        String argument = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
        if (argument.matches("[+-]\\d+")) {
            // A number of steps is no misspelt option.
            return Optional.empty();
        }
        CommandLine line = exception.getCommandLine();
        return ClosestMatch.of(
                argument,
                argument.startsWith("-")
                        ? options(line.getCommandSpec())
                        : line.getSubcommands().keySet());
    }

    private static Set<String> options(CommandSpec command) {
        Set<String> options = new LinkedHashSet<>(command.optionsMap().keySet());
        options.addAll(command.negatedOptionsMap().keySet());
        return options;
    }

    /** Returns a message about an unknown command if the first unknown argument stands where a command is expected. */
    private static Optional<String> unknownCommand(ParameterException exception) {
        boolean root = exception.getCommandLine().getParent() == null;
        return root && exception instanceof UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched().stream()
                        .findFirst()
                        .filter(argument -> !argument.startsWith("-"))
                        .map(argument -> "there is no command '" + argument + "'")
                : Optional.empty();
    }

    /**
     * Returns picocli's message in the form of Trellis's messages: on one line, in lower case, and without the values of
     * unknown options, because a mistyped option may have a secret as its value.
     */
    private static String message(ParameterException exception) {
        String text = String.valueOf(exception.getMessage())
                .replaceAll("\\s*\\n\\s*", " ")
                .replaceFirst("^Error: ", "")
                .replaceFirst("^Missing required subcommand$", "no command is given")
                .replaceFirst("^Unmatched arguments? (?:at|from) index \\d+: ", "unexpected argument ");
        // picocli lists the names of the constants; users write the values in lower case.
        String values = Pattern.compile("expected one of \\[[A-Z_, ]*]")
                .matcher(text)
                .replaceFirst(match -> Matcher.quoteReplacement(match.group().toLowerCase(Locale.ROOT)));
        String message = values.substring(0, 1).toLowerCase(Locale.ROOT) + values.substring(1);
        return exception instanceof UnmatchedArgumentException
                ? message.replaceAll("'(-[^=']+)=[^']*'", "'$1'")
                : message;
    }

    private static int usageError(RootCommand root, ParameterException exception, String... args) {
        Output output = root.output();
        output.json(Arrays.asList(args).contains("--json"));
        CommandLine line = exception.getCommandLine();
        Optional<String> match = closestMatch(exception);
        List<Problem> problems = new ArrayList<>();
        problems.add(Problem.of(ErrorName.USAGE, unknownCommand(exception).orElseGet(() -> message(exception)))
                .advice(match.map(name -> "Did you mean '" + name + "'? ").orElse("") + "See: "
                        + line.getCommandSpec().qualifiedName() + " --help"));
        TrellisException loadFailure = root.loadFailure();
        if (loadFailure != null
                && match.isEmpty()
                && line.getParent() == null
                && exception instanceof UnmatchedArgumentException) {
            // The unknown command may belong to a plugin that could not be loaded.
            problems.addAll(loadFailure.problems());
        }
        output.errors(problems, exception);
        return EXIT_USAGE;
    }
}
