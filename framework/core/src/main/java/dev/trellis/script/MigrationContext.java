package dev.trellis.script;

import dev.trellis.dialect.Dialect;
import dev.trellis.operation.Operation;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The environment of Java code in a migration. */
public interface MigrationContext {

    /**
     * Returns the connection of the run, inside the revision's transaction. Do not commit, roll back or close it. A statement
     * that would end the transaction or that changes a protected table fails with a
     * {@link dev.trellis.error.TrellisException} before it runs.
     */
    Handle handle();

    /**
     * Runs operations as if the script contained them. The operations {@code run} and {@code autocommit} are rejected.
     *
     * @throws dev.trellis.error.TrellisException when an operation is rejected, for example because it changes a protected
     *     table; none of the operations runs then
     */
    void apply(Operation... operations);

    /** Returns the dialect of the database. */
    Dialect dialect();

    /** Returns the arguments that {@code -x} passes on the command line. */
    Map<String, String> arguments();
}
