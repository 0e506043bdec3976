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

/** Where a command prints: results to one stream, everything else to the other, and with {@code --json} one document. */
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

    /** What errors and notes must not say, whoever worded them. */
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

    /** Whether a person reads the result, and not a program. */
    boolean isTerminal() {
        if (terminal == null) {
            terminal = Terminal.console() != null;
        }
        return terminal;
    }

    /** A text in a colour, by the number of its escape code; plain where nobody sees it or nobody wants it. */
    String coloured(String code, String text) {
        boolean plain = !isTerminal() || System.getenv("NO_COLOR") != null;
        return plain ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }

    PrintStream err() {
        return err;
    }

    /** A result: the document with {@code --json}, the lines without. */
    public void result(Object document, List<String> lines) {
        if (json) {
            out.println(Json.write(document));
        } else {
            // Written together: the stream writes at the end of every line, and a history may have ten thousand.
            out.print(lines.isEmpty() ? "" : String.join(System.lineSeparator(), lines) + System.lineSeparator());
            out.flush();
        }
    }

    /** A script for another program; with {@code --json} as one text in a document. */
    public void script(Consumer<Consumer<String>> writing) {
        if (!json) {
            writing.accept(out::println);
            return;
        }
        StringBuilder text = new StringBuilder();
        writing.accept(line -> text.append(line).append('\n'));
        out.println(Json.write(Map.of("sql", text.toString())));
    }

    /** A word on the side; not with {@code -q}. */
    public void note(String text) {
        if (!isQuiet()) {
            err.println(printable(text));
        }
    }

    /** Without secrets, and without what a terminal would obey: names in scripts may hold anything. */
    String printable(String text) {
        StringBuilder shown = new StringBuilder();
        secrets.hide(text).codePoints().forEach(c -> {
            if (Character.isISOControl(c) && c != '\n' && c != '\t') {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    private Object withoutSecrets(Object fact) {
        if (fact instanceof Collection<?> several) {
            return several.stream().map(this::withoutSecrets).toList();
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

    /** Where in Trellis it happened; the messages of drivers, which may hold secrets, are left out. */
    private void trace(Exception exception) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable each = exception; each != null && !chain.contains(each); each = each.getCause()) {
            chain.add(each);
            err.println("  " + (each instanceof TrellisException ? "" : "caused by ")
                    + each.getClass().getName());
            for (StackTraceElement element : each.getStackTrace()) {
                err.println("      at " + element);
            }
        }
    }
}
