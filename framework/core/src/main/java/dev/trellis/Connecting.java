package dev.trellis;

import dev.trellis.runtime.Session;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A session that is being opened while something else is done; closed by itself when nobody wants it any more. */
final class Connecting {
    private final Beside<Session> opening;
    private @Nullable Session opened;
    private boolean unwanted;

    private Connecting(Supplier<Session> open) {
        opening = Beside.begin("connecting", () -> kept(open.get()));
    }

    static Connecting begin(Supplier<Session> open) {
        return new Connecting(open);
    }

    private synchronized Session kept(Session session) {
        opened = session;
        if (unwanted) {
            session.close();
        }
        return session;
    }

    /** The session, or what opening it has thrown. */
    Session await() {
        try {
            return opening.result();
        } catch (SQLException e) {
            throw new IllegalStateException("opening a session throws none of these", e);
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
