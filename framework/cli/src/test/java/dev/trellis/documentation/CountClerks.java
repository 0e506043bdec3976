package dev.trellis.documentation;

import dev.trellis.Trellis;
import dev.trellis.cli.Output;
import dev.trellis.cli.TrellisCommand;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Counts the clerks of a shop. */
@Command(name = "count-clerks", description = "Count the clerks.")
final class CountClerks extends TrellisCommand {
    @Option(names = "--at-least", defaultValue = "0", description = "Exit with 3 if there are fewer.")
    private long least;

    @Override
    protected void run(Trellis trellis, Output output) {
        AtomicLong clerks = new AtomicLong();
        trellis.run(
                "counting clerks",
                context -> clerks.set(context.handle()
                        .createQuery("select count(*) from shop_clerk")
                        .mapTo(Long.class)
                        .one()));
        output.result(Map.of("clerks", clerks.get()), List.of(clerks + " clerks"));
        if (clerks.get() < least) {
            reportFinding();
        }
    }
}
