package dev.trellis.script;

/** A whole revision in Java, annotated with {@link Migration}; Guice makes it, with what it asks for in its constructor. */
public interface JavaMigration {

    /**
     * Applies the revision. It runs in the revision's transaction; leave that to Trellis.
     *
     * @throws Exception to give the revision up
     */
    void upgrade(MigrationContext context) throws Exception;

    /**
     * Takes the revision back. Do not implement it when that cannot be done.
     *
     * @throws Exception to give the downgrade up
     */
    default void downgrade(MigrationContext context) throws Exception {
        throw IrreversibleMigrationException.of(getClass().getName());
    }
}
