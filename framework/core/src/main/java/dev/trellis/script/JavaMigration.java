package dev.trellis.script;

/**
 * A revision written in Java. The class is annotated with {@link Migration} and bound by a plugin; Guice creates the
 * instance and injects its constructor.
 */
public interface JavaMigration {

    /**
     * Applies the revision. The method runs in the revision's transaction, which Trellis commits or rolls back.
     *
     * @throws Exception to fail the upgrade
     */
    void upgrade(MigrationContext context) throws Exception;

    /**
     * Undoes the revision. Do not override this method in an irreversible revision.
     *
     * @throws IrreversibleMigrationException {@code irreversible}, unless overridden
     * @throws Exception to fail the downgrade
     */
    default void downgrade(MigrationContext context) throws Exception {
        throw IrreversibleMigrationException.of(getClass().getName());
    }
}
