package dev.trellis.schema;

import dev.trellis.error.ClosestMatch;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.util.Collection;

/** What is wrong with a schema or with a change to one. */
public final class SchemaException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private SchemaException(Problem problem) {
        super(problem);
    }

    /**
     * {@code illegal_identifier}.
     *
     * @param why a sentence that begins with "it"
     */
    public static SchemaException illegalIdentifier(String name, String why) {
        return new SchemaException(
                Problem.of(ErrorName.ILLEGAL_IDENTIFIER, "'" + name.replace("\0", "\\0") + "' cannot be a name: " + why)
                        .advice("give it another name"));
    }

    /**
     * {@code unknown_type}: no type begins so.
     *
     * @param text the type as it was written
     * @param known the words for types, of which the nearest is named
     */
    public static SchemaException unknownType(String text, Collection<String> known) {
        String word = text.replaceAll("\\(.*", "").strip();
        Problem problem = Problem.of(ErrorName.UNKNOWN_TYPE, "there is no type '" + text + "'");
        return new SchemaException(problem.advice(ClosestMatch.of(word, known)
                .map(near -> "did you mean '" + near + "'?")
                .orElse("the types are: " + String.join(" ", known)
                        + "; a database's own is written {postgresql: ..., default: ...}")));
    }

    /** {@code unknown_type}: the word is known and the rest is not as it should be. */
    public static SchemaException badType(String text, String why) {
        return new SchemaException(Problem.of(ErrorName.UNKNOWN_TYPE, "'" + text + "' is not a type: " + why));
    }

    /** {@code no_such_table}. */
    public static SchemaException noSuchTable(TableName table) {
        return new SchemaException(
                Problem.of(ErrorName.NO_SUCH_TABLE, "there is no table '" + table + "' at this point"));
    }

    /** {@code no_such_column}. */
    public static SchemaException noSuchColumn(TableName table, String column) {
        return new SchemaException(Problem.of(
                ErrorName.NO_SUCH_COLUMN, "table '" + table + "' has no column '" + column + "' at this point"));
    }

    /**
     * {@code no_such_object}.
     *
     * @param kind what people call it: {@code index}
     */
    public static SchemaException noSuchObject(TableName table, String kind, String name) {
        return new SchemaException(Problem.of(
                ErrorName.NO_SUCH_OBJECT, "table '" + table + "' has no " + kind + " '" + name + "' at this point"));
    }

    /** {@code no_such_object}, of an enumeration. */
    public static SchemaException noSuchEnum(TableName name) {
        return new SchemaException(
                Problem.of(ErrorName.NO_SUCH_OBJECT, "there is no enum '" + name + "' at this point"));
    }

    /**
     * {@code already_exists}.
     *
     * @param kind what people call it: {@code table}
     */
    public static SchemaException alreadyExists(String kind, String name) {
        return new SchemaException(
                Problem.of(ErrorName.ALREADY_EXISTS, kind + " '" + name + "' exists already at this point"));
    }

    /**
     * {@code bad_reference}.
     *
     * @param text what should be {@code table(column)}
     */
    public static SchemaException badReference(String text, String why) {
        return new SchemaException(
                Problem.of(ErrorName.BAD_REFERENCE, "'" + text + "' does not refer to columns: " + why)
                        .advice("write it as table(column) or table(column, column)"));
    }
}
