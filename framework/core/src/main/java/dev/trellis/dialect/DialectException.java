package dev.trellis.dialect;

import dev.trellis.error.ClosestMatch;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Pasteable;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import dev.trellis.operation.Operation;
import dev.trellis.schema.TableOption;
import java.sql.SQLException;
import java.util.List;

/** An operation or request that a database cannot perform. */
public final class DialectException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private DialectException(Problem problem) {
        super(problem);
    }

    private DialectException(Problem problem, Throwable cause) {
        super(problem, cause);
    }

    /**
     * {@code unsupported}: the database cannot perform an operation.
     *
     * @param why the reason, a clause in lower case
     * @param advice what to do instead, in imperative sentences
     */
    public static DialectException unsupported(String dialect, Operation operation, String why, String advice) {
        return new DialectException(
                Problem.of(ErrorName.UNSUPPORTED, dialect + " cannot " + operation.describe() + ": " + why)
                        .advice(advice));
    }

    /**
     * {@code unsupported}: the database lacks a feature that is not part of an operation.
     *
     * @param advice what to do instead, in imperative sentences
     */
    public static DialectException unsupportedFeature(String dialect, String feature, String advice) {
        return new DialectException(Problem.of(ErrorName.UNSUPPORTED, dialect + " has no " + feature)
                .advice(advice));
    }

    /** {@code unknown_key}: an operation states an option that the tables of the database do not have. */
    static DialectException unknownOption(Dialect dialect, String option) {
        List<String> known =
                dialect.tableOptions().stream().map(TableOption::name).toList();
        return new DialectException(Problem.of(
                        ErrorName.UNKNOWN_KEY,
                        "'" + option + "' is not a key of the table options of " + dialect.name())
                .advice(ClosestMatch.of(option, known)
                        .map(near -> "Did you mean '" + near + "'?")
                        .orElse(
                                known.isEmpty()
                                        ? "Remove the key."
                                        : "Use one of: " + String.join(", ", known) + ".")));
    }

    /** {@code unexpected_value}: an option of a table has a value that the database does not permit. */
    static DialectException badOption(Dialect dialect, TableOption option, Object value) {
        return new DialectException(Problem.of(
                        ErrorName.UNEXPECTED_VALUE,
                        "the option '" + option.name() + "' of " + dialect.name() + " must be " + option.permitted()
                                + ", not '" + value + "'")
                .advice(null));
    }

    /**
     * {@code missing_privilege}: the user lacks a privilege.
     *
     * @param purpose the purpose of the privilege, an infinitive without "to"
     */
    public static DialectException missingPrivilege(String dialect, String privilege, String purpose) {
        return new DialectException(Problem.of(
                        ErrorName.MISSING_PRIVILEGE,
                        "the user lacks the privilege " + privilege + ", needed to " + purpose)
                .advice("Grant the privilege in " + dialect + ", or connect as another user.")
                .fact("privilege", privilege));
    }

    /**
     * {@code other_schema}: the default schema and the schema of the version table differ.
     */
    public static DialectException otherSchema(String versions, String first, String other) {
        return new DialectException(Problem.of(
                        ErrorName.OTHER_SCHEMA,
                        "the search path has schema '" + first + "' before schema '" + other
                                + "', which contains the version table '" + versions
                                + "': operations would change the wrong tables")
                .advice("State the schema in the configuration: database: {schema: " + Pasteable.yaml(other)
                        + "}, or correct the search path of the database and of the user.")
                .fact("schema", other));
    }

    /** {@code database_error}: the driver reported an error while a dialect read the catalogue. */
    public static DialectException unreadableCatalog(SQLException cause) {
        return new DialectException(
                Problem.of(ErrorName.DATABASE_ERROR, "cannot read the catalogue: " + cause.getMessage()), cause);
    }

    /** {@code unknown_type}: a type that is given per dialect has neither an entry for this dialect nor a default. */
    public static DialectException noTypeFor(String dialect, String type) {
        return new DialectException(
                Problem.of(ErrorName.UNKNOWN_TYPE, "the type " + type + " has no entry for " + dialect)
                        .advice("Add '" + dialect + ":' or 'default:' to it."));
    }

    /** {@code missing_key}: an SQL text that is given per dialect has neither an entry for this dialect nor a default. */
    public static DialectException noSqlFor(String dialect, String text) {
        return new DialectException(
                Problem.of(ErrorName.MISSING_KEY, "the SQL " + text + " has no entry for " + dialect)
                        .advice("Add '" + dialect + ":' or 'default:' to it."));
    }
}
