package dev.trellis.cli;

import dev.trellis.UpgradeOptions;
import dev.trellis.config.Configuration;
import dev.trellis.config.FleetSettings.Limits;
import dev.trellis.config.FleetSettings.StopRule;
import dev.trellis.error.DisplayPath;
import dev.trellis.error.FileFailure;
import dev.trellis.error.TrellisException;
import dev.trellis.fleet.ArrayTask;
import dev.trellis.fleet.Fleet;
import dev.trellis.fleet.FleetSummary;
import dev.trellis.fleet.FleetTask;
import dev.trellis.fleet.Retry;
import dev.trellis.fleet.Selection;
import dev.trellis.fleet.Slice;
import dev.trellis.fleet.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "fleet",
        description =
                "Migrate the databases and schemas under the key 'fleet' of the configuration. Exit with 75 if the"
                        + " same command has to be run again, with 1 if a person has to look at a target.")
final class FleetCommand implements Callable<Integer> {
    /** The action on each selected target. */
    enum Action {
        LIST,
        CURRENT,
        PLAN,
        CHECK,
        UPGRADE,
        DOWNGRADE;

        /** Returns the word on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets the field before it calls the command
    private RootCommand root;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets the field before it calls the command
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "ACTION",
            description = "What to do with each target: ${COMPLETION-CANDIDATES}.")
    private Action action = Action.LIST;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "REVISION",
            description = "The target of plan and upgrade (default: heads), or of downgrade.")
    private @Nullable String revision;

    @Option(names = "--target", paramLabel = "ID", description = "Only this target. Can be repeated.")
    private Set<String> targets = Set.of();

    @Option(names = "--label", paramLabel = "LABEL", description = "Only targets with this label. Can be repeated.")
    private Set<String> labels = Set.of();

    @Option(names = "--wave", paramLabel = "WAVE", description = "Only targets of this wave. Can be repeated.")
    private Set<String> waves = Set.of();

    @Option(
            names = "--slice",
            paramLabel = "I/N",
            description = "Only part I of N parts; auto or auto/N takes I from the variables of a scheduler.")
    private @Nullable String slice;

    @Option(
            names = {"--max-parallel", "--max_parallel"},
            paramLabel = "N",
            description = "Work on this many targets at once.")
    private @Nullable Integer maxParallel;

    @Option(
            names = {"--stop-after", "--stop_after"},
            paramLabel = "N[%]",
            description = "Begin no further target after this many failures, or percent of the targets of a wave.")
    private @Nullable String stopAfter;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write the results to this file: JSON for .json, HTML for .html, else text. Can be repeated.")
    private List<Path> reports = new ArrayList<>();

    @Option(
            names = {"--check-heads", "--check_heads"},
            description = "With current: exit with 3 if a revision is not applied to a target.")
    private boolean checkHeads;

    @Option(
            names = {"--allow-extra", "--allow_extra"},
            description = "With check: ignore tables and columns that exist in a database and not in the models.")
    private boolean allowExtra;

    @Option(names = "--adopt", description = "With upgrade: migrate databases that contain another tool's history.")
    private boolean adopt;

    @Option(
            names = {"--accept-changed", "--accept_changed"},
            description = "With upgrade: accept scripts that have changed since they were applied.")
    private boolean acceptChanged;

    @Option(
            names = {"-y", "--yes"},
            description = "With downgrade: downgrade dependent revisions of other branches, too.")
    private boolean yes;

    @Override
    public Integer call() {
        Output output = root.output();
        try {
            Configuration configuration = root.configuration();
            Fleet fleet = withLimits(Fleet.of(configuration, root.extensions(configuration)));
            return action == Action.LIST ? list(fleet, output) : run(fleet, output);
        } catch (TrellisException e) {
            if (Retry.mayHelp(e)) {
                output.errors(e.problems(), e);
                return Main.EXIT_RETRY;
            }
            throw e;
        }
    }

    private int list(Fleet fleet, Output output) {
        List<Target> selected = fleet.targets(selection());
        List<Map<String, Object>> documents = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (Target target : selected) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("target", target.id());
            document.put("wave", target.wave());
            document.put("labels", target.labels());
            document.put("database", target.database().display());
            documents.add(document);
            String ofLabels = target.labels().isEmpty() ? "" : "  [" + String.join(", ", target.labels()) + "]";
            lines.add(target.id() + "  " + target.wave() + "  "
                    + target.database().display() + ofLabels);
        }
        output.result(Map.of("targets", documents), lines);
        return Main.EXIT_OK;
    }

    private int run(Fleet fleet, Output output) {
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(() -> stop(fleet, ended), "trellis-fleet-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try (FleetOutput listener = FleetOutput.of(output, files())) {
            return exitCode(fleet.run(task(), selection(), listener));
        } catch (UncheckedIOException e) {
            throw CommandException.cannotWrite(
                    DisplayPath.of(reports.get(0)), FileFailure.reason(new IOException(e.getCause())));
        } finally {
            ended.countDown();
            remove(hook);
        }
    }

    /** Ends a run that is interrupted: the targets that have begun are completed, and the reports written. */
    private static void stop(Fleet fleet, CountDownLatch ended) {
        fleet.stop();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends already, and waits for the hook.
        }
    }

    private List<Path> files() {
        return reports.stream().map(root.environment()::resolve).toList();
    }

    private FleetTask task() {
        UpgradeOptions options = new UpgradeOptions(adopt, acceptChanged);
        String upgrade = revision == null ? "heads" : revision;
        return switch (action) {
            case CURRENT, LIST -> new FleetTask.Current(checkHeads);
            case PLAN -> new FleetTask.Plan(upgrade, options);
            case CHECK -> new FleetTask.Check(allowExtra);
            case UPGRADE -> new FleetTask.Upgrade(upgrade, options);
            case DOWNGRADE -> {
                if (revision == null) {
                    throw new ParameterException(spec.commandLine(), "missing required parameter: 'REVISION'");
                }
                yield new FleetTask.Downgrade(revision, yes);
            }
        };
    }

    private int exitCode(FleetSummary summary) {
        if (summary.needsPerson()) {
            return Main.EXIT_FAILED;
        }
        if (summary.isRetryable()) {
            return Main.EXIT_RETRY;
        }
        boolean isCheck = action == Action.CURRENT || action == Action.CHECK;
        return isCheck && summary.isFinding() ? Main.EXIT_FINDINGS : Main.EXIT_OK;
    }

    private Selection selection() {
        Slice part = slice == null
                ? Slice.ALL
                : ArrayTask.slice(slice, root.environment().variables());
        return new Selection(targets, labels, waves, part);
    }

    private Fleet withLimits(Fleet fleet) {
        Limits limits = fleet.limits();
        int parallel = maxParallel == null ? limits.maxParallel() : maxParallel;
        if (parallel < 1) {
            throw new ParameterException(spec.commandLine(), "--max-parallel has to be at least 1");
        }
        StopRule rule = stopAfter == null ? limits.stopAfter() : stopRule(stopAfter);
        int perServer = maxParallel == null ? limits.maxParallelPerServer() : parallel;
        return fleet.withLimits(new Limits(parallel, perServer, rule));
    }

    private StopRule stopRule(String text) {
        if (!text.matches("[0-9]{1,9}%?")) {
            throw new ParameterException(spec.commandLine(), "--stop-after has to be a number or a percentage");
        }
        return new StopRule(Integer.parseInt(text.replace("%", "")), text.endsWith("%"));
    }
}
