package dev.trellis.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.fleet.ArrayTask.Scheduler;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Slices, and the variables of schedulers from which their numbers come. */
class ArrayTaskTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    3/8      |                                                                  | 3/8
                    auto/8   | JOB_COMPLETION_INDEX=0                                           | 1/8
                    auto/8   | JOB_COMPLETION_INDEX=7                                           | 8/8
                    auto     | JOB_COMPLETION_INDEX=2 JOB_COMPLETION_COUNT=4                    | 3/4
                    auto/8   | SLURM_ARRAY_TASK_ID=3 SLURM_ARRAY_TASK_MIN=3                     | 4/8
                    auto     | SLURM_ARRAY_TASK_ID=0 SLURM_ARRAY_TASK_COUNT=4                   | 1/4
                    auto     | SLURM_ARRAY_TASK_ID=5 SLURM_ARRAY_TASK_COUNT=5 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=9 SLURM_ARRAY_TASK_STEP=2 | 3/5
                    auto     | AWS_BATCH_JOB_ARRAY_INDEX=1 AWS_BATCH_JOB_ARRAY_SIZE=2           | 2/2
                    auto     | CLOUD_RUN_TASK_INDEX=1 CLOUD_RUN_TASK_COUNT=2                    | 2/2
                    auto     | SYSTEM_JOBPOSITIONINPHASE=1 SYSTEM_TOTALJOBSINPHASE=2            | 1/2
                    auto     | CI_NODE_INDEX=2 CI_NODE_TOTAL=2                                  | 2/2
                    """)
    void a_slice_has_the_number_of_its_task(String text, String variables, String slice) {
        assertEquals(slice, read(text, variables).toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0/8      |                                                            | unexpected_value
                    9/8      |                                                            | unexpected_value
                    3        |                                                            | unexpected_value
                    x/8      |                                                            | unexpected_value
                    auto     |                                                            | unset_variable
                    auto     | JOB_COMPLETION_INDEX=2                                     | unset_variable
                    auto/2   | JOB_COMPLETION_INDEX=2                                     | unexpected_value
                    auto/2   | JOB_COMPLETION_INDEX=one                                   | unexpected_value
                    auto     | SLURM_ARRAY_TASK_ID=7 SLURM_ARRAY_TASK_COUNT=2 SLURM_ARRAY_TASK_MIN=3 SLURM_ARRAY_TASK_MAX=7 SLURM_ARRAY_TASK_STEP=1 | unset_variable
                    """)
    void an_unclear_slice_is_refused(String text, String variables, String error) {
        assertEquals(
                error,
                assertThrows(FleetException.class, () -> read(text, variables)).name());
    }

    private static Slice read(String text, String variables) {
        Map<String, String> values = Arrays.stream(String.valueOf(variables).split(" "))
                .filter(word -> word.contains("="))
                .map(word -> word.split("=", 2))
                .collect(Collectors.toMap(word -> word[0], word -> word[1]));
        return ArrayTask.slice(text, values::get);
    }

    static Stream<Scheduler> schedulers() {
        return ArrayTask.schedulers().stream();
    }

    @ParameterizedTest
    @MethodSource("schedulers")
    void the_tasks_of_a_scheduler_cover_the_fleet(Scheduler scheduler) {
        int[] found = new int[1000];
        for (int task = 0; task < 7; task++) {
            Slice slice = ArrayTask.slice(
                    "auto",
                    Map.of(scheduler.index(), String.valueOf(scheduler.first() + task), scheduler.count(), "7")::get);
            IntStream.range(0, found.length)
                    .filter(i -> slice.contains("tenant-" + i))
                    .forEach(i -> found[i]++);
        }
        assertTrue(Arrays.stream(found).allMatch(count -> count == 1));
    }

    @Test
    void slices_are_of_similar_size() {
        for (int number = 1; number <= 16; number++) {
            Slice slice = new Slice(number, 16);
            long size = IntStream.range(0, 10_000)
                    .filter(i -> slice.contains("store_" + i))
                    .count();
            assertTrue(size > 500 && size < 750, slice + ": " + size);
        }
    }
}
