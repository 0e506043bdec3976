package dev.trellis.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Finds the terminal, if a person can read and answer there. */
final class Terminal {
    private Terminal() {}

    /**
     * Returns the console if both standard input and output are a terminal, else null. Since JDK 22 {@link System#console}
     * returns a console even if input or output is redirected. On these JDKs the method calls {@code Console.isTerminal},
     * which JDK 17 lacks.
     */
    @SuppressWarnings("SystemConsoleNull")
    static @Nullable Console console() {
        Console console = System.console();
        if (console == null || "dumb".equals(System.getenv("TERM"))) {
            return null;
        }
        try {
            Object terminal = Console.class.getMethod("isTerminal").invoke(console);
            return Boolean.TRUE.equals(terminal) ? console : null;
        } catch (ReflectiveOperationException e) {
            return console;
        }
    }

    /**
     * Returns the width of the terminal in characters, as {@code stty} reports it, or 0 if it is unknown. The variable {@code
     * COLUMNS} takes precedence.
     */
    static int width() {
        String columns = System.getenv("COLUMNS");
        if (columns != null && columns.matches("[0-9]{1,5}")) {
            return Integer.parseInt(columns);
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return size.matches("[0-9]{1,5} [0-9]{1,5}") ? Integer.parseInt(size.replaceFirst(".* ", "")) : 0;
        } catch (IOException e) {
            // The system has no stty, such as Windows.
            return 0;
        }
    }

    /** Asks a question and returns whether the answer is {@code y} or {@code yes}. */
    static boolean confirm(Console console, String question) {
        String answer = console.readLine("%s [y/N] ", Printable.line(question));
        return answer != null && (answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"));
    }
}
