package dev.trellis.internal.command;

import dev.trellis.Listener;
import dev.trellis.UsageException;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.connection.SessionContext;
import dev.trellis.internal.run.FatalError;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.script.JavaStep;
import java.sql.SQLException;

/** A command of an application: Java code that runs on the database in a transaction of its own. */
public final class ApplicationCommand {
    private final Workspace workspace;
    private final Listener listener;

    public ApplicationCommand(Workspace workspace, Listener listener) {
        this.workspace = workspace;
        this.listener = listener;
    }

    /**
     * Runs the code and commits, or rolls back its changes.
     *
     * @param name the name of the command in error messages
     * @throws UsageException {@code command_failed} if the code throws an exception that comes neither from Trellis nor from
     *     the database
     */
    public void run(String name, JavaStep code) {
        workspace.atDatabase(name, session -> {
            run(name, code, session);
            return true;
        });
    }

    private void run(String name, JavaStep code, Session session) throws SQLException {
        session.begin();
        try {
            code.run(new SessionContext(
                    session, listener, workspace.configuration().arguments()));
            session.commit();
        } catch (TrellisException | SQLException e) {
            session.rollback(e);
            throw e;
        } catch (Throwable e) {
            FatalError.rethrow(e);
            session.rollback(e);
            throw UsageException.workFailed(name, e);
        }
    }
}
