package dev.trellis.cli;

import dev.trellis.config.Secrets;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Prints what a command reports: results to standard output, everything else to standard error. With {@code --json} the
 * result, or the error, is one JSON document on standard output. An instance belongs to one command and is not thread-safe.
 */
public final class Output {
    private final PrintStream out;
    private final PrintStream err;
    private boolean json;
    private int verbosity;
    private boolean traces;
    private @Nullable Boolean terminal;
    private Secrets secrets = Secrets.of("", null);

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

    PrintStream err() {
        return err;
    }

    /**
     * Prints the result of a command. Call this method once per command, because {@code --json} promises one document.
     *
     * @param document printed with {@code --json}: a record, map, collection or scalar; names of record components appear
     *     in snake case
     * @param lines printed without {@code --json}
     */
    public void result(Object document, List<String> lines) {
        if (json) {
            out.println(Json.write(document));
        } else {
            // In one call: the stream flushes after every println, and a history may have ten thousand lines.
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
        out.println(Json.write(Map.of("sql", text.toString())));
    }

    /**
     * Prints a note to standard error, unless {@code -q} is given. Secrets of the configuration are hidden and control
     * characters escaped.
     */
    public void note(String text) {
        if (!isQuiet()) {
            err.println(printable(text));
        }
    }

    /** Hides secrets and escapes control characters, which names in scripts may contain and a terminal would obey. */
    String printable(String text) {
        StringBuilder escaped = new StringBuilder();
        secrets.hide(text).codePoints().forEach(c -> {
            if (Character.isISOControl(c) && c != '\n' && c != '\t') {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    private Object withoutSecrets(Object fact) {
        if (fact instanceof Collection<?> facts) {
            return facts.stream().map(this::withoutSecrets).toList();
        }
        return fact instanceof String text ? secrets.hide(text) : fact;
    }

    void errors(List<Problem> problems, Exception exception) {
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("error", error(problems.get(0)));
            document.put("problems", problems.stream().map(this::error).toList());
            out.println(Json.write(document));
        } else {
            for (Problem problem : problems) {
                err.println("error: " + printable(problem.toString()));
            }
        }
        if (traces || isVerbose()) {
            trace(exception);
        }
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
