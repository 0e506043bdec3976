package dev.trellis.internal.script;

import dev.trellis.internal.connection.DatabaseException;
import dev.trellis.script.JavaStep;
import java.util.List;

/** Finds the Java behind the name in a {@code run}. */
public interface JavaSteps {
    /** For where none is run. */
    JavaSteps NONE = name -> {
        throw DatabaseException.unknownStep(name, List.of());
    };

    /** @throws DatabaseException {@code unknown_step} when nobody binds the name */
    JavaStep find(String name);

    /** Whether nobody binds any, so that nothing need be looked at. */
    default boolean isEmpty() {
        return true;
    }

    /** What the class of a step does, as bytes to be compared; none when nobody binds the name or the class is not found. */
    default byte[] code(String name) {
        return new byte[0];
    }
}
