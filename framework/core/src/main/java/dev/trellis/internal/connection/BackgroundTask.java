package dev.trellis.internal.connection;

import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Work at a database that is done on a thread of its own; nobody else may use its connection until it is done. */
public final class BackgroundTask<T> implements AutoCloseable {
    /** What is done. */
    public interface Work<T> {
        T run() throws SQLException;
    }

    private final FutureTask<T> task;

    private BackgroundTask(FutureTask<T> task) {
        this.task = task;
    }

    /** @param name what the thread is called */
    public static <T> BackgroundTask<T> begin(String name, Work<T> work) {
        FutureTask<T> task = new FutureTask<>(work::run);
        Thread thread = new Thread(task, name);
        // A process that has come to its end does not wait for what nobody waits for.
        thread.setDaemon(true);
        thread.start();
        return new BackgroundTask<>(task);
    }

    /**
     * Waits for it to be done.
     *
     * @throws SQLException as the work throws it, and likewise what is unchecked
     */
    public T result() throws SQLException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    // The connection is in use all the same.
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw thrown(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static SQLException thrown(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof SQLException known ? known : new SQLException(cause);
    }

    /** Waits likewise, and leaves what it came to alone. */
    @Override
    public void close() {
        try {
            result();
        } catch (SQLException | RuntimeException e) {
            // Whoever wanted the result has asked for it.
        }
    }
}
