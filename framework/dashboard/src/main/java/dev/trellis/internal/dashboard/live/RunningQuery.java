package dev.trellis.internal.dashboard.live;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A query that runs on another thread. It is never interrupted, because an interrupt can break the connections of other threads
 * (H2).
 *
 * @param <T> its result
 */
final class RunningQuery<T> {
    /** A result that no page has shown for so long is not shown any more. */
    private static final long OUTDATED_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final CompletableFuture<T> result;
    private volatile long endedAt;

    private RunningQuery(Supplier<T> work, Executor threads) {
        this.result = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.get();
                    } finally {
                        endedAt = System.nanoTime();
                    }
                },
                threads);
    }

    static <T> RunningQuery<T> begin(Supplier<T> work, Executor threads) {
        return new RunningQuery<>(work, threads);
    }

    /** Returns whether the query has ended too long ago for its result to be shown. */
    boolean isOutdated() {
        return result.isDone() && System.nanoTime() - endedAt > OUTDATED_NANOS;
    }

    /**
     * Waits for the result.
     *
     * @param deadline the time of {@link System#nanoTime} at which to stop waiting
     */
    T await(long deadline) throws ExecutionException, TimeoutException, InterruptedException {
        return result.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
}
