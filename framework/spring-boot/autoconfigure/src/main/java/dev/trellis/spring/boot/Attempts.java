package dev.trellis.spring.boot;

import dev.trellis.error.ErrorName;
import dev.trellis.error.TrellisException;
import dev.trellis.spring.boot.TrellisProperties.Mode;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Repeats an action while the database cannot be reached and, in the mode {@code wait}, while revisions are missing. */
final class Attempts {
    private static final Log LOG = LogFactory.getLog(Attempts.class);

    private final String name;
    private final TrellisProperties properties;
    private boolean isAnnounced;

    Attempts(String name, TrellisProperties properties) {
        this.name = name;
        this.properties = properties;
    }

    /** Returns the result of the first attempt that succeeds, or throws the exception of the last attempt. */
    <T> T run(Supplier<T> attempt) {
        long start = System.nanoTime();
        while (true) {
            try {
                return attempt.get();
            } catch (TrellisException e) {
                if (System.nanoTime() - start >= patience(e).toNanos()) {
                    throw e;
                }
                announce(e);
                sleep(e);
            }
        }
    }

    /**
     * Returns how long attempts are repeated after an error. In the mode {@code wait}, a missing connection or missing
     * revisions are tolerated for at least the wait timeout, because the database may not exist yet.
     */
    private Duration patience(TrellisException e) {
        boolean isWait = properties.mode() == Mode.WAIT;
        if (e.is(ErrorName.CANNOT_CONNECT)) {
            Duration connect = properties.connectTimeout();
            return isWait && connect.compareTo(properties.waitTimeout()) < 0 ? properties.waitTimeout() : connect;
        }
        return isWait && e.is(ErrorName.NOT_AT_HEADS) ? properties.waitTimeout() : Duration.ZERO;
    }

    private void announce(TrellisException e) {
        if (!isAnnounced) {
            LOG.info(name + ": waiting for the database: " + e.problem().message());
            isAnnounced = true;
        }
    }

    private void sleep(TrellisException e) {
        try {
            Thread.sleep(properties.pollInterval().toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw e;
        }
    }
}
