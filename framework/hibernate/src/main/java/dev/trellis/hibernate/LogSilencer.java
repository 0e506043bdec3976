package dev.trellis.hibernate;

import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Turns Hibernate's log off while a model is read: it has nothing to say about a database that is not there. An
 * application that brings a logging library of its own sets that library's level itself.
 */
final class LogSilencer implements AutoCloseable {
    private static final Logger HIBERNATE = Logger.getLogger("org.hibernate");

    private final @Nullable Level before;

    private LogSilencer() {
        before = HIBERNATE.getLevel();
        HIBERNATE.setLevel(Level.OFF);
    }

    static LogSilencer ofHibernate() {
        return new LogSilencer();
    }

    <T> T during(Supplier<T> work) {
        return work.get();
    }

    @Override
    public void close() {
        HIBERNATE.setLevel(before);
    }
}
