package dev.trellis.internal.dashboard.upgrade;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.Problem;
import dev.trellis.internal.dashboard.live.Environment;
import dev.trellis.internal.dashboard.live.EnvironmentName;
import dev.trellis.report.RunReport;
import java.util.List;

/** An upgrade of an environment to all heads. */
public final class UpgradeRun {
    /** The progress of a run. */
    public enum State {
        RUNNING,
        /** The upgrade has ended without a failure. */
        DONE,
        /** The plan differs from the one that the user has seen, so nothing was run. */
        CHANGED,
        /** The upgrade has failed. */
        FAILED
    }

    private final Environment environment;
    private final String plan;
    private final RunLog log;
    private volatile State state = State.RUNNING;
    private volatile List<Problem> problems = List.of();

    UpgradeRun(Environment environment, String plan) {
        this.environment = environment;
        this.plan = plan;
        this.log = new RunLog(environment::hide);
    }

    /** Returns the name of the environment. */
    EnvironmentName environment() {
        return environment.name();
    }

    /** Returns the progress. */
    public State state() {
        return state;
    }

    /** Returns the lines of the log, oldest first, without secrets. */
    public List<String> lines() {
        return log.lines();
    }

    /** Returns the problems of a failed run. */
    public List<Problem> problems() {
        return problems;
    }

    /** Runs the upgrade. The scripts are read once, so the statements that run are those that were compared. */
    void run() {
        log.add("upgrade to heads");
        try (Trellis trellis = environment.open(log)) {
            if (!PlanFingerprint.of(trellis.planUpgrade("heads", UpgradeOptions.NONE))
                    .equals(plan)) {
                log.add("nothing was run, because the plan has changed since it was shown");
                state = State.CHANGED;
                return;
            }
            RunReport report = trellis.upgrade("heads", UpgradeOptions.NONE);
            int count = report.steps().size();
            log.add(count == 0 ? "nothing to do" : "ran " + count + (count == 1 ? " revision" : " revisions"));
            state = State.DONE;
        } catch (RuntimeException | Error e) {
            problems = environment.problems(e);
            problems.forEach(problem -> log.add("error: " + problem.name() + ": " + problem.message()));
            state = State.FAILED;
        }
    }
}
