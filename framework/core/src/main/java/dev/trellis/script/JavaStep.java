package dev.trellis.script;

/** One step of a script in Java, for what SQL cannot say; a script names it with {@code run}. */
public interface JavaStep {

    /**
     * Does the step. It runs in the revision's transaction; leave that to Trellis.
     *
     * @throws Exception to give the revision up
     */
    void run(MigrationContext context) throws Exception;
}
