package dev.trellis.dialect;

import dev.trellis.operation.IdentifierCollector;
import dev.trellis.operation.Operation;
import dev.trellis.schema.SchemaException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The names that a database accepts. In quotes a name may contain nearly everything; Trellis rejects the exceptions before
 * anything runs, because some databases would shorten or change the name without an error.
 */
public final class Identifiers {
    private Identifiers() {}

    /**
     * Returns the reason why a name is illegal in every database, or too long for this one.
     *
     * @param length the name's length, in the database's unit
     * @param limit the greatest length, in the same unit
     * @param unit the unit, {@code bytes} or {@code characters}
     * @return a clause that begins with "it"; null if the name is legal
     */
    public static @Nullable String problem(String name, int length, int limit, String unit) {
        if (name.isEmpty()) {
            return "it is empty";
        }
        if (name.indexOf('\0') >= 0) {
            return "it contains a NUL character";
        }
        if (isBroken(name)) {
            return "it contains half of a character (a surrogate without its other half)";
        }
        return length <= limit ? null : "it is longer than the " + limit + " " + unit + " that the database allows";
    }

    /** Returns whether the name contains a surrogate without its other half. */
    private static boolean isBroken(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (Character.isSurrogate(name.charAt(i))) {
                return !StandardCharsets.UTF_8.newEncoder().canEncode(name);
            }
        }
        return false;
    }

    /** Returns a name in double quotes, as in standard SQL. */
    public static String doubleQuoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /**
     * Returns a name that must be present by now, because the naming convention gives one to each constraint and index.
     *
     * @param part the constraint or index, for the message
     * @throws IllegalArgumentException if the name is null
     */
    public static String requireName(@Nullable String name, Object part) {
        if (name == null) {
            throw new IllegalArgumentException("a constraint or index without a name: " + part);
        }
        return name;
    }

    static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * Returns the error for the first name in an operation that the database rejects; empty if the database accepts all
     * names.
     */
    public static Optional<SchemaException> findIllegal(Operation operation, Dialect dialect) {
        for (String name : IdentifierCollector.in(
                operation,
                dialect.capabilities().namedEnums(),
                dialect.capabilities().primaryKeyNames())) {
            String problem = dialect.identifierProblem(name);
            if (problem != null) {
                return Optional.of(SchemaException.illegalIdentifier(name, problem));
            }
        }
        return Optional.empty();
    }

    /**
     * Requires that the database accepts all names in the operations.
     *
     * @throws SchemaException {@code illegal_identifier}
     */
    static void require(List<Operation> operations, Dialect dialect) {
        for (Operation operation : operations) {
            Optional<SchemaException> illegal = findIllegal(operation, dialect);
            if (illegal.isPresent()) {
                throw illegal.get();
            }
        }
    }
}
