package dev.trellis.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key {@code fleet} of {@code trellis.yaml}: the databases and schemas that {@code trellis fleet} migrates.
 *
 * @param sources the lists of targets, in their order
 * @param waves the names of the waves in the order in which they run; waves that the list does not contain run after it
 * @param limits the limits of a run
 */
public record FleetSettings(List<Source> sources, List<String> waves, Limits limits) {
    public FleetSettings {
        sources = List.copyOf(sources);
        waves = List.copyOf(waves);
    }

    /**
     * The limits of a run.
     *
     * @param maxParallel how many targets are migrated at once
     * @param maxParallelPerServer how many targets of one server are migrated at once
     * @param stopAfter when a run stops because of failures; null to stop before the next wave after any failure
     */
    public record Limits(
            int maxParallel,
            int maxParallelPerServer,
            @Nullable StopRule stopAfter) {
        /** Four targets at once. */
        public static final Limits DEFAULT = new Limits(4, 4, null);
    }

    /**
     * The number of failures after which no further target begins.
     *
     * @param number the number of failures, or of percent of the targets of a wave
     * @param isPercentage whether the number counts percent
     */
    public record StopRule(int number, boolean isPercentage) {
        /** Returns whether a run has to stop. */
        public boolean isReached(long failures, long targetsOfWave) {
            return isPercentage ? failures * 100 > (long) number * targetsOfWave : failures >= number;
        }

        @Override
        public String toString() {
            return number + (isPercentage ? "%" : "");
        }
    }

    /** A list of targets. */
    public sealed interface Source {
        /** Returns the settings that the targets of this source have unless they state others. */
        TargetSettings defaults();
    }

    /**
     * A target in the configuration itself.
     *
     * @param defaults the target
     */
    public record SingleTarget(TargetSettings defaults) implements Source {}

    /**
     * A file with targets: a YAML list, or one JSON object a line if the name ends in {@code .jsonl} or {@code .ndjson}.
     */
    public record TargetFile(Path path, TargetSettings defaults) implements Source {}

    /**
     * A command that prints targets, one JSON object a line.
     *
     * @param words the program and its arguments; no shell is involved
     * @param folder the working directory of the command
     */
    public record TargetCommand(List<String> words, Path folder, TargetSettings defaults) implements Source {
        public TargetCommand {
            words = List.copyOf(words);
        }
    }

    /**
     * A query whose rows are targets. Its columns have the names of the settings of a target; other columns fill
     * placeholders in the defaults.
     *
     * @param control the database of the query; null for the database of the targets, or of the configuration
     */
    public record TargetQuery(String sql, @Nullable TargetSettings control, TargetSettings defaults)
            implements Source {}

    /**
     * A query whose first column is the names of schemas, each of which is a target.
     *
     * @param control the database of the query; null for the database of the targets, or of the configuration
     */
    public record SchemaQuery(String sql, @Nullable TargetSettings control, TargetSettings defaults)
            implements Source {}
}
