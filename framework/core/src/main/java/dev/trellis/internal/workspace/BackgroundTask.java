package dev.trellis.internal.workspace;

import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Database work on a thread of its own. Until the task is done, no other thread may use the connection of the task.
 *
 * @param <T> the type of the result
 */
public final class BackgroundTask<T> implements AutoCloseable {
    /** The work of the thread. */
    public interface Work<T> {
        T run() throws SQLException;
    }

    private final FutureTask<T> task;

    private BackgroundTask(FutureTask<T> task) {
        this.task = task;
    }

    /** Starts the work on a new thread with this name. */
    public static <T> BackgroundTask<T> begin(String name, Work<T> work) {
        FutureTask<T> task = new FutureTask<>(work::run);
        Thread thread = new Thread(task, name);
        // A daemon thread does not keep the JVM alive.
        thread.setDaemon(true);
        thread.start();
        return new BackgroundTask<>(task);
    }

    /**
     * Waits for the work and returns its result. An interrupt does not end the wait, since the work still uses the
     * connection; the interrupt flag is set again afterwards.
     *
     * @throws SQLException if the work throws one; unchecked exceptions of the work are thrown as they are
     */
    public T result() throws SQLException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw unwrap(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static SQLException unwrap(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof SQLException sql ? sql : new SQLException(cause);
    }

    /** Waits for the work and ignores its result and its failure. */
    @Override
    public void close() {
        try {
            result();
        } catch (SQLException | RuntimeException e) {
            // A caller that needs the result calls result().
        }
    }
}
