package dev.trellis.schema;

import dev.trellis.error.ClosestMatch;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An error in a schema or in a change to one. */
public final class SchemaException extends TrellisException {
    private static final long serialVersionUID = 1L;

    /** The portable names of types that databases and other tools call differently. */
    private static final Map<String, String> PORTABLE = Map.ofEntries(
            Map.entry("bool", "boolean"),
            Map.entry("int", "integer"),
            Map.entry("int4", "integer"),
            Map.entry("int8", "bigint"),
            Map.entry("long", "bigint"),
            Map.entry("int2", "smallint"),
            Map.entry("tinyint", "smallint"),
            Map.entry("varchar", "string(n)"),
            Map.entry("nvarchar", "string(n)"),
            Map.entry("decimal", "numeric(p,s)"),
            Map.entry("number", "numeric(p,s)"),
            Map.entry("float", "double"),
            Map.entry("datetime", "timestamp"),
            Map.entry("bytea", "blob"),
            Map.entry("varbinary", "binary(n)"),
            Map.entry("clob", "text"),
            Map.entry("longtext", "text"),
            Map.entry("jsonb", "json"),
            Map.entry("guid", "uuid"));

    private SchemaException(Problem problem) {
        super(problem);
    }

    /**
     * {@code illegal_identifier}: the database does not allow the name.
     *
     * @param why a clause that begins with "it"
     */
    public static SchemaException illegalIdentifier(String name, String why) {
        return new SchemaException(
                Problem.of(ErrorName.ILLEGAL_IDENTIFIER, "'" + name.replace("\0", "\\0") + "' cannot be a name: " + why)
                        .advice("Choose another name."));
    }

    /**
     * {@code unknown_type}: there is no type of that name.
     *
     * @param text the type as written
     * @param known the names of types, from which the advice suggests the closest
     */
    public static SchemaException unknownType(String text, Collection<String> known) {
        String word = text.replaceAll("\\(.*", "").strip();
        Problem problem = Problem.of(ErrorName.UNKNOWN_TYPE, "there is no type '" + text + "'");
        String portable = PORTABLE.get(word.toLowerCase(Locale.ROOT));
        return new SchemaException(problem.advice(Optional.ofNullable(portable)
                .or(() -> ClosestMatch.of(word, known))
                .map(match -> "Did you mean '" + match + "'?")
                .orElse("Use one of the types " + String.join(" ", known)
                        + "; write a native type as {postgresql: ..., default: ...}")));
    }

    /** {@code unknown_type}: the name is known, but the parentheses are wrong. */
    public static SchemaException badType(String text, String why) {
        return badType(text, why, "Write the type as in: string(20), numeric(10,2), enum(color: red, green)");
    }

    /** {@code unknown_type}: the name is known, but the parentheses are wrong. */
    public static SchemaException badType(String text, String why, String advice) {
        return new SchemaException(Problem.of(ErrorName.UNKNOWN_TYPE, "'" + text + "' is not a type: " + why)
                .advice(advice));
    }

    /** {@code unknown_type}: a comma outside of quotes has ended the text of a type. */
    static SchemaException cutType(String text) {
        return badType(
                text,
                "its parenthesis is not closed",
                "In braces a comma ends the value. Write the type in quotes: type: \"" + text + ", ...)\"");
    }

    /** {@code no_such_table}: an operation names a table that does not exist. */
    public static SchemaException noSuchTable(TableName table) {
        return new SchemaException(
                Problem.of(ErrorName.NO_SUCH_TABLE, "there is no table '" + table + "' at this point"));
    }

    /** {@code no_such_column}: an operation names a column that does not exist. */
    public static SchemaException noSuchColumn(TableName table, String column) {
        return new SchemaException(Problem.of(
                ErrorName.NO_SUCH_COLUMN, "table '" + table + "' has no column '" + column + "' at this point"));
    }

    /**
     * {@code no_such_object}: an operation names a constraint or index that does not exist.
     *
     * @param kind the kind of object, for example {@code index}
     */
    public static SchemaException noSuchObject(TableName table, String kind, String name) {
        return new SchemaException(Problem.of(
                ErrorName.NO_SUCH_OBJECT, "table '" + table + "' has no " + kind + " '" + name + "' at this point"));
    }

    /** {@code no_such_object}: an operation names an enumeration that does not exist. */
    public static SchemaException noSuchEnum(TableName name) {
        return new SchemaException(
                Problem.of(ErrorName.NO_SUCH_OBJECT, "there is no enum '" + name + "' at this point"));
    }

    /**
     * {@code already_exists}: an operation creates an object of a name that is taken.
     *
     * @param kind the kind of object, for example {@code table}
     */
    public static SchemaException alreadyExists(String kind, String name) {
        return new SchemaException(
                Problem.of(ErrorName.ALREADY_EXISTS, kind + " '" + name + "' exists already at this point"));
    }

    /**
     * {@code bad_reference}: a foreign key's reference is malformed.
     *
     * @param text the reference as written
     */
    public static SchemaException badReference(String text, String why) {
        return new SchemaException(
                Problem.of(ErrorName.BAD_REFERENCE, "'" + text + "' does not refer to columns: " + why)
                        .advice("Write it as table(column) or table(column, column)."));
    }
}
