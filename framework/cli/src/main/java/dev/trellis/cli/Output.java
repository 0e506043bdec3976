package dev.trellis.cli;

import dev.trellis.config.Secrets;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Prints the reports of a command: results to standard output, everything else to standard error. With {@code --json} the
 * result, or the error, is one JSON document on standard output. An instance belongs to one command and is not thread-safe.
 */
public final class Output {
    private static final String ERASE_LINE = "\r\u001b[K";
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final PrintStream out;
    private final PrintStream err;
    private boolean json;
    private int verbosity;
    private boolean traces;
    private @Nullable Boolean terminal;
    private @Nullable Integer width;
    private Secrets secrets = Secrets.of("", null);
    /**
     * The printed progress line of the running revision, still without a line break; null if no such line has been printed.
     */
    private @Nullable String progress;

    Output(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    void json(boolean value) {
        json = value;
    }

    /** Sets the secrets that are replaced by asterisks in errors and notes, including the texts of drivers. */
    void secrets(Secrets value) {
        secrets = value;
    }

    void verbosity(int value) {
        verbosity = value;
    }

    void traces(boolean value) {
        traces = value;
    }

    boolean isJson() {
        return json;
    }

    boolean isVerbose() {
        return verbosity > 0;
    }

    boolean isQuiet() {
        return verbosity < 0;
    }

    /** Returns whether standard output is a terminal. */
    boolean isTerminal() {
        if (terminal == null) {
            terminal = Terminal.console() != null;
        }
        return terminal;
    }

    /**
     * Adds colour to a text; the text stays plain outside a terminal and if {@code NO_COLOR} is set.
     *
     * @param code the parameter of the ANSI escape sequence, such as {@code 32} for green
     */
    String coloured(String code, String text) {
        boolean plain = !isTerminal() || System.getenv("NO_COLOR") != null;
        return plain ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }

    /**
     * Prints the result of a command. Call this method once per command, because {@code --json} promises one document.
     *
     * @param document printed with {@code --json}: a record, map, collection or scalar; names of record components appear
     *     in snake case
     * @param lines printed without {@code --json}, each on one line: control characters in them, including line breaks, are
     *     escaped
     */
    public void result(Object document, List<String> lines) {
        printed(document, lines.stream().map(Printable::line).toList());
    }

    /**
     * Prints the result of a command like {@link #result}, as a table if standard output is a terminal that is wide enough for
     * the table.
     *
     * @param table the same as the lines
     */
    void result(Object document, List<String> lines, TextTable table) {
        if (!json && isTerminal() && table.fits(width())) {
            printed(document, table.lines());
        } else {
            result(document, lines);
        }
    }

    /** Returns the width of the terminal in characters. */
    private int width() {
        if (width == null) {
            width = Terminal.width();
        }
        return width;
    }

    /** Makes the output that of a terminal of this width. */
    void terminal(int value) {
        terminal = true;
        width = value;
    }

    /**
     * Prints the result of a command like {@link #result}.
     *
     * @param lines lines with colours, in which all text of scripts and databases has been escaped
     */
    void printed(Object document, List<String> lines) {
        if (json) {
            out.println(Printable.json(Json.write(document)));
        } else {
            // One call prints all lines, because the stream flushes after
            // every println and a history may have ten thousand lines.
            out.print(lines.isEmpty() ? "" : String.join(System.lineSeparator(), lines) + System.lineSeparator());
            out.flush();
        }
    }

    /**
     * Prints a script line by line as it is produced; with {@code --json} as one text under the key {@code sql}.
     *
     * @param writer produces the script by passing each line to the given consumer
     */
    public void script(Consumer<Consumer<String>> writer) {
        if (!json) {
            writer.accept(out::println);
            return;
        }
        StringBuilder text = new StringBuilder();
        writer.accept(line -> text.append(line).append('\n'));
        out.println(Printable.json(Json.write(Map.of("sql", text.toString()))));
    }

    /**
     * Prints a note to standard error, unless {@code -q} is given. Secrets of the configuration are hidden and control
     * characters escaped.
     */
    public void note(String text) {
        if (!isQuiet()) {
            log(text);
        }
    }

    /** Prints a text to standard error, even if {@code -q} is given; otherwise like {@link #note}. */
    void log(String text) {
        if (progress != null) {
            err.print(ERASE_LINE);
        }
        err.println(printable(text));
        if (progress != null) {
            progress(progress);
        }
    }

    /** Prints a line of progress on a terminal; the next output to standard error replaces it. */
    void progress(String line) {
        progress = Printable.line(line);
        // A line that wraps could not be erased as a whole.
        err.print(NO_WRAP + progress + WRAP);
        err.flush();
    }

    /** Removes the line of progress, if there is one. */
    void eraseProgress() {
        if (progress != null) {
            err.print(ERASE_LINE);
            err.flush();
            progress = null;
        }
    }

    /** Prints a line of a result that consists of many lines. Secrets are hidden and control characters escaped. */
    void line(String text) {
        out.println(Printable.line(secrets.hide(text)));
    }

    /** Prints a part of a JSON document, whose texts contain no secrets. */
    void part(String json) {
        out.print(Printable.json(json));
    }

    /** Replaces the line of progress, if there is one, by a line that stays. */
    void finishProgress(String line) {
        err.println((progress == null ? "" : ERASE_LINE) + Printable.line(line));
        progress = null;
    }

    /**
     * Returns a text without secrets and with escaped control characters. Names in scripts may contain control characters,
     * which a terminal would obey.
     */
    String printable(String text) {
        return Printable.lines(secrets.hide(text));
    }

    /** Returns a text without secrets. */
    String hide(String text) {
        return secrets.hide(text);
    }

    private Object withoutSecrets(Object fact) {
        if (fact instanceof Collection<?> facts) {
            return facts.stream().map(this::withoutSecrets).toList();
        }
        return fact instanceof String text ? secrets.hide(text) : fact;
    }

    void errors(List<Problem> problems, Exception exception) {
        if (progress != null) {
            // This line break keeps the progress line of the failed revision on the terminal.
            err.println();
            progress = null;
        }
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("error", error(problems.get(0)));
            document.put("problems", problems.stream().map(this::error).toList());
            out.println(Printable.json(Json.write(document)));
        } else {
            for (Problem problem : problems) {
                err.println("error: " + printable(problem.toString()));
            }
        }
        if (traces || isVerbose()) {
            trace(exception);
        }
    }

