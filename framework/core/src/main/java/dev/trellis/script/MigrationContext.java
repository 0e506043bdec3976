package dev.trellis.script;

import dev.trellis.dialect.Dialect;
import dev.trellis.operation.Operation;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What Java code in a migration has to work with. */
public interface MigrationContext {

    /** The connection of the run, inside the revision's transaction. Do not commit, roll back or close it. */
    Handle handle();

    /** Runs operations, as if they stood in the script. */
    void apply(Operation... operations);

    Dialect dialect();

    /** What {@code -x} gave on the command line. */
    Map<String, String> arguments();
}
