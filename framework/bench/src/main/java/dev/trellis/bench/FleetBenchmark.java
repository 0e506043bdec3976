package dev.trellis.bench;

import dev.trellis.testbed.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Measures fleets: the workload W6 of the README. */
final class FleetBenchmark {
    private static final int[] THREADS = {1, 4, 16};
    private static final int FEW = 20;
    private static final int MANY = 100;
    private static final int FAILING_PERCENT = 1;
    private static final int SUCCESS = 0;

    private final Tools tools;
    private final FleetShape shape;

    FleetBenchmark(Tools tools, FleetShape shape) {
        this.tools = tools;
        this.shape = shape;
    }

    /** The tools that take part. */
    private enum Tool {
        FLOOR,
        TRELLIS,
        FLYWAY,
        LIQUIBASE
    }

    /**
     * A line of the table.
     *
     * @param before the revisions that are applied before the measurement
     * @param after the revisions that exist during the measurement
     * @param failing whether one target of a hundred fails
     */
    private record Scenario(String name, int before, int after, boolean failing) {}

    private static final List<Scenario> SCENARIOS = List.of(
            new Scenario(FEW + " from empty", 0, FEW, false),
            new Scenario("1 after " + MANY, MANY, MANY + 1, false),
            new Scenario("nothing to do", MANY, MANY, false),
            new Scenario("1 % failing", 0, FEW, true));

    /** The state of a contender: its targets and its scripts. */
    private record Fleet(TestDatabase database, Path folder, List<FleetLoop.Target> targets) {}

    /** Runs all scenarios with each number of threads. */
    void run(int size, int rounds) throws Exception {
        for (int threads : THREADS) {
            for (Scenario scenario : SCENARIOS) {
                Map<Tool, List<Sample>> samples = new LinkedHashMap<>();
                for (int round = 0; round < (rounds + 2) / 3; round++) {
                    for (Tool tool : Tool.values()) {
                        samples.computeIfAbsent(tool, none -> new ArrayList<>())
                                .add(sample(tool, scenario, size, threads));
                    }
                }
                print(scenario.name(), size, threads, samples);
            }
            killed(size, threads);
        }
    }

    private void print(String scenario, int size, int threads, Map<Tool, List<Sample>> samples) {
        double floor = Row.median(samples.values().iterator().next());
        samples.forEach((tool, values) -> Row.print(
                "W6, " + Inputs.thousands(size) + " "
                        + shape.name().toLowerCase(Locale.ROOT).replaceFirst(".*_", "") + ", K = " + threads + ", "
                        + scenario,
                shape.kind(),
                tool.name().toLowerCase(Locale.ROOT),
                values,
                floor));
    }

    private Sample sample(Tool tool, Scenario scenario, int size, int threads) throws Exception {
        Fleet fleet = fleet(tool, size);
        try {
            if (scenario.before() > 0) {
                write(tool, fleet, scenario.before());
                tools.finish(process(tool, fleet, scenario.before(), 4));
            }
            if (scenario.failing()) {
                for (int i = 0; i < size; i += 100 / FAILING_PERCENT) {
                    breakTarget(fleet, fleet.targets().get(i), scenario.after() - 1);
                }
            }
            write(tool, fleet, scenario.after());
            boolean mayFail = scenario.failing() && tool == Tool.TRELLIS;
            Sample sample = Sample.of(
                    List.of(process(tool, fleet, scenario.after(), threads)), mayFail ? 1 : SUCCESS, tools.work());
            if (sample.failed() > 0) {
                System.err.println("W6: " + sample.output());
            }
            return sample;
        } finally {
            shape.drop(fleet.database(), fleet.targets());
        }
    }

