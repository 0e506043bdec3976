package dev.trellis.runtime;

import dev.trellis.dialect.Command;
import dev.trellis.dialect.Dialect;
import dev.trellis.operation.Operation;
import dev.trellis.script.MigrationContext;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What Java code works with outside a revision, such as a seeder. */
public final class SessionContext implements MigrationContext {
    private final Session session;
    private final Listener listener;
    private final Map<String, String> arguments;

    public SessionContext(Session session, Listener listener, Map<String, String> arguments) {
        this.session = session;
        this.listener = listener;
        this.arguments = arguments;
    }

    @Override
    public Handle handle() {
        return session.handle();
    }

    @Override
    public void apply(Operation... operations) {
        Dialect dialect = session.dialect();
        dialect.compile(List.of(operations), dialect.catalog(session.connection()), this::execute);
    }

    private void execute(Command command) {
        listener.statement(command.sql());
        try {
            session.execute(command.sql());
        } catch (SQLException e) {
            throw DatabaseException.failed(command.origin().describe(), session.said(e) + "\n  | " + command.sql(), e);
        }
    }

    @Override
    public Dialect dialect() {
        return session.dialect();
    }

    @Override
    public Map<String, String> arguments() {
        return arguments;
    }
}
