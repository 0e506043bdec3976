package dev.trellis.fleet;

import dev.trellis.config.FleetSettings.Limits;
import dev.trellis.config.FleetSettings.StopRule;
import dev.trellis.internal.connection.ReusableConnection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One run of a task: its threads, its results, and the rule by which it stops. */
final class FleetRun {
    /** The largest number of schemas whose state is read together: few enough for the locks of PostgreSQL's defaults. */
    private static final int GROUP = 200;

    private final FleetTask task;
    private final Limits limits;
    private final FleetListener listener;
    private final BooleanSupplier isStopped;
    private final TargetRun targetRun;
    private final SchemaGroup groups;
    private final long start = System.nanoTime();
    private final Map<TargetStatus, Integer> counts = new EnumMap<>(TargetStatus.class);
    private long failures;
    private long targetsOfWave;
    private long failuresOfWave;
    private volatile @Nullable String stopReason;
    /** An error that ended a thread. */
    private volatile @Nullable Error fatal;

    FleetRun(
            FleetTask task,
            TargetDatabases databases,
            Limits limits,
            FleetListener listener,
            BooleanSupplier isStopped) {
        this.task = task;
        this.limits = limits;
        this.listener = listener;
        this.isStopped = isStopped;
        this.targetRun = new TargetRun(task, databases, new Plans(listener));
        this.groups = new SchemaGroup(task, databases, targetRun);
    }

    /** Runs the task on the targets of a wave, unless an earlier wave has stopped the run. */
    void wave(String name, List<Target> targets) {
        targetsOfWave = targets.size();
        failuresOfWave = 0;
        if (stopReason == null) {
            synchronized (listener) {
                listener.wave(name, targets.size());
            }
        }
        Scheduler jobs = jobs(targets);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Math.min(limits.maxParallel(), targets.size()); i++) {
            Thread thread = new Thread(() -> work(jobs), "trellis-fleet-" + (i + 1));
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        threads.forEach(FleetRun::join);
        Error error = fatal;
        if (error != null) {
            throw error;
        }
        if (stopReason == null && failuresOfWave > 0 && limits.stopAfter() == null && changesDatabases()) {
            stopReason = failuresOfWave + " of " + targets.size() + " targets of wave '" + name + "' failed";
        }
    }

    /** Ends the run. */
    FleetSummary finish() {
        FleetSummary summary = new FleetSummary(counts, (System.nanoTime() - start) / 1_000_000);
        listener.finished(summary);
        return summary;
    }

    /** Returns whether the task can change databases. A task that only reads runs on all targets. */
    private boolean changesDatabases() {
        return task instanceof FleetTask.Upgrade || task instanceof FleetTask.Downgrade;
    }

    private Scheduler jobs(List<Target> targets) {
        Scheduler jobs = new Scheduler(limits.maxParallelPerServer());
        Map<String, List<Target>> schemas = new LinkedHashMap<>();
        for (Target target : targets) {
            if (target.database().schema() != null && SchemaGroup.isPossible(task)) {
                schemas.computeIfAbsent(TargetDatabases.key(target), none -> new ArrayList<>())
                        .add(target);
            } else {
                jobs.add(job(List.of(target)));
            }
        }
        schemas.values().forEach(all -> {
            for (int from = 0; from < all.size(); from += GROUP) {
                jobs.add(job(all.subList(from, Math.min(from + GROUP, all.size()))));
            }
        });
        return jobs;
    }

    private static Job job(List<Target> targets) {
        Target first = targets.get(0);
        return new Job(
                targets,
                TargetDatabases.key(first),
                ServerKey.of(first.database().url()));
    }

    private static void join(Thread thread) {
        boolean isInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Works on jobs until none is left. */
    private void work(Scheduler jobs) {
        try (ReusableConnection connection = new ReusableConnection()) {
            Job job = jobs.take();
            while (job != null) {
                Job ended = job;
                try {
                    run(ended, jobs, connection);
                } catch (Error e) {
                    fatal = e;
                    stopReason = "the process failed: " + e;
                } finally {
                    job = jobs.nextOfDatabase(ended);
                    if (job == null) {
                        connection.disconnect();
                        jobs.end(ended);
                    }
                }
                if (job == null) {
                    job = jobs.take();
                }
            }
        }
    }

    private void run(Job job, Scheduler jobs, ReusableConnection connection) {
        String reason = stopReason();
        if (reason != null) {
            job.targets()
                    .forEach(target -> add(TargetRun.notStarted(
                            target, reason, "Fix the failed targets, then run the same command again.")));
        } else if (job.targets().size() == 1) {
            add(targetRun.run(job.targets().get(0), connection));
        } else {
            groups.results(job.targets(), connection, this::add).forEach(target -> jobs.add(job(List.of(target))));
        }
    }

    private @Nullable String stopReason() {
        return stopReason == null && isStopped.getAsBoolean() ? "the run was interrupted" : stopReason;
    }

    private void add(TargetResult result) {
        synchronized (listener) {
            counts.merge(result.status(), 1, Integer::sum);
            if (result.status().isFailure()) {
                failures++;
                failuresOfWave++;
                StopRule rule = limits.stopAfter();
                if (rule != null
                        && changesDatabases()
                        && stopReason == null
                        && rule.isReached(rule.isPercentage() ? failuresOfWave : failures, targetsOfWave)) {
                    stopReason = failures + " targets failed, and 'stop_after' is " + rule;
                }
            }
            listener.result(result);
        }
    }
}
