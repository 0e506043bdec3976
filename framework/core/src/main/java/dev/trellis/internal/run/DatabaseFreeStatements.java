package dev.trellis.internal.run;

import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.Dialect;
import dev.trellis.internal.script.CachedScript;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RunJava;
import dev.trellis.script.LocatedOperation;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compiles steps whose statements do not depend on the database. */
final class DatabaseFreeStatements {
    private DatabaseFreeStatements() {}

    /** Returns the preparation that takes the statements from scripts which several databases share. */
    static StepPreparation shared(Dialect dialect) {
        return step -> step.script() instanceof CachedScript script
                ? script.statements(step.body(), step.step().direction(), () -> tryToCompile(step, dialect))
                        .orElse(null)
                : null;
    }

    private static Optional<List<CompiledStatement>> tryToCompile(ParsedStep step, Dialect dialect) {
        try {
            return isPure(step) ? Optional.of(List.copyOf(compile(step, dialect))) : Optional.empty();
        } catch (RuntimeException e) {
            // The operations are compiled again when the revision runs, and then the failure is reported.
            return Optional.empty();
        }
    }

    /**
     * Whether a script contains neither Java nor an {@code autocommit}, so that all its operations can be compiled
     * together.
     */
    static boolean isPure(ParsedStep step) {
        return step.operations().stream()
                .map(LocatedOperation::operation)
                .noneMatch(operation -> operation instanceof RunJava || operation instanceof Autocommit);
    }

    /** Compiles a step, or throws an exception if its statements depend on the database. */
    static List<CompiledStatement> compile(ParsedStep step, Dialect dialect) {
        List<Operation> operations =
                step.operations().stream().map(LocatedOperation::operation).toList();
        List<CompiledStatement> compiled = new ArrayList<>();
        dialect.compile(operations, dialect.catalog(RefusingConnection.INSTANCE), compiled::add);
        return compiled;
    }

    /** Thrown if a compilation reads the database. */
    private static final class DatabaseRequiredException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DatabaseRequiredException() {
            super("the statements depend on the database", null, false, false);
        }
    }

    /**
     * A connection that refuses every call. A compilation that tries to read the database therefore ends with an exception.
     */
    private static final class RefusingConnection {
        static final Connection INSTANCE = (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    throw new DatabaseRequiredException();
                });
    }
}