    /** Kills Trellis in the middle of a run, and measures the rerun; the floor is the whole run without a kill. */
    private void killed(int size, int threads) throws Exception {
        Scenario scenario = SCENARIOS.get(0);
        Sample whole = sample(Tool.TRELLIS, scenario, size, threads);
        Fleet fleet = fleet(Tool.TRELLIS, size);
        try {
            write(Tool.TRELLIS, fleet, scenario.after());
            Process process = process(Tool.TRELLIS, fleet, scenario.after(), threads)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.waitFor((long) (whole.seconds() * 500), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            Sample rerun =
                    Sample.of(List.of(process(Tool.TRELLIS, fleet, scenario.after(), threads)), SUCCESS, tools.work());
            Row.print(
                    "W6, " + Inputs.thousands(size) + " "
                            + shape.name().toLowerCase(Locale.ROOT).replaceFirst(".*_", "") + ", K = " + threads
                            + ", killed halfway",
                    shape.kind(),
                    "trellis, rerun",
                    List.of(rerun),
                    whole.seconds());
        } finally {
            shape.drop(fleet.database(), fleet.targets());
        }
    }

    private Fleet fleet(Tool tool, int size) throws IOException {
        TestDatabase database = tools.database(shape.kind());
        Path folder = Files.createTempDirectory(tools.work(), "fleet");
        String name =
                "f" + Long.toHexString(System.nanoTime()) + "_" + tool.name().toLowerCase(Locale.ROOT);
        List<FleetLoop.Target> targets = shape.create(database, name, size, folder);
        StringBuilder lines = new StringBuilder();
        StringBuilder json = new StringBuilder();
        for (int i = 0; i < size; i++) {
            FleetLoop.Target target = targets.get(i);
            lines.append(target.url())
                    .append(target.schema() == null ? "" : "\t" + target.schema())
                    .append('\n');
            json.append("{\"id\": \"t").append(i).append("\", \"url\": \"").append(target.url());
            json.append(target.schema() == null ? "" : "\", \"schema\": \"" + target.schema());
            if (database.user() != null) {
                json.append("\", \"user\": \"").append(database.user());
            }
            json.append(database.password() == null ? "\"}\n" : "\", \"password\": {\"env\": \"BENCH_PASSWORD\"}}\n");
        }
        Files.writeString(folder.resolve("targets.txt"), lines);
        Files.writeString(folder.resolve("targets.jsonl"), json);
        return new Fleet(database, folder, targets);
    }

    private static void write(Tool tool, Fleet fleet, int revisions) throws IOException {
        Path folder = fleet.folder();
        switch (tool) {
            case TRELLIS -> {
                Inputs.trellis(folder, revisions, 1);
                Files.writeString(
                        folder.resolve("trellis.yaml"),
                        "branches: {b0: {directory: scripts/b0}}\nfleet: {targets: [{file: targets.jsonl}]}\n");
            }
            case FLYWAY -> Inputs.flyway(folder.resolve("flyway"), revisions);
            case LIQUIBASE -> Inputs.liquibase(folder.resolve("liquibase"), revisions);
            case FLOOR -> {}
        }
    }

    private ProcessBuilder process(Tool tool, Fleet fleet, int revisions, int threads) {
        String targets = fleet.folder().resolve("targets.txt").toString();
        String number = String.valueOf(threads);
        return switch (tool) {
            case FLOOR -> tools.fleetFloor(fleet.database(), targets, number, String.valueOf(revisions));
            case TRELLIS ->
                tools.trellis(fleet.folder(), fleet.database(), "fleet", "upgrade", "--max-parallel", number);
            case FLYWAY ->
                tools.peer(
                        FlywayRun.class,
                        fleet.database(),
                        "fleet",
                        targets,
                        number,
                        fleet.folder().resolve("flyway").toString());
            case LIQUIBASE ->
                tools.peer(
                        LiquibaseRun.class,
                        fleet.database(),
                        "fleet",
                        targets,
                        number,
                        fleet.folder().resolve("liquibase").toString());
        };
    }

    /** Creates the table of a revision, so that the revision fails on this target. */
    private static void breakTarget(Fleet fleet, FleetLoop.Target target, int revision) throws Exception {
        String prefix = target.schema() == null ? "" : target.schema() + ".";
        try (Connection connection = DriverManager.getConnection(
                        target.url(), fleet.database().user(), fleet.database().password());
                Statement statement = connection.createStatement()) {
            statement.execute("create table " + prefix + "t" + revision + " (id integer)");
        }
    }
}
