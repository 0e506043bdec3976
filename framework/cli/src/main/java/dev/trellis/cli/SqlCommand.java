package dev.trellis.cli;

import dev.trellis.Trellis;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** A command that changes the database, or with {@code --sql} prints what would. */
abstract class SqlCommand extends TrellisCommand {
    @Option(names = "--sql", description = "Print the SQL for the database's own shell instead of running it.")
    private boolean sql;

    @Override
    protected final void run(Trellis trellis, Output output) {
        if (sql) {
            output.script(lines -> script(trellis, lines));
        } else {
            change(trellis, output);
        }
    }

    /** Hands on the script line by line. */
    abstract void script(Trellis trellis, Consumer<String> lines);

    /** Changes the database and prints what was done. */
    abstract void change(Trellis trellis, Output output);
}
