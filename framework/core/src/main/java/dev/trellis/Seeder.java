package dev.trellis;

import dev.trellis.script.MigrationContext;

/** Fills a database that {@code db-create} has just built; a plugin binds it, Guice makes it. */
public interface Seeder {

    /** What the output calls it: {@code the standard stores}. */
    String describe();

    /**
     * Writes its rows, in a transaction of its own that Trellis opens and ends.
     *
     * @throws Exception to give the building up
     */
    void seed(MigrationContext context) throws Exception;
}
