package dev.trellis.internal.script;

import dev.trellis.script.JavaStep;
import java.util.List;

/** Finds the Java steps that scripts run by name. */
public interface JavaSteps {
    /** Finds no Java step: no name is bound. */
    JavaSteps NONE = name -> {
        throw ScriptException.unknownStep(name, List.of());
    };

    /**
     * Returns the Java step with this name.
     *
     * @throws ScriptException {@code unknown_step} if no plugin binds the name
     */
    JavaStep find(String name);

    /** Returns whether no plugin binds a Java step. */
    default boolean isEmpty() {
        return true;
    }

    /**
     * Returns the bytes of the class of a Java step for comparisons; an empty array if the name is not bound or the class
     * is not found.
     */
    default byte[] code(String name) {
        return new byte[0];
    }
}
