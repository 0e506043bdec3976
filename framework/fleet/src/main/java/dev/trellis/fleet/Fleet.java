package dev.trellis.fleet;

import dev.trellis.Extensions;
import dev.trellis.config.Configuration;
import dev.trellis.config.FleetSettings;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.workspace.SharedScripts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Many databases and schemas that are migrated with the same scripts.
 *
 * <pre>{@code
 * Fleet fleet = Fleet.of(ConfigurationReader.read(Path.of("trellis.yaml"), null, Map.of(), System::getenv), extensions);
 * FleetSummary summary = fleet.run(new FleetTask.Upgrade("heads", UpgradeOptions.NONE), Selection.ALL, listener);
 * if (summary.isRetryable()) {
 *     // run again later
 * }
 * }</pre>
 *
 * <p>Several processes may run on the same targets at once; the migration lock of each target keeps them apart. One object
 * runs one task at a time.
 */
public final class Fleet {
    private final Configuration configuration;
    private final FleetSettings settings;
    private final Extensions extensions;
    private @Nullable TargetDatabases databases;
    private volatile boolean isStopped;

    private Fleet(Configuration configuration, FleetSettings settings, Extensions extensions) {
        this.configuration = configuration;
        this.settings = settings;
        this.extensions = extensions;
    }

    /**
     * Creates the fleet of a configuration. Nothing is read or connected to before another method needs it.
     *
     * @param extensions the contributions of plugins; {@link Extensions#NONE} if there are none
     * @throws FleetException {@code missing_key} if the configuration has no fleet
     */
    public static Fleet of(Configuration configuration, Extensions extensions) {
        FleetSettings settings = configuration.fleet();
        if (settings == null) {
            throw FleetException.noFleet(configuration.origin());
        }
        return new Fleet(configuration, settings, extensions);
    }

    /** Returns the same fleet with other limits. */
    public Fleet withLimits(FleetSettings.Limits limits) {
        return new Fleet(configuration, new FleetSettings(settings.sources(), settings.waves(), limits), extensions);
    }

    /** Returns the limits of a run. */
    public FleetSettings.Limits limits() {
        return settings.limits();
    }

    /**
     * Returns the selected targets in the order of their waves.
     *
     * @throws TrellisException {@code no_targets} if no target has the selected names; {@code source_failed}, {@code
     *     duplicate_target}, {@code missing_key} and others for the sources
     */
    public List<Target> targets(Selection selection) {
        List<Target> all = new TargetReader(
                        configuration,
                        settings,
                        new ControlQuery(database -> databases().open(database)))
                .read();
        List<String> waves = waves(all);
        List<Target> named = all.stream()
                .filter(selection::isNamed)
                .sorted(Comparator.comparing(target -> waves.indexOf(target.wave())))
                .toList();
        if (named.isEmpty()) {
            throw FleetException.noTargets(
                    all.isEmpty() ? "the fleet has no targets" : "no target has the selected ids, labels and waves");
        }
        return named.stream()
                .filter(target -> selection.slice().contains(target.id()))
                .toList();
    }

    /** Returns the configured waves, then the others in the order of the targets. */
    private List<String> waves(List<Target> targets) {
        Set<String> waves = new LinkedHashSet<>(settings.waves());
        targets.forEach(target -> waves.add(target.wave()));
        return new ArrayList<>(waves);
    }

    /**
     * Runs a task on the selected targets. A target that fails does not end the run unless the limits say so; every selected
     * target has a result.
     *
     * @param listener receives the results
     * @throws TrellisException for faults of the scripts, and as {@link #targets}; no target has been begun then
     */
    public FleetSummary run(FleetTask task, Selection selection, FleetListener listener) {
        List<Target> targets = targets(selection);
        FleetRun run = new FleetRun(task, databases(), settings.limits(), listener, () -> isStopped);
        listener.begun(task.command(), targets.size());
        Map<String, List<Target>> byWave = new LinkedHashMap<>();
        targets.forEach(target ->
                byWave.computeIfAbsent(target.wave(), none -> new ArrayList<>()).add(target));
        byWave.forEach(run::wave);
        return run.finish();
    }

    /** Stops the task, for good: no further target begins. May be called by any thread. */
    public void stop() {
        isStopped = true;
    }

    private synchronized TargetDatabases databases() {
        TargetDatabases known = databases;
        if (known == null) {
            known = new TargetDatabases(
                    configuration,
                    SharedScripts.read(configuration, extensions),
                    new SecretReader(configuration::environmentVariable));
            databases = known;
        }
        return known;
    }
}
