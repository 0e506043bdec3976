package dev.trellis.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code --slice}, and the variables by which schedulers number the tasks of an array. */
public final class ArrayTask {
    private static final Pattern SLICE = Pattern.compile("(auto|[0-9]{1,6})(?:/([0-9]{1,6}))?");

    /** The variables of the schedulers; the first one that is set decides. */
    private static final List<Scheduler> SCHEDULERS = List.of(
            new Scheduler("Kubernetes", "JOB_COMPLETION_INDEX", "JOB_COMPLETION_COUNT", 0),
            new Scheduler("Slurm", "SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT", 0),
            new Scheduler("AWS Batch", "AWS_BATCH_JOB_ARRAY_INDEX", "AWS_BATCH_JOB_ARRAY_SIZE", 0),
            new Scheduler("Google Cloud Run", "CLOUD_RUN_TASK_INDEX", "CLOUD_RUN_TASK_COUNT", 0),
            new Scheduler("Google Batch", "BATCH_TASK_INDEX", "BATCH_TASK_COUNT", 0),
            new Scheduler("Azure Pipelines", "SYSTEM_JOBPOSITIONINPHASE", "SYSTEM_TOTALJOBSINPHASE", 1),
            new Scheduler("GitLab", "CI_NODE_INDEX", "CI_NODE_TOTAL", 1));

    private static final String SLURM = "SLURM_ARRAY_TASK_";

    private ArrayTask() {}

    /**
     * The variables of a scheduler.
     *
     * @param name the name of the scheduler
     * @param index the variable with the number of this task
     * @param count the variable with the number of tasks
     * @param first the number of the first task
     */
    public record Scheduler(String name, String index, String count, int first) {}

    /** Returns the schedulers whose variables {@code --slice auto} reads, in the order of precedence. */
    public static List<Scheduler> schedulers() {
        return SCHEDULERS;
    }

    /**
     * Reads a slice.
     *
     * @param text {@code 3/8}; {@code auto} to take the number and the count from the variables of a scheduler; {@code
     *     auto/8} to take only the number from them
     * @param environment returns the value of an environment variable, or null
     * @throws FleetException {@code unexpected_value}, {@code unset_variable}
     */
    public static Slice slice(String text, UnaryOperator<@Nullable String> environment) {
        Matcher parts = SLICE.matcher(text.strip());
        if (!parts.matches() || (!parts.group(1).equals("auto") && parts.group(2) == null)) {
            throw FleetException.badSlice(text);
        }
        if (!parts.group(1).equals("auto")) {
            return new Slice(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
        }
        List<String> names = new ArrayList<>();
        for (Scheduler scheduler : SCHEDULERS) {
            String index = environment.apply(scheduler.index());
            names.add(scheduler.index());
            if (index != null && !index.isBlank()) {
                int number = number(scheduler.index(), environment) - scheduler.first();
                if (parts.group(2) != null) {
                    return new Slice(number + 1, Integer.parseInt(parts.group(2)));
                }
                int count = number(scheduler.count(), environment);
                return scheduler.index().startsWith(SLURM) && environment.apply(SLURM + "MIN") != null
                        ? sliceOfRange(number, count, environment)
                        : new Slice(number + 1, count);
            }
        }
        throw FleetException.noArrayTask(names);
    }

    /**
     * Returns the slice of a task of Slurm, whose numbers may begin anywhere. The numbers of a list such as {@code 3,7} do
     * not show which tasks are missing, so they are refused.
     */
    private static Slice sliceOfRange(int number, int count, UnaryOperator<@Nullable String> environment) {
        int first = number(SLURM + "MIN", environment);
        int last = number(SLURM + "MAX", environment);
        int step = Math.max(1, number(SLURM + "STEP", environment));
        if (last != first + step * (count - 1) || (number - first) % step != 0) {
            throw FleetException.noCount("the count of a whole array: " + SLURM + "COUNT");
        }
        return new Slice((number - first) / step + 1, count);
    }

    private static int number(String name, UnaryOperator<@Nullable String> environment) {
        String value = environment.apply(name);
        if (value == null || value.isBlank()) {
            throw FleetException.noCount(name);
        }
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw FleetException.badSlice(name + "=" + value);
        }
    }
}
