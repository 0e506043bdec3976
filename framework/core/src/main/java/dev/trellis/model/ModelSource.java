package dev.trellis.model;

import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.Optional;
import java.util.function.Function;

/** A source of a branch's desired schema. Only commands that compare schemas or create a database read the source. */
public interface ModelSource {

    /**
     * Reads the desired schema of the tables that the branch owns.
     *
     * @param naming names the constraints and indexes that the author left unnamed
     * @param bases finds a table of another branch by its name; a table of this branch that extends it takes over its
     *     primary key
     * @throws dev.trellis.error.TrellisException with the place of each error
     */
    Schema read(Naming naming, Function<TableName, Optional<Table>> bases);

    /**
     * Returns a source of a schema that the application has built.
     *
     * @param display the name of the model in errors and listings
     */
    static ModelSource of(String display, Schema schema) {
        return new GivenModel(display, schema);
    }

    /**
     * Reads the desired schema for one kind of database. A source overrides this method if its tables depend on the database.
     *
     * @param dialect the dialect name
     */
    default Schema read(Naming naming, Function<TableName, Optional<Table>> bases, String dialect) {
        return read(naming, bases);
    }

    /** Returns the name of the model in errors and listings. */
    String display();
}
