package dev.trellis.internal.run;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.FailedOperation;
import dev.trellis.error.Location;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.protection.ProtectionException;
import dev.trellis.operation.Operation;
import dev.trellis.schema.SchemaException;
import dev.trellis.script.LocatedOperation;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;

/**
 * The output of compiled statements: the {@linkplain LiveStatements database}, statement by statement; the database in
 * {@linkplain StatementBatch batches}; or an {@linkplain OfflineStatements offline script}.
 */
interface StatementSink {
    /**
     * Takes a statement.
     *
     * @param location the operation that the statement was compiled from
     */
    void send(CompiledStatement statement, Location location);

    /** Sends all statements that have been taken but not yet sent. */
    void flush();

    /** Returns the catalogue with the effects of all statements that have been taken. */
    Catalog catalog();

    /** Returns the error of an operation that cannot be compiled, with its location. */
    static TrellisException locate(TrellisException e, Location location) {
        return e.problem().location() != null
                ? e
                : new TrellisException(e.problem().at(location), e);
    }

    /** Compiles operations into this sink. */
    default void compile(Dialect dialect, List<LocatedOperation> operations) {
        compile(
                operations,
                sink -> dialect.compile(
                        operations.stream().map(LocatedOperation::operation).toList(), catalog(), sink));
    }

    /** Takes statements that were compiled from operations. */
    default void sendAll(List<LocatedOperation> operations, List<CompiledStatement> statements) {
        compile(operations, statements::forEach);
    }

    private void compile(List<LocatedOperation> operations, Consumer<Consumer<CompiledStatement>> compilation) {
        if (operations.isEmpty()) {
            return;
        }
        IdentityHashMap<Operation, Location> locations = new IdentityHashMap<>();
        operations.forEach(operation -> locations.put(operation.operation(), operation.location()));
        Location first = operations.get(0).location();
        try {
            compilation.accept(statement -> send(statement, locations.getOrDefault(statement.origin(), first)));
        } catch (DialectException | SchemaException | ProtectionException e) {
            throw locate(e, locations.getOrDefault(FailedOperation.of(e), first));
        }
    }
}
