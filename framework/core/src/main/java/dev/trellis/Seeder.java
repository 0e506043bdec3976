package dev.trellis;

import java.util.List;

/** Fills a database that {@code db-create} has just built; a plugin binds it, Guice makes it. */
public interface Seeder {

    /** What the output calls it: {@code the standard stores}. */
    String describe();

    /** The options that it adds to {@code db-create}, in the order of the help. */
    default List<SeedOption<?>> options() {
        return List.of();
    }

    /**
     * Writes its rows. Where the database's transactions hold DDL it does so in the one that built the tables, so that what
     * it throws leaves the database as it was; elsewhere in one for all rows. Trellis opens and ends it.
     *
     * @throws Exception to give the building up
     */
    void seed(SeedContext context) throws Exception;
}
