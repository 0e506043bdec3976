package dev.trellis.internal.run;

import dev.trellis.Listener;
import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.error.Location;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.protection.Protection;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The output that runs each statement in the database immediately. */
final class LiveStatements implements StatementSink {
    private final Session session;
    private final Listener listener;
    private final String revision;
    private final UnaryOperator<Catalog> ofBranch;
    private @Nullable Catalog catalog;

    /**
     * Creates the output for one revision.
     *
     * @param ofBranch adds the enumerations that the revision's branch has created to the catalogue of the database
     */
    LiveStatements(Session session, Listener listener, String revision, UnaryOperator<Catalog> ofBranch) {
        this.session = session;
        this.listener = listener;
        this.revision = revision;
        this.ofBranch = ofBranch;
    }

    /**
     * Executes the statement.
     *
     * @throws RunException {@code statement_failed} or the name of a more specific cause
     */
    @Override
    public void send(CompiledStatement statement, Location location) {
        if (Protection.containSqlOrJava(statement.origin()) && session.dialect().isEncodingStatement(statement.sql())) {
            listener.note("skipping '" + statement.sql()
                    + "': Trellis reads scripts as UTF-8, and the driver sets the encoding of the connection");
            return;
        }
        if (listener.receivesStatements()) {
            listener.statement(session.hide(statement.sql()));
        }
        try {
            session.execute(statement.sql());
        } catch (SQLException e) {
            throw RunException.statementFailed(
                    session.dialect().errorKind(e),
                    revision,
                    location,
                    session.hide(statement.sql()),
                    session.message(e, statement.sql()),
                    e);
        }
    }

    @Override
    public void flush() {}

    @Override
    public Catalog catalog() {
        if (catalog == null) {
            catalog = ofBranch.apply(session.dialect().catalog(session.connection()));
        }
        return catalog;
    }
}
