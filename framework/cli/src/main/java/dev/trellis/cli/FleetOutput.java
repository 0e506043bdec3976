package dev.trellis.cli;

import dev.trellis.fleet.FleetListener;
import dev.trellis.fleet.FleetSummary;
import dev.trellis.fleet.HtmlReport;
import dev.trellis.fleet.JsonReport;
import dev.trellis.fleet.TargetResult;
import dev.trellis.fleet.TextReport;
import dev.trellis.report.PlanReport;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Prints the results of a fleet, writes them to files, and shows the progress on a terminal. */
final class FleetOutput implements FleetListener, AutoCloseable {
    private final Output output;
    private final boolean terminal;
    private final List<FleetListener> reports = new ArrayList<>();
    private final List<Writer> writers = new ArrayList<>();
    private String wave = "";
    private int total;
    private int done;
    private int failed;

    private FleetOutput(Output output) {
        this.output = output;
        this.terminal = !output.isJson() && !output.isQuiet() && Terminal.console() != null;
    }

    /**
     * Opens the files.
     *
     * @param files the reports, whose names decide their formats
     * @throws CommandException {@code cannot_write}
     */
    static FleetOutput of(Output output, List<Path> files) {
        FleetOutput listener = new FleetOutput(output);
        listener.reports.add(
                output.isJson() ? new JsonReport(output::part) : new TextReport(output::line, output.isVerbose()));
        for (Path file : files) {
            Resources.replace("", file);
            listener.reports.add(listener.report(file));
        }
        return listener;
    }

    private FleetListener report(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        try {
            BufferedWriter writer = Files.newBufferedWriter(file);
            writers.add(writer);
            Consumer<String> sink = text -> write(writer, text);
            if (name.endsWith(".json")) {
                return new JsonReport(sink);
            }
            return name.endsWith(".html") || name.endsWith(".htm")
                    ? new HtmlReport(sink)
                    : new TextReport(line -> sink.accept(line + "\n"), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Writer writer, String text) {
        try {
            writer.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void begun(String command, int targets) {
        total = targets;
        reports.forEach(report -> report.begun(command, targets));
    }

    @Override
    public void wave(String name, int targets) {
        wave = name;
        reports.forEach(report -> report.wave(name, targets));
    }

    @Override
    public void planned(int number, PlanReport plan) {
        endProgress();
        reports.forEach(report -> report.planned(number, plan));
    }

    @Override
    public void result(TargetResult result) {
        done++;
        failed += result.status().isFailure() ? 1 : 0;
        endProgress();
        reports.forEach(report -> report.result(result));
        if (terminal && done < total) {
            output.progress(String.format(
                    Locale.ROOT,
                    "[%" + String.valueOf(total).length() + "d/%d] wave %s%s",
                    done,
                    total,
                    wave,
                    failed == 0 ? "" : ", " + failed + " failed"));
        }
    }

    private void endProgress() {
        if (terminal) {
            output.eraseProgress();
        }
    }

    @Override
    public void finished(FleetSummary summary) {
        endProgress();
        reports.forEach(report -> report.finished(summary));
    }

    /** Closes the files. */
    @Override
    public void close() {
        for (Writer writer : writers) {
            try {
                writer.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
