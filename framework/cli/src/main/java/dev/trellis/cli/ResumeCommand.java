package dev.trellis.cli;

import dev.trellis.Trellis;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "resume",
        description = {
            "Finish an interrupted revision if the database cannot tell whether its last statement took effect.",
            "In all other cases 'upgrade' and 'downgrade' resume automatically."
        })
final class ResumeCommand extends TrellisCommand {
    /** Tells whether the last statement of the interrupted revision took effect. */
    static final class Answer {
        @Option(names = "--done", required = true, description = "Continue after the statement, which took effect.")
        private boolean done;

        @Option(names = "--again", required = true, description = "Run the statement again: it did not take effect.")
        private boolean again;

        boolean tookEffect() {
            return done && !again;
        }
    }

    @ArgGroup(multiplicity = "1")
    private Answer answer = new Answer();

    @Override
    protected void run(Trellis trellis, Output output) {
        RunLines.print(output, trellis.resume(answer.tookEffect()));
    }
}
