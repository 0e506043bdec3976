package dev.trellis.internal.run;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.SqlErrorKind;
import dev.trellis.internal.connection.Session;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Quoting;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The statements of operations on their way to the database as one message, with the claim of their transaction, where that
 * has been left to them. They leave when something else has to go there, and before anything is asked of the catalogue. SQL
 * that somebody else wrote, and rows, go alone.
 */
final class StatementBatch {
    /** A statement that waits. */
    interface Statement {
        String sql();

        /** Runs it alone. */
        void run();
    }

    /** One of several failed, and nobody can tell which; nothing is known of it but that. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failure(SQLException cause) {
            super(cause);
        }
    }

    /** Makes the transaction this process's. */
    interface Claim {
        /** Claims, and sends SQL with that, which may be empty. */
        void with(String sql) throws SQLException;
    }

    /** The rows are not those that the step was planned for; nothing of it may stay. */
    static final class Moved extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Session session;
    private final List<Statement> waiting = new ArrayList<>();
    private @Nullable Claim claim;

    StatementBatch(Session session) {
        this.session = session;
    }

    /** Leaves the claim to what is sent first. */
    void claimFirst(Claim first) {
        claim = first;
    }

    static boolean takes(Operation operation) {
        return !(operation instanceof ExecuteSql || operation instanceof BulkInsert);
    }

    void add(Statement statement) {
        waiting.add(statement);
    }

    /**
     * Sends what waits, and the claim.
     *
     * @throws Failure when one of several fails
     * @throws Moved when it cannot be claimed any more
     */
    void send() {
        if (waiting.isEmpty() && claim == null) {
            return;
        }
        List<Statement> statements = List.copyOf(waiting);
        waiting.clear();
        if (statements.size() == 1 && claim == null) {
            statements.get(0).run();
            return;
        }
        String sql = statements.stream().map(Statement::sql).collect(Collectors.joining("\n;\n"));
        try {
            if (claim == null) {
                session.execute(sql);
            } else {
                Claim first = claim;
                claim = null;
                first.with(sql);
            }
        } catch (SQLException e) {
            if (session.dialect().errorKind(e) == SqlErrorKind.CONNECTION_LOST && !statements.isEmpty()) {
                // Says so, in the words for a statement that was to be run.
                statements.get(0).run();
            }
            throw new Failure(e);
        }
    }

    /** A catalogue that is asked behind all that waits. */
    Catalog behind(Catalog live) {
        return new Catalog() {
            private <T> T ask(Supplier<T> question) {
                send();
                return question.get();
            }

            @Override
            public Optional<Table> table(TableName name) {
                return ask(() -> live.table(name));
            }

            @Override
            public Optional<Enumeration> enumeration(TableName name) {
                return ask(() -> live.enumeration(name));
            }

            @Override
            public List<Table> referring(TableName name) {
                return ask(() -> live.referring(name));
            }

            @Override
            public Map<TableName, List<String>> columnsOf(TableName enumeration) {
                return ask(() -> live.columnsOf(enumeration));
            }

            @Override
            public List<SqlText> executed() {
                return ask(live::executed);
            }

            @Override
            public void applied(Operation operation, Quoting quoting) {
                live.applied(operation, quoting);
            }
        };
    }
}
