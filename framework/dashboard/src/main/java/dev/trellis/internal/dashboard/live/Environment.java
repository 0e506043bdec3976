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
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An environment of the configuration with its database. */
public final class Environment implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int WAITING = 16;
    private static final long LONGEST_SECONDS = 10;

    private final EnvironmentName name;
    private final @Nullable Configuration configuration;
    private final Extensions extensions;
    private final List<Problem> problems;
    private final ThreadPoolExecutor threads;

    private Environment(
            EnvironmentName name,
            @Nullable Configuration configuration,
            Extensions extensions,
            List<Problem> problems) {
        this.name = name;
        this.configuration = configuration;
        this.extensions = extensions;
        this.problems = problems;
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> {
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
        return begin(workspace -> new StateReader(workspace).read());
    }

    /** Returns the newest rows of the history, newest first. */
    public Answer<List<HistoryEntry>> history(int count) {
        return begin(workspace -> new StateReader(workspace).history(count)).get();
    }

    /** Returns the plan of the upgrade to all heads. */
    public Answer<PlanReport> plan() {
        return beginWith((given, found) -> {
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

    /** Runs work on a thread of this environment; the returned function waits for its result. */
    <T> Supplier<Answer<T>> begin(Function<Workspace, T> work) {
        return beginWith((given, found) -> {
            try (Workspace workspace = new Workspace(given, found)) {
                return work.apply(workspace);
            }
        });
    }

    /** Work with a configuration and the contributions of its plugins. */
    private interface Work<T> {
        T with(Configuration configuration, Extensions extensions);
    }

    private <T> Supplier<Answer<T>> beginWith(Work<T> work) {
        if (configuration == null) {
            return () -> Answer.failed(problems);
        }
        try {
            Future<T> future = threads.submit(() -> work.with(configuration, extensions));
            return () -> await(future);
        } catch (RejectedExecutionException e) {
            return () -> Answer.failed(List.of(noAnswer()));
        }
    }

    private <T> Answer<T> await(Future<T> future) {
        try {
            return Answer.of(future.get(LONGEST_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            // Not interrupted: an interrupt can break the connections of other threads (H2).
            future.cancel(false);
            return Answer.failed(List.of(noAnswer()));
        } catch (ExecutionException e) {
            return Answer.failed(problems(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.failed(List.of(noAnswer()));
        }
    }

    private static Problem noAnswer() {
        return Problem.of(
                        ErrorName.CANNOT_CONNECT,
                        "the database has not answered within " + LONGEST_SECONDS + " seconds")
                .advice("Check the address in the configuration and the load of the server, and load the page again.");
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
