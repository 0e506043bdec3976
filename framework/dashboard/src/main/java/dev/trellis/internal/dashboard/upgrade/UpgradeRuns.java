package dev.trellis.internal.dashboard.upgrade;

import dev.trellis.internal.dashboard.live.Environment;
import dev.trellis.internal.dashboard.live.EnvironmentName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The upgrades that users have started: at most one of an environment at a time. */
public final class UpgradeRuns implements AutoCloseable {
    private static final int REMEMBERED_FORMS = 1000;

    private final Map<String, UpgradeRun> lastByEnvironment = new LinkedHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Set<String> sentForms = new LinkedHashSet<>();
    private boolean isClosed;

    /** Creates an object without runs. */
    public UpgradeRuns() {}

    /**
     * Starts an upgrade. A form that is sent twice, and a form that is sent during an upgrade, start no second one.
     *
     * @param form the random text of the form
     * @param plan the fingerprint of the plan that the user has seen
     */
    public synchronized void start(Environment environment, String form, String plan) {
        UpgradeRun last = last(environment);
        boolean isNew = sentForms.add(environment.name().slug() + " " + form);
        boolean isRunning = last != null && last.state() == UpgradeRun.State.RUNNING;
        if (isClosed || isRunning || !isNew) {
            return;
        }
        if (sentForms.size() > REMEMBERED_FORMS) {
            sentForms.remove(sentForms.iterator().next());
        }
        UpgradeRun run = new UpgradeRun(environment, plan);
        lastByEnvironment.put(environment.name().slug(), run);
        threads.removeIf(thread -> !thread.isAlive());
        Thread thread =
                new Thread(run::run, "trellis-upgrade-" + environment.name().slug());
        threads.add(thread);
        thread.start();
    }

    /** Returns the last upgrade of an environment; null if there was none. */
    public synchronized @Nullable UpgradeRun last(Environment environment) {
        return lastByEnvironment.get(environment.name().slug());
    }

    /** Returns the names of the environments in which an upgrade is running. */
    public synchronized List<EnvironmentName> running() {
        return lastByEnvironment.values().stream()
                .filter(run -> run.state() == UpgradeRun.State.RUNNING)
                .map(UpgradeRun::environment)
                .toList();
    }

    /** Starts no further upgrade and waits for the running ones. */
    @Override
    public void close() {
        List<Thread> running;
        synchronized (this) {
            isClosed = true;
            running = List.copyOf(threads);
        }
        try {
            for (Thread thread : running) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
