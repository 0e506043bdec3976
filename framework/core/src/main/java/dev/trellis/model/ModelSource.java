package dev.trellis.model;

import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.Optional;
import java.util.function.Function;

/** Where a branch's desired schema comes from. It is read only by commands that compare or build. */
public interface ModelSource {

    /**
     * Reads the desired schema of the tables that the branch owns.
     *
     * @param naming names what the author left unnamed
     * @param bases finds tables of other branches, for those that extend them
     * @throws dev.trellis.error.TrellisException with the place of whatever cannot be read
     */
    Schema read(Naming naming, Function<TableName, Optional<Table>> bases);

    /** What errors and listings call it. */
    String display();
}
