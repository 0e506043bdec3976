package dev.trellis.dialect;

import dev.trellis.operation.Operation;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Quoting;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The objects that a dialect can look up while it compiles operations to SQL: the tables and enumerations as they are after
 * the operations that have been compiled so far. On a connection a catalogue reads the database, table by table and only on
 * request; {@link #ofSchema} is a catalogue without a connection.
 */
public interface Catalog {

    /** Returns a table with its present structure; empty if it does not exist or is not known. */
    Optional<Table> table(TableName name);

    /** Returns a named enumeration; empty if it does not exist, or the database has no named enumerations. */
    Optional<Enumeration> enumeration(TableName name);

    /**
     * Returns the tables with a foreign key to a table, including the table itself if it refers to itself. If a dialect
     * never calls this method while it compiles, its catalogue may return an empty list.
     */
    default List<Table> referring(TableName name) {
        return List.of();
    }

    /**
     * Returns the definitions that depend on columns of a table, directly or through other definitions, and that the
     * database does not change together with the table, so that they have to be dropped before a change of the columns and
     * created after it.
     *
     * @param columns the columns that change; empty for the table as a whole
     * @return the definitions in the order in which to create them
     * @throws dev.trellis.error.TrellisException if a definition belongs to another branch than the scripts that are being
     *     compiled
     */
    default List<DependentDefinition> dependents(TableName table, Set<String> columns) {
        return List.of();
    }

    /**
     * Returns the definitions that depend on another definition, directly or indirectly, so that they have to be
     * dropped before that definition is dropped and created again.
     *
     * @return the definitions in the order in which to create them
     * @throws dev.trellis.error.TrellisException if a definition belongs to another branch than the scripts that are being
     *     compiled
     */
    default List<DependentDefinition> dependents(DefinitionName definition) {
        return List.of();
    }

    /**
     * Returns the statements that drop an existing definition and create it again as it is. The first statement that creates
     * it contains its text; the others set what the text lacks, such as privileges.
     *
     * @return empty without a connection, or if the database has no such definition
     */
    default Optional<DependentDefinition> definition(DefinitionName name) {
        return Optional.empty();
    }

    /**
     * Returns whether the database accepts a statement at this point. The statement is run and rolled back.
     *
     * @return empty without a connection, or if the database cannot roll back such a statement
     */
    default Optional<Boolean> accepts(String statement) {
        return Optional.empty();
    }

    /**
     * Checks that no definition of another branch depends on columns of a table, for a change that the database itself applies
     * to the definitions or refuses.
     *
     * @param columns the columns that change; empty for the table as a whole
     * @throws dev.trellis.error.TrellisException if a definition belongs to another branch than the scripts that are being
     *     compiled
     */
    default void requireOwnDependents(TableName table, Set<String> columns) {}

    /**
     * Returns the definitions that the scripts have created up to this point. With a database, the list is empty, because
     * {@link #dependents(TableName, Set)} reads the definitions from the database.
     */
    default List<Definition> definitions() {
        return List.of();
    }

    /** Returns the columns whose type is a named enumeration, by table; empty where enumerations have no names. */
    default Map<TableName, List<String>> columnsOf(TableName enumeration) {
        return Map.of();
    }

    /**
     * Returns whether an enumeration is dropped together with the last column that uses it. An enumeration is dropped if
     * scripts of the branch that is being compiled created it together with a column; an enumeration that another branch,
     * {@code create_enum} or SQL created stays.
     */
    default boolean dropsWithLastColumn(TableName enumeration) {
        return true;
    }

    /**
     * Returns whether the scripts that are being compiled may give an existing enumeration other values. If not, a column uses
     * the enumeration as it is.
     *
     * @throws dev.trellis.error.TrellisException if the enumeration lacks values that a column needs
     */
    default boolean mayChange(Enumeration wanted) {
        return true;
    }

    /**
     * Returns the SQL that scripts have executed up to this point. Without a database, this SQL is the only source of
     * information about triggers and other objects that no operation creates. With a database, the list is empty.
     */
    default List<SqlText> executed() {
        return List.of();
    }

    /**
     * Returns the SQL that scripts have executed since an operation created a table. The SQL may have changed the table, and
     * {@link #table} does not show such changes. With a database, the list is empty.
     */
    default List<SqlText> executedSince(TableName table) {
        return List.of();
    }

    /**
     * Returns whether the catalogue shows only the objects that scripts create, so that the database may contain further
     * tables, columns and indexes.
     */
    default boolean isOfScripts() {
        return false;
    }

    /**
     * Applies an operation to the known tables. The compilation calls this method after it has compiled the operation. On a
     * connection, the operation has already run when this method is called.
     *
     * @param quoting the quoting of the dialect that compiled the operation
     */
    default void applied(Operation operation, Quoting quoting) {}

    /** Returns the default schema of the connection; null if it is not known, as without a database and configuration. */
    default @Nullable String defaultSchema() {
        return null;
    }

    /** Returns this catalogue without the knowledge about the branch whose scripts are compiled. */
    default Catalog withoutBranch() {
        return this;
    }

    /** Returns the catalogue that reads the database; this catalogue itself unless it is an {@link #overlay}. */
    default Catalog underlying() {
        return this;
    }

    /** Returns a catalogue that reads no database: it begins with {@code start} and changes with each applied operation. */
    static Catalog ofSchema(Schema start) {
        return new SchemaCatalog(start, null, false, null);
    }

    /**
     * Returns a catalogue like {@link #ofSchema(Schema, Dialect)} that knows the default schema.
     *
     * @param defaultSchema the configured default schema; null if none is configured
     */
    static Catalog ofSchema(Schema start, Dialect dialect, @Nullable String defaultSchema) {
        return new SchemaCatalog(start, null, false, dialect, defaultSchema);
    }

    /**
     * Returns a catalogue like {@link #ofSchema(Schema)}, which also finds the definitions that depend on a table by the
     * names in their SQL.
     *
     * @param dialect compiles the statements that drop and create the definitions
     */
    static Catalog ofSchema(Schema start, Dialect dialect) {
        return new SchemaCatalog(start, null, false, dialect);
    }

    /**
     * Returns a catalogue for compiling operations that are not run: it begins with the schema of a database and changes with
     * each applied operation.
     *
     * @param start the schema as the dialect inspects it
     * @param live the catalogue that reads the database; null if the database does not exist and so is empty
     * @param dialect compiles the statements that drop and create dependent definitions
     */
    static Catalog ofDatabase(Schema start, @Nullable Catalog live, Dialect dialect) {
        return new SchemaCatalog(start, live, true, dialect);
    }

    /**
     * Returns a catalogue for compiling several operations before the first operation runs. The catalogue reads a table from
     * another catalogue when the table is first requested, and from then on applies the operations to the table.
     *
     * @param live the catalogue that reads the database
     * @param dialect compiles the statements that drop and create dependent definitions
     */
    static Catalog overlay(Catalog live, Dialect dialect) {
        return new OverlayCatalog(live, dialect);
    }
}
