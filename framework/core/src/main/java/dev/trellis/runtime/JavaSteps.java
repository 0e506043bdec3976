package dev.trellis.runtime;

import dev.trellis.script.JavaStep;

/** Finds the Java behind the name in a {@code run}. */
public interface JavaSteps {

    /** @throws DatabaseException {@code unknown_step} when nobody binds the name */
    JavaStep find(String name);
}
