package dev.trellis.internal.connection;

import dev.trellis.Listener;
import dev.trellis.dialect.Dialect;
import dev.trellis.operation.Operation;
import dev.trellis.script.MigrationContext;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The context of Java code that runs outside a revision, such as a seeder. */
public final class SessionContext implements MigrationContext {
    private final Session session;
    private final Listener listener;
    private final Map<String, String> arguments;
    private final Check check;

    public SessionContext(Session session, Listener listener, Map<String, String> arguments) {
        this(session, listener, arguments, Check.NOTHING);
        session.passWarnings(listener);
    }

    private SessionContext(Session session, Listener listener, Map<String, String> arguments, Check check) {
        this.session = session;
        this.listener = listener;
        this.arguments = arguments;
        this.check = check;
    }

    /** Refuses the statements and operations that a Java step must not run. */
    public interface Check {
        /** Checks nothing. */
        Check NOTHING = new Check() {
            @Override
            public void sql(String sql) {}

            @Override
            public void operations(List<Operation> operations) {}
        };

        /** Throws an exception for a statement that must not be run. */
        void sql(String sql);

        /** Throws an exception for operations that must not be run. */
        void operations(List<Operation> operations);
    }

    /** Returns a context that checks each statement and operation before running it. */
    public SessionContext with(Check check) {
        return new SessionContext(session, listener, arguments, check);
    }

    @Override
    public Handle handle() {
        return session.handle(listener, sql -> {
            check.sql(sql);
            return sql;
        });
    }

    @Override
    public void apply(Operation... operations) {
        check.operations(List.of(operations));
        Dialect dialect = session.dialect();
        dialect.compile(
                List.of(operations),
                dialect.catalog(session.connection()),
                command -> execute(command.origin().describe(), command.sql()));
    }

    /** Runs one statement without changing its text. */
    public void execute(String sql) {
        execute("a statement", sql);
    }

    private void execute(String action, String sql) {
        listener.statement(session.hide(sql));
        try {
            session.execute(sql);
        } catch (SQLException e) {
            throw DatabaseException.failed(action, session.message(e, sql) + "\n  | " + session.hide(sql), e);
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
