package dev.trellis.dialect;

import dev.trellis.operation.Operation;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A database system. Stateless; a plugin may contribute further ones. One page is the whole port.
 *
 * <p>A schema is <em>canonical</em> for a dialect when it reads as {@link #inspect} would read it back: portable types
 * that the database cannot tell apart are one, defaults and conditions have the database's spelling. Comparing is then a
 * matter of {@code equals}.
 */
public interface Dialect {

    /** The word for it in scripts, models and configuration: {@code postgresql}. */
    String name();

    /** Whether a JDBC URL belongs to it. */
    boolean accepts(String url);

    /** The URL to connect by, from the one that was configured: with what every run needs and the user left open. */
    default String url(String url) {
        return url;
    }

    Capabilities capabilities();

    /** A name as it stands in SQL, whatever characters it holds. */
    String quote(String identifier);

    /**
     * A constant as it stands in SQL.
     *
     * @param value a String, a Boolean, a BigDecimal, or null
     */
    String literal(@Nullable Object value);

    /**
     * Makes a new connection ready: session settings that every run needs. Called once, outside a transaction.
     *
     * @throws SQLException as the driver throws it
     */
    default void prepare(Connection connection) throws SQLException {}

    /**
     * Says operations in SQL. Neighbours may be folded into fewer statements, never over a statement whose text the author
     * wrote. {@link dev.trellis.operation.Run} does not occur here: whoever runs the operations takes it out.
     *
     * @param catalog what may be asked about the database at this point
     * @param sink takes each statement as soon as it is known; on a connection it has been run when the call returns, so
     *     that the next look into the catalogue sees its effect
     * @throws DialectException when the database has no way to do it
     */
    void compile(List<Operation> operations, Catalog catalog, Consumer<Command> sink);

    /** What a compilation on this connection may ask. Nothing is read before it is asked for. */
    Catalog catalog(Connection connection);

    /**
     * Reads the structure of the default schema of the connection, and of further schemas, in a number of queries that
     * does not depend on the number of tables. The result is canonical.
     *
     * @param schemas further schemas to read; their tables carry the schema's name
     * @throws SQLException as the driver throws it
     */
    Schema inspect(Connection connection, List<String> schemas) throws SQLException;

    /** The table as inspection would read it back, as far as that can be told without a connection. */
    Table canonical(Table table);

    /**
     * A desired schema as inspection would read it back if it were created here. Where only the server knows how it
     * spells an expression, the server is asked, for those that do not already read as in {@code actual}; nothing stays
     * behind in the database.
     *
     * @param actual what {@link #inspect} read
     * @throws SQLException as the driver throws it
     */
    default Schema canonical(Connection connection, Schema desired, Schema actual) throws SQLException {
        Schema canonical = desired;
        for (Table table : desired.tables().values()) {
            canonical = canonical.with(canonical(table));
        }
        return canonical;
    }
}
