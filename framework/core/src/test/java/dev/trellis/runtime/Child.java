package dev.trellis.runtime;

import dev.trellis.Extensions;
import dev.trellis.Trellis;
import dev.trellis.Trellis.UpgradeOptions;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.error.TrellisException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code upgrade heads} in a process of its own, which may be told to drop dead. */
final class Child {
    private Child() {}

    /**
     * Arguments: the configuration; optionally after how many calls of the database to halt, counted both ways; for how
     * many milliseconds to pause there instead.
     */
    public static void main(String... arguments) {
        Extensions extensions = Extensions.NONE;
        if (arguments.length > 1) {
            Runnable what = arguments.length > 2
                    ? () -> pause(Long.parseLong(arguments[2]))
                    : () -> Runtime.getRuntime().halt(137);
            Halting.at(Integer.parseInt(arguments[1]), what);
            extensions = Halting.EXTENSIONS;
        }
        Listener listener = new Listener() {
            @Override
            public void statement(String sql) {
                System.out.println("statement: " + sql);
            }

            @Override
            public void note(String text) {
                System.out.println("note: " + text);
            }
        };
        int code = 0;
        try (Trellis trellis = new Trellis(
                ConfigurationReader.read(Path.of(arguments[0]), null, Map.of(), name -> null), extensions, listener)) {
            List<Report.Line> steps =
                    trellis.upgrade("heads", UpgradeOptions.NONE).steps();
            System.out.println("ran " + steps.size());
        } catch (TrellisException e) {
            System.out.println("error: " + e.problem());
            code = 1;
        }
        System.out.flush();
        System.exit(code);
    }

    private static void pause(long millis) {
        System.out.println("pausing");
        Patience.pause(millis);
        System.out.println("paused");
    }
}
