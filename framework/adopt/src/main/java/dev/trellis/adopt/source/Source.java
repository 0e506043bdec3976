package dev.trellis.adopt.source;

import dev.trellis.error.TrellisException;
import java.sql.Connection;
import java.sql.SQLException;

/** The project of another migration tool, or an existing database. */
public interface Source {
    /** Returns the name of the tool as its users write it: {@code Flyway}. */
    String name();

    /**
     * Reads the project and converts its scripts. The same files and settings give the same scripts with the same
     * identifiers on every machine.
     *
     * @throws TrellisException {@code cannot_convert} if the project cannot be read. A part that cannot be converted is not
     *     an error but a {@link Gap}.
     */
    Converted convert(SourceContext context);

    /**
     * Reads from the database which of the converted revisions are applied. Changes nothing.
     *
     * @param connection an open connection to the database, which remains open
     */
    Applied applied(SourceContext context, Connection connection, Converted converted) throws SQLException;
}
