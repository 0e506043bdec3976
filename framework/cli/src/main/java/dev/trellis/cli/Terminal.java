package dev.trellis.cli;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Whether a person sits in front of it. */
final class Terminal {
    private Terminal() {}

    /**
     * The console when both ends of it are a terminal; else null. From JDK 22 on a console is there in any case and tells
     * by itself.
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
}
