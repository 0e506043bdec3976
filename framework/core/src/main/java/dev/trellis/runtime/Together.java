package dev.trellis.runtime;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.Fault;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.Execute;
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

/**
 * The statements of operations on their way to the database as one message. They leave when something else has to go there,
 * and before anything is asked of the catalogue. SQL that somebody else wrote, and rows, go alone.
 */
final class Together {
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

    private final Session session;
    private final List<Statement> waiting = new ArrayList<>();

    Together(Session session) {
        this.session = session;
    }

    static boolean takes(Operation operation) {
        return !(operation instanceof Execute || operation instanceof BulkInsert);
    }

    void add(Statement statement) {
        waiting.add(statement);
    }

    /**
     * Sends what waits.
     *
     * @throws Failure when one of several fails
     */
    void send() {
        if (waiting.isEmpty()) {
            return;
        }
        List<Statement> statements = List.copyOf(waiting);
        waiting.clear();
        if (statements.size() == 1) {
            statements.get(0).run();
            return;
        }
        try {
            session.execute(statements.stream().map(Statement::sql).collect(Collectors.joining("\n;\n")));
        } catch (SQLException e) {
            if (session.dialect().fault(e) == Fault.CONNECTION_LOST) {
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
