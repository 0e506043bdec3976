package dev.trellis.cli;

import dev.trellis.Trellis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "stamp", description = "Write the version table as if migrated to a revision; run nothing.")
final class StampCommand extends TrellisCommand {
    @Parameters(paramLabel = "TARGET", arity = "1..*", description = "heads, base, identifiers, label@head ...")
    private List<String> targets = new ArrayList<>();

    @Option(names = "--purge", description = "Throw away whatever the version table holds first.")
    private boolean purge;

    @Option(names = "--sql", description = "Print the SQL for the database's own shell instead of running it.")
    private boolean sql;

    @Mixin
    private Tag tag = new Tag();

    @Override
    Map<String, String> arguments() {
        return tag.arguments();
    }

    @Override
    protected void run(Trellis trellis, Output output) {
        if (sql) {
            output.script(lines -> trellis.stampSql(targets, purge, lines));
            return;
        }
        RunLines.printStamp(output, trellis.stamp(targets, purge));
    }
}
