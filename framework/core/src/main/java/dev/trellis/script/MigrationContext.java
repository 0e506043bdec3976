package dev.trellis.script;

import dev.trellis.dialect.Dialect;
import dev.trellis.operation.Operation;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What Java code in a migration has to work with. */
public interface MigrationContext {

    /**
     * The connection of the run, inside the revision's transaction. Do not commit, roll back or close it. A statement that
     * would end the transaction, or that says that it changes a protected table, is refused before it runs, by a
     * {@link dev.trellis.error.TrellisException}.
     */
    Handle handle();

    /**
     * Runs operations, as if they stood in the script; all but {@code run} and {@code autocommit}.
     *
     * @throws dev.trellis.error.TrellisException when one is refused, such as one on a protected table; none is run then
     */
    void apply(Operation... operations);

    /** What the database speaks. */
    Dialect dialect();

    /** What {@code -x} gave on the command line. */
    Map<String, String> arguments();
}