    /**
     * Flushes standard output and returns the exit code of the command.
     *
     * @param code the exit code of the command
     * @return 1 instead of success or findings if the output could not be written completely
     */
    int written(int code) {
        if (!out.checkError()) {
            return code;
        }
        err.println("error: "
                + Problem.of(ErrorName.CANNOT_WRITE, "standard output: not everything could be written")
                        .advice(
                                "Check that the disk is not full and that the program that reads the output has not ended."
                                        + " The changes that the command has made remain."));
        return code == Main.EXIT_USAGE ? code : Main.EXIT_FAILED;
    }

    private Map<String, @Nullable Object> error(Problem problem) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("name", problem.name());
        map.put("message", secrets.hide(problem.message()));
        map.put(
                "location",
                problem.location() == null ? null : problem.location().toString());
        map.put("advice", problem.advice() == null ? null : secrets.hide(problem.advice()));
        Map<String, Object> facts = new LinkedHashMap<>();
        problem.facts().forEach((key, value) -> facts.put(key, withoutSecrets(value)));
        map.put("facts", facts);
        return map;
    }

    /** Prints stack traces without messages, because the messages of drivers may contain secrets. */
    private void trace(Exception exception) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = exception; cause != null && !chain.contains(cause); cause = cause.getCause()) {
            chain.add(cause);
            err.println("  " + (cause instanceof TrellisException ? "" : "caused by ")
                    + cause.getClass().getName());
            for (StackTraceElement element : cause.getStackTrace()) {
                err.println("      at " + element);
            }
        }
    }
}
