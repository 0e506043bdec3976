package dev.trellis.internal.dashboard.live;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.config.Configuration;
import dev.trellis.config.Secrets;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.HistoryEntry;
import dev.trellis.report.PlanReport;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An environment of the configuration with its database. */
public final class Environment implements AutoCloseable {
    private static final long LONGEST_SECONDS = 10;

    /** The queries of an environment. Each has one thread. */
    enum Query {
        STATE,
        HISTORY,
        PLAN,
        SITE
    }

    private final EnvironmentName name;
    private final @Nullable Configuration configuration;
    private final Extensions extensions;
    private final List<Problem> problems;
    private final ThreadPoolExecutor threads;
    /** The queries that run, and those whose results no page has shown yet. */
    private final Map<Query, RunningQuery<?>> running = new EnumMap<>(Query.class);

    private Environment(
            EnvironmentName name,
            @Nullable Configuration configuration,
            Extensions extensions,
            List<Problem> problems) {
        this.name = name;
        this.configuration = configuration;
        this.extensions = extensions;
        this.problems = problems;
        int count = Query.values().length;
        this.threads = new ThreadPoolExecutor(count, count, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "trellis-serve-" + name.slug());
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
    }

    static Environment of(EnvironmentName name, Configuration configuration, Extensions extensions) {
        return new Environment(name, configuration, extensions, List.of());
    }

    /** Returns an environment whose configuration or plugins have problems. */
    static Environment broken(EnvironmentName name, List<Problem> problems) {
        return new Environment(name, null, Extensions.NONE, problems);
    }

    /** Returns the name. */
    public EnvironmentName name() {
        return name;
    }

    /** Returns the URL of the database without passwords; empty if it is not known. */
    public String database() {
        return configuration == null || configuration.database() == null
                ? ""
                : configuration.database().display();
    }

    /** Hides the secrets of this environment in a text. */
    public String hide(String text) {
        return secrets().hide(text);
    }

    private Secrets secrets() {
        return configuration == null || configuration.database() == null
                ? Secrets.of("", null)
                : configuration.database().secrets();
    }

    /** Begins to read the state. */
    public Supplier<Answer<LiveState>> state() {
        return begin(Query.STATE, workspace -> new StateReader(workspace).read());
    }

    /** Returns the newest rows of the history, newest first. */
    public Answer<List<HistoryEntry>> history(int count) {
        return begin(Query.HISTORY, workspace -> new StateReader(workspace).history(count))
                .get();
    }

    /** Returns the plan of the upgrade to all heads. */
    public Answer<PlanReport> plan() {
        return beginWith(Query.PLAN, (given, found) -> {
                    try (Trellis trellis = new Trellis(given, found, Listener.NONE)) {
                        return trellis.planUpgrade("heads", UpgradeOptions.NONE);
                    }
                })
                .get();
    }

    /**
     * Opens the project for an upgrade.
     *
     * @throws TrellisException if the configuration has problems
     */
    public Trellis open(Listener listener) {
        if (configuration == null) {
            throw new TrellisException(problems, null);
        }
        return new Trellis(configuration, extensions, listener);
    }

    /**
     * Runs a query on a thread of this environment; the returned function waits for its result. A query that is already running
     * is not run a second time. One that takes longer than a page waits continues, and a later page shows its result.
     */
    <T> Supplier<Answer<T>> begin(Query query, Function<Workspace, T> work) {
        return beginWith(query, (given, found) -> {
            try (Workspace workspace = new Workspace(given, found)) {
                return work.apply(workspace);
            }
        });
    }

    /** Work with a configuration and the contributions of its plugins. */
    private interface Work<T> {
        T with(Configuration configuration, Extensions extensions);
    }

    private <T> Supplier<Answer<T>> beginWith(Query query, Work<T> work) {
        if (configuration == null) {
            return () -> Answer.failed(problems);
        }
        RunningQuery<T> begun = running(query, () -> work.with(configuration, extensions));
        // From now on, so that a page that waits for several environments does not add up their times.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        return () -> await(query, begun, deadline);
    }

    @SuppressWarnings("unchecked") // each query has one type of result
    private <T> RunningQuery<T> running(Query query, Supplier<T> work) {
        synchronized (running) {
            RunningQuery<?> known = running.get(query);
            if (known != null && !known.isOutdated()) {
                return (RunningQuery<T>) known;
            }
            RunningQuery<T> begun = RunningQuery.begin(work, threads);
            running.put(query, begun);
            return begun;
        }
    }

    private <T> Answer<T> await(Query query, RunningQuery<T> begun, long deadline) {
        try {
            T result = begun.await(deadline);
            remove(query, begun);
            return Answer.of(result);
        } catch (TimeoutException e) {
            return Answer.failed(List.of(noAnswer()));
        } catch (ExecutionException e) {
            remove(query, begun);
            return Answer.failed(problems(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.failed(List.of(noAnswer()));
        }
    }

    private void remove(Query query, RunningQuery<?> ended) {
        synchronized (running) {
            running.remove(query, ended);
        }
    }

    private static Problem noAnswer() {
        return Problem.of(
                        ErrorName.CANNOT_CONNECT,
                        "there is no answer after " + LONGEST_SECONDS + " seconds; the query continues")
                .advice(
                        "Load the page again. If there is no answer for long, check the address in the configuration and the"
                                + " load of the server.");
    }

    /** Returns the problems of a failure without secrets. */
    public List<Problem> problems(@Nullable Throwable failure) {
        if (failure instanceof TrellisException known) {
            return known.problems().stream().map(this::withoutSecrets).toList();
        }
        return List.of(Problem.of(ErrorName.INTERNAL_ERROR, hide(String.valueOf(failure))));
    }

    private Problem withoutSecrets(Problem problem) {
        String advice = problem.advice();
        return problem.withMessage(hide(problem.message())).advice(advice == null ? null : hide(advice));
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
