package dev.trellis.dialect;

import dev.trellis.error.ErrorName;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import dev.trellis.operation.Operation;
import java.sql.SQLException;

/** What a database cannot do. */
public final class DialectException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private DialectException(Problem problem) {
        super(problem);
    }

    private DialectException(Problem problem, Throwable cause) {
        super(problem, cause);
    }

    /** @param advice what to do instead */
    public static DialectException unsupported(String dialect, Operation operation, String why, String advice) {
        return new DialectException(
                Problem.of(ErrorName.UNSUPPORTED, dialect + " cannot " + operation.describe() + ": " + why)
                        .advice(advice));
    }

    /**
     * {@code unsupported}: the database lacks something that no single operation asks for.
     *
     * @param advice what to do instead
     */
    public static DialectException unsupportedFeature(String dialect, String feature, String advice) {
        return new DialectException(Problem.of(ErrorName.UNSUPPORTED, dialect + " has no " + feature)
                .advice(advice));
    }

    /** @param what what the privilege is needed for */
    public static DialectException missingPrivilege(String dialect, String privilege, String what) {
        return new DialectException(
                Problem.of(ErrorName.MISSING_PRIVILEGE, "the user has not the privilege " + privilege + " to " + what)
                        .advice("have it granted in " + dialect + ", or use a user that has it")
                        .fact("privilege", privilege));
    }

    /** What a look into the catalogue met; the driver's own words are the message. */
    public static DialectException unreadableCatalog(SQLException cause) {
        return new DialectException(
                Problem.of(ErrorName.DATABASE_ERROR, "cannot read the catalogue: " + cause.getMessage()), cause);
    }

    /** {@code unknown_type}: a type by dialect leaves this one out, and has no default. */
    public static DialectException noTypeFor(String dialect, String type) {
        return new DialectException(
                Problem.of(ErrorName.UNKNOWN_TYPE, "the type " + type + " says nothing for " + dialect)
                        .advice("add '" + dialect + ":' or 'default:' to it"));
    }

    /** {@code missing_key}: SQL by dialect leaves this one out, and has no default. */
    public static DialectException noSqlFor(String dialect, String text) {
        return new DialectException(
                Problem.of(ErrorName.MISSING_KEY, "the SQL " + text + " says nothing for " + dialect)
                        .advice("add '" + dialect + ":' or 'default:' to it"));
    }
}
