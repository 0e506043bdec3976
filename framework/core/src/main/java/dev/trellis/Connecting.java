package dev.trellis;

import dev.trellis.runtime.Session;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A session that is being opened while something else is done; closed by itself when nobody wants it any more. */
final class Connecting {
    private final FutureTask<Session> opening;
    private @Nullable Session opened;
    private boolean unwanted;

    private Connecting(Supplier<Session> open) {
        this.opening = new FutureTask<>(() -> {
            Session session = open.get();
            synchronized (this) {
                opened = session;
                if (unwanted) {
                    session.close();
                }
            }
            return session;
        });
    }

    static Connecting begin(Supplier<Session> open) {
        Connecting connecting = new Connecting(open);
        Thread thread = new Thread(connecting.opening, "trellis-connecting");
        thread.setDaemon(true);
        thread.start();
        return connecting;
    }

    /** The session, or what opening it has thrown. */
    Session await() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return opening.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof RuntimeException exception) {
                        throw exception;
                    }
                    if (e.getCause() instanceof Error error) {
                        throw error;
                    }
                    throw new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Nobody has taken the session, nor will. */
    synchronized void abandon() {
        unwanted = true;
        if (opened != null) {
            opened.close();
        }
    }
}
