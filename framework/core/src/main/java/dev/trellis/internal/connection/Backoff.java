package dev.trellis.internal.connection;

import java.time.Duration;

/** The pauses between the attempts of a retry: each twice as long as the one before, up to a limit. */
public final class Backoff {
    private final long longest;
    private long next;

    public Backoff(Duration shortest, Duration longest) {
        this.next = shortest.toMillis();
        this.longest = longest.toMillis();
    }

    /**
     * Sleeps for the next pause.
     *
     * @throws DatabaseException as {@link #sleep}
     */
    public void pause() {
        sleep(next);
        next = Math.min(longest, next * 2);
    }

    /**
     * Sleeps.
     *
     * @throws DatabaseException {@code interrupted} if the thread is interrupted; its interrupt flag stays set
     */
    public static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DatabaseException.interrupted();
        }
    }
}
