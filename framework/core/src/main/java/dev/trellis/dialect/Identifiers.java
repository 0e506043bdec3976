package dev.trellis.dialect;

import dev.trellis.operation.IdentifierCollector;
import dev.trellis.operation.Operation;
import dev.trellis.schema.SchemaException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a database takes a name. Quotes let it hold nearly anything; what is left is told before anything runs, because
 * some databases would cut or change the name in silence.
 */
public final class Identifiers {
    private Identifiers() {}

    /**
     * What is wrong with a name in every database, or how it is too long for this one; null when nothing is.
     *
     * @param length of the name, as the database counts
     * @param unit what it counts
     */
    public static @Nullable String problem(String name, int length, int limit, String unit) {
        if (name.isEmpty()) {
            return "it is empty";
        }
        if (name.indexOf('\0') >= 0) {
            return "it holds a NUL character";
        }
        if (isBroken(name)) {
            return "it holds half of a character (a surrogate without its other half)";
        }
        return length <= limit ? null : "it is longer than the " + limit + " " + unit + " that fit here";
    }

    /** Whether half of a character stands alone. */
    private static boolean isBroken(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (Character.isSurrogate(name.charAt(i))) {
                return !StandardCharsets.UTF_8.newEncoder().canEncode(name);
            }
        }
        return false;
    }

    /** A name in double quotes, as standard SQL has it. */
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

    /** What the database has against the first name of an operation that it does not take; empty when it takes all. */
    public static Optional<SchemaException> findIllegal(Operation operation, Dialect dialect) {
        for (String name : IdentifierCollector.in(
                operation,
                dialect.capabilities().namedEnums(),
                dialect.capabilities().primaryKeyNames())) {
            String objection = dialect.identifierProblem(name);
            if (objection != null) {
                return Optional.of(SchemaException.illegalIdentifier(name, objection));
            }
        }
        return Optional.empty();
    }

    /** @throws SchemaException {@code illegal_identifier} */
    static void require(List<Operation> operations, Dialect dialect) {
        for (Operation operation : operations) {
            Optional<SchemaException> refused = findIllegal(operation, dialect);
            if (refused.isPresent()) {
                throw refused.get();
            }
        }
    }
}
