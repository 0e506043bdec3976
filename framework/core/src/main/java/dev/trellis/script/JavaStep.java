package dev.trellis.script;

/**
 * One step of a script in Java, for what SQL cannot say; a script names it with {@code run}. The name is its version: a step
 * that has come to do something else is bound under another name, which the script then has to say, so that a change of
 * what was applied is told. (That the class of a name has become another is noted, and not refused: another compiler does the same.)
 * Keep the old one bound for databases that have yet to run it.
 */
public interface JavaStep {

    /**
     * Does the step. It runs in the revision's transaction; leave that to Trellis.
     *
     * @throws Exception to give the revision up
     */
    void run(MigrationContext context) throws Exception;
}
