package dev.trellis;

import java.util.List;

/** Writes the first rows of a database that {@code db-create} creates. A plugin binds the class; Guice creates it. */
public interface Seeder {

    /** Returns a noun phrase for the output, for example {@code the standard stores}. */
    String describe();

    /** Returns the options that it adds to {@code db-create}, in the order of the help. */
    default List<SeedOption<?>> options() {
        return List.of();
    }

    /**
     * Writes the rows. With transactional DDL this is the transaction that creates the tables, so that an exception leaves
     * the database unchanged; otherwise one transaction contains the rows of all seeders. Trellis begins and ends the
     * transaction.
     *
     * @throws Exception to abort {@code db-create}
     */
    void seed(SeedContext context) throws Exception;
}
