package dev.trellis.hibernate;

import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Switches Hibernate's log off while a model is read, because Hibernate would warn about the missing database connection.
 * The class affects only {@code java.util.logging}; an application with another logging library sets the level in the
 * configuration of that library.
 */
final class LogSilencer {
    private static final Logger HIBERNATE = Logger.getLogger("org.hibernate");

    private LogSilencer() {}

    static <T> T withoutLog(Supplier<T> work) {
        @Nullable Level before = HIBERNATE.getLevel();
        HIBERNATE.setLevel(Level.OFF);
        try {
            return work.get();
        } finally {
            HIBERNATE.setLevel(before);
        }
    }
}
