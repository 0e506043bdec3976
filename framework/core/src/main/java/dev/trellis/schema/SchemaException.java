package dev.trellis.schema;

import dev.trellis.error.ClosestMatch;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Pasteable;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An error in a schema or in a change to one. */
public final class SchemaException extends TrellisException {
    private static final long serialVersionUID = 1L;
    private static final String NAME_OR_ORDER = "Correct the name or the order of the operations.";

    /** The name of the object that does not exist; null for other errors. */
    private final @Nullable String missing;

    private SchemaException(Problem problem) {
        this(problem, null);
    }

    private SchemaException(Problem problem, @Nullable String missing) {
        super(problem);
        this.missing = missing;
    }

    /** Returns the name of the table, column or other object that does not exist; null for other errors. */
    public @Nullable String missing() {
        return missing;
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
        Problem problem = Problem.of(ErrorName.UNKNOWN_TYPE, "there is no type '" + text + "'");
        if (text.contains("(") && !text.contains(")")) {
            return new SchemaException(problem.advice(
                    "In braces a comma ends the value. Write the type in quotes: {type: \"" + text + ",...)\"}"));
        }
        String word = text.replaceAll("\\(.*", "").strip();
        String numbers = text.substring(word.length()).strip();
        return new SchemaException(problem.advice(TypeSynonyms.of(word, numbers)
                .or(() -> ClosestMatch.of(word.toLowerCase(Locale.ROOT), known))
                .map(match -> "Did you mean '" + match + "'?")
                .orElse("Use one of the types " + String.join(" ", known)
                        + "; write a native type as {postgresql: ..., default: ...}")));
    }

    /** {@code unknown_type}: the name of the type is known, but its arguments in parentheses are wrong or missing. */
    public static SchemaException badType(String text, String why) {
        return badType(text, why, "Write the type as in: string(20), numeric(10,2), enum(color: red, green)");
    }

    /** {@code unknown_type}: the name of the type is known, but its arguments in parentheses are wrong or missing. */
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
                Problem.of(ErrorName.NO_SUCH_TABLE, "table '" + table + "' does not exist before this operation")
                        .advice(NAME_OR_ORDER),
                table.name());
    }

    /** {@code no_such_table}: a model extends a table whose key is not known. */
    public static SchemaException noKeyToExtend(TableName table) {
        return new SchemaException(Problem.of(
                        ErrorName.NO_SUCH_TABLE,
                        "the table extends '" + table
                                + "', whose primary key neither a model nor a script of another branch defines")
                .advice("Write the columns of the key here: primary_key: [...]"));
    }

    /**
     * {@code no_such_column}: a key or an index names a column that the definition of its table, in a model or in a
     * {@code create_table}, does not have.
     */
    public static SchemaException notInDefinition(TableName table, String column) {
        return new SchemaException(Problem.of(
                        ErrorName.NO_SUCH_COLUMN,
                        "the definition of table '" + table + "' has no column '" + column + "'")
                .advice("Correct the name, or add the column to this definition."));
    }

    /** {@code no_such_column}: an operation names a column that does not exist. */
    public static SchemaException noSuchColumn(TableName table, String column) {
        return new SchemaException(
                Problem.of(
                                ErrorName.NO_SUCH_COLUMN,
                                "table '" + table + "' has no column '" + column + "' before this operation")
                        .advice(NAME_OR_ORDER),
                column);
    }

    /**
     * {@code no_such_object}: an operation names a constraint or index that does not exist.
     *
     * @param kind the kind of object, for example {@code index}
     */
    public static SchemaException noSuchObject(TableName table, String kind, String name) {
        return new SchemaException(
                Problem.of(
                                ErrorName.NO_SUCH_OBJECT,
                                "table '" + table + "' has no " + kind + " '" + name + "' before this operation")
                        .advice(NAME_OR_ORDER),
                name);
    }

    /** {@code no_such_object}: an operation names an enumeration that does not exist. */
    public static SchemaException noSuchEnum(TableName name) {
        return new SchemaException(
                Problem.of(ErrorName.NO_SUCH_OBJECT, "enum '" + name + "' does not exist before this operation")
                        .advice(NAME_OR_ORDER),
                name.name());
    }

    /** {@code no_such_object}: an operation names a view, function or other definition that does not exist. */
    public static SchemaException noSuchDefinition(DefinitionName name) {
        return new SchemaException(
                Problem.of(
                                ErrorName.NO_SUCH_OBJECT,
                                name.kind().words() + " '" + name + "' does not exist before this operation")
                        .advice(NAME_OR_ORDER),
                name.name().name());
    }

    /**
     * {@code already_exists}: an operation creates an object of a name that is taken.
     *
     * @param kind the kind of object, for example {@code table}
     */
    public static SchemaException alreadyExists(String kind, String name) {
        return new SchemaException(Problem.of(ErrorName.ALREADY_EXISTS, kind + " '" + name + "' already exists")
                .advice("Choose another name, or remove one of the two."));
    }

    /**
     * {@code already_exists}: two objects of a table have the same name.
     *
     * @param kind the kind of object, for example {@code index}
     * @param first the columns of the first object; empty if it has none
     * @param second the columns of the second object
     */
    public static SchemaException sameName(
            TableName table, String kind, String name, List<String> first, List<String> second) {
        boolean haveColumns = !first.isEmpty() && !second.isEmpty();
        String columns =
                haveColumns ? ", on (" + String.join(", ", first) + ") and on (" + String.join(", ", second) + ")" : "";
        return new SchemaException(Problem.of(
                        ErrorName.ALREADY_EXISTS,
                        "table '" + table + "' has two objects of the kind '" + kind + "' with the name '" + name + "'"
                                + columns)
                .advice(
                        haveColumns
                                ? "Give one of them another name: {name: ..., columns: [" + Pasteable.yaml(second)
                                        + "]}"
                                : "Give one of them another name."));
    }

    /** {@code unexpected_value}: the operator of an EXCLUDE constraint has other characters than operators. */
    static SchemaException badOperator(String text) {
        return new SchemaException(
                Problem.of(ErrorName.UNEXPECTED_VALUE, "an operator must be a word such as '&&', not '" + text + "'")
                        .advice("Write one operator of the database without spaces."));
    }

    /**
     * {@code bad_reference}: the reference of a foreign key names no columns.
     *
     * @param text the reference as written
     */
    public static SchemaException badReference(String text) {
        return new SchemaException(
                Problem.of(ErrorName.BAD_REFERENCE, "'" + text + "' does not name a table with its columns")
                        .advice("Write it as table(column) or table(column, column)."));
    }

    /**
     * {@code schema_not_empty}: an operation drops a schema that contains objects.
     *
     * @param contents the objects with their kind
     */
    public static SchemaException schemaNotEmpty(String name, List<String> contents) {
        return new SchemaException(Problem.of(
                        ErrorName.SCHEMA_NOT_EMPTY,
                        "schema '" + name + "' is not empty before this operation: it contains "
                                + String.join(", ", contents))
                .advice("First drop what it contains."));
    }

    /** {@code bad_reference}: a foreign key and its reference have different numbers of columns. */
    public static SchemaException badReference(String reference, int columns, int referred) {
        return new SchemaException(Problem.of(
                        ErrorName.BAD_REFERENCE,
                        "the foreign key has " + columns + (columns == 1 ? " column" : " columns") + ", and '"
                                + reference + "' has " + referred)
                .advice("Name one referenced column for each column of the foreign key."));
    }
}
