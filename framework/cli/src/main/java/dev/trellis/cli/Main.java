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
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where the command line begins. */
public final class Main {
    /** Exit codes (DESIGN section 7). */
    static final int OK = 0;

    static final int FAILED = 1;
    static final int USAGE = 2;
    /** A command that checks has found something. */
    static final int EXIT_FINDINGS = 3;

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String... args) {
        // Drivers log through SLF4J; that nobody has bound it to anything is no news to whoever runs a migration.
        if (System.getProperty("slf4j.internal.verbosity") == null) {
            System.setProperty("slf4j.internal.verbosity", "ERROR");
        }
        StartupPrefetch ahead = StartupPrefetch.begin(args);
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        int code = run(CommandEnvironment.PROCESS, out, err, ahead, args);
        ahead.end();
        out.flush();
        err.flush();
        System.exit(code);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /**
     * Runs one command.
     *
     * @param out takes results
     * @param err takes progress, notes and errors
     * @return the exit code
     */
    public static int run(PrintStream out, PrintStream err, String... args) {
        return run(CommandEnvironment.PROCESS, out, err, args);
    }

    /**
     * Runs one command somewhere else.
     *
     * @param environment where relative paths begin, and the environment variables
     * @return the exit code
     * @see #run(PrintStream, PrintStream, String...)
     */
    public static int run(CommandEnvironment environment, PrintStream out, PrintStream err, String... args) {
        return run(environment, out, err, StartupPrefetch.NONE, args);
    }

    /** @param ahead what has been begun for these arguments */
    static int run(
            CommandEnvironment environment, PrintStream out, PrintStream err, StartupPrefetch ahead, String... args) {
        Output output = new Output(out, err);
        RootCommand root = new RootCommand(output, environment, ahead);
        CommandLine line = new CommandLine(root);
        String word = Commands.commandName(line, args);
        Commands.add(line, word);
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setExecutionExceptionHandler((exception, command, parsed) -> failure(output, exception))
                .setParameterExceptionHandler((exception, unused) -> usageError(root, exception, args));
        root.addPluginCommands(line, word, args);
        try {
            return line.execute(args);
        } catch (LinkageError | StackOverflowError | OutOfMemoryError e) {
            // Of a plugin's Java, most likely; it deserves the same clear end as an exception.
            return failure(output, new IllegalStateException(e.toString(), e));
        }
    }

    private static int failure(Output output, Exception exception) {
        List<Problem> problems = exception instanceof TrellisException known
                ? known.problems()
                : List.of(
                        Problem.of(ErrorName.INTERNAL_ERROR, String.valueOf(exception))
                                .advice(
                                        "this is a defect of Trellis; please report it with the output of the same command and -v"));
        output.errors(problems, exception);
        return exception instanceof FindingsException ? EXIT_FINDINGS : FAILED;
    }

    /** The option or command that an unknown word was probably meant to be. */
    private static Optional<String> closestMatch(ParameterException exception) {
        if (!(exception instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return Optional.empty();
        }
        String word = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
        CommandLine line = exception.getCommandLine();
        return ClosestMatch.of(
                word,
                word.startsWith("-")
                        ? line.getCommandSpec().optionsMap().keySet()
                        : line.getSubcommands().keySet());
    }

    /** A word where a command should be. */
    private static Optional<String> unknownCommand(ParameterException exception) {
        boolean root = exception.getCommandLine().getParent() == null;
        return root && exception instanceof UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched().stream()
                        .findFirst()
                        .filter(word -> !word.startsWith("-"))
                        .map(word -> "there is no command '" + word + "'")
                : Optional.empty();
    }

    /** In one line, and without the values of unknown options: one may be a secret behind a mistyped name. */
    private static String message(ParameterException exception) {
        String said = String.valueOf(exception.getMessage()).replaceAll("\\s*\\n\\s*", " ");
        return exception instanceof UnmatchedArgumentException ? said.replaceAll("'(-[^=']+)=[^']*'", "'$1'") : said;
    }

    private static int usageError(RootCommand root, ParameterException exception, String... args) {
        Output output = root.output();
        output.json(Arrays.asList(args).contains("--json"));
        CommandLine line = exception.getCommandLine();
        Optional<String> near = closestMatch(exception);
        List<Problem> problems = new ArrayList<>();
        problems.add(Problem.of(ErrorName.USAGE, unknownCommand(exception).orElseGet(() -> message(exception)))
                .advice(near.map(word -> "did you mean '" + word + "'? ").orElse("") + "see: "
                        + line.getCommandSpec().qualifiedName() + " --help"));
        TrellisException unread = root.loadFailure();
        if (unread != null && near.isEmpty() && line.getParent() == null) {
            // The command may be a plugin's, and this is why it is not there.
            problems.addAll(unread.problems());
        }
        output.errors(problems, exception);
        return USAGE;
    }
}
