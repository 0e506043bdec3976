package dev.trellis;

import java.util.List;

/**
 * Writes the first rows of a database that {@code db-create} creates. A plugin binds the class; Guice creates the instance.
 */
public interface Seeder {

    /** Returns a description of the rows for the output, as a noun phrase, for example {@code the standard stores}. */
    String describe();

    /** Returns the options that the seeder adds to {@code db-create}, in the order of the help. */
    default List<SeedOption<?>> options() {
        return List.of();
    }

    /**
     * Writes the rows. With transactional DDL, the seeders run in the transaction that creates the tables, so an exception
     * leaves the database unchanged. Otherwise each seeder has a transaction of its own. Trellis begins and ends the
     * transaction. A seeder must not change the structure of a protected table.
     *
     * @throws Exception to abort {@code db-create}
     */
    void seed(SeedContext context) throws Exception;
}
