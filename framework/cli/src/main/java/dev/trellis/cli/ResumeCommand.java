package dev.trellis.cli;

import dev.trellis.Trellis;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "resume",
        description = {
            "Finish a revision that was stopped halfway, where only a person can tell how far it came.",
            "'upgrade' and 'downgrade' do it by themselves where the database can tell."
        })
final class ResumeCommand extends TrellisCommand {
    /** What a person has found out. */
    static final class Answer {
        @Option(names = "--done", required = true, description = "The statement took effect: go on behind it.")
        private boolean done;

        @Option(names = "--again", required = true, description = "It did not: run it again.")
        @SuppressWarnings("UnusedVariable") // given, it leaves the other one false
        private boolean again;
    }

    @ArgGroup(multiplicity = "1")
    private Answer answer = new Answer();

    @Override
    protected void run(Trellis trellis, Output output) {
        RunLines.print(output, trellis.resume(answer.done));
    }
}
