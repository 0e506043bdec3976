package dev.trellis.cli;

import dev.trellis.Trellis;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The base class of commands that change the database or, with {@code --sql}, print an SQL script with the changes. */
abstract class SqlCommand extends TrellisCommand {
    @Option(names = "--sql", description = "Print the SQL as a script for the database's shell instead of running it.")
    private boolean sql;

    @Override
    protected void run(Trellis trellis, Output output) {
        if (sql) {
            output.script(lines -> script(trellis, lines));
        } else {
            change(trellis, output);
        }
    }

    /** Returns whether the SQL is printed instead of run. */
    final boolean isSql() {
        return sql;
    }

    /** Writes the SQL script line by line. */
    abstract void script(Trellis trellis, Consumer<String> lines);

    /** Changes the database and prints the result. */
    abstract void change(Trellis trellis, Output output);
}
