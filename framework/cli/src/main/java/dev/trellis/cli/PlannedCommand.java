package dev.trellis.cli;

import dev.trellis.Trellis;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The base class of commands that move the heads of the database or, with {@code --dry-run}, print the planned moves. */
abstract class PlannedCommand extends SqlCommand {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets the field before it calls the command
    private CommandSpec spec;

    @Mixin
    private DryRunOption dryRun = new DryRunOption();

    @Mixin
    private TagOption tag = new TagOption();

    @Override
    final Map<String, String> arguments() {
        return tag.arguments();
    }

    @Override
    protected final void run(Trellis trellis, Output output) {
        if (!dryRun.isSet()) {
            super.run(trellis, output);
        } else if (isSql()) {
            throw new ParameterException(spec.commandLine(), "--sql and --dry-run exclude each other");
        } else {
            plan(trellis, output);
        }
    }

    /** Prints what {@link #change} would do. */
    abstract void plan(Trellis trellis, Output output);
}
