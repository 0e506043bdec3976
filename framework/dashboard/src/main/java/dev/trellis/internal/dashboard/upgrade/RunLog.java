package dev.trellis.internal.dashboard.upgrade;

import dev.trellis.Listener;
import dev.trellis.revision.Direction;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Step;
import dev.trellis.script.Script;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The lines of a run, which pages read while the run writes them. */
final class RunLog implements Listener {
    /** Older lines are dropped, so that the log of a run with many revisions stays readable. */
    private static final int LINES = 1000;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final UnaryOperator<String> secrets;
    private final Deque<String> lines = new ArrayDeque<>();
    private int total;
    private int number;

    /** Creates a log that hides secrets with a function. */
    RunLog(UnaryOperator<String> secrets) {
        this.secrets = secrets;
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    synchronized void add(String text) {
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.addLast(TIME.format(Instant.now()) + "  " + secrets.apply(text));
    }

    @Override
    public void planned(Plan plan) {
        total = plan.steps().size();
        number = 0;
    }

    @Override
    public void begun(Step step, @Nullable Script script) {
        number++;
        add(line(step, script) + " ...");
    }

    @Override
    public void done(Step step, @Nullable Script script, Duration took) {
        add(line(step, script) + "  " + took.toMillis() + " ms");
    }

    private String line(Step step, @Nullable Script script) {
        String message = script == null ? "" : "  " + script.header().message();
        String direction = step.direction() == Direction.UPGRADE ? "up" : "down";
        return "[" + number + "/" + total + "] " + direction + " "
                + step.revision().id() + message;
    }

    @Override
    public void failed(Step step, @Nullable Script script, Throwable failure) {
        add(line(step, script) + "  failed");
    }

    @Override
    public void note(String text) {
        add(text);
    }
}
