package dev.trellis.script;

/**
 * A step of a script that is written in Java because SQL cannot express it. A script runs the step by its name:
 * {@code run: name}.
 *
 * <p>Names are versions. When a step's behaviour changes, bind it under a new name and use that name in the script; Trellis
 * then reports applied revisions whose script has changed. Keep the old step bound for databases that have not run it yet.
 * When only the class behind a name changes, Trellis notes the change and continues, because another compiler changes the
 * class as well.
 */
public interface JavaStep {

    /**
     * Runs the step. It runs in the revision's transaction, which Trellis commits or rolls back.
     *
     * @throws Exception to fail the revision
     */
    void run(MigrationContext context) throws Exception;
}
