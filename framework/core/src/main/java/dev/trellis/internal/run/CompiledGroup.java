package dev.trellis.internal.run;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.FailedOperation;
import dev.trellis.internal.journal.JournalProgress.Compiled;
import dev.trellis.internal.protection.ProtectionException;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.Operation;
import dev.trellis.schema.SchemaException;
import dev.trellis.script.LocatedOperation;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Compiles a group of operations before any of them is run, for the journal. */
final class CompiledGroup {
    private CompiledGroup() {}

    /**
     * Returns the statements of the operations. A statement inside an {@code autocommit} belongs to the {@code autocommit}.
     *
     * @param catalog reads the database
     */
    static List<Compiled> of(Dialect dialect, Catalog catalog, List<LocatedOperation> group) {
        IdentityHashMap<Operation, Integer> offsets = new IdentityHashMap<>();
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            Operation operation = group.get(i).operation();
            List<Operation> inner =
                    operation instanceof Autocommit autocommit ? autocommit.operations() : List.of(operation);
            for (Operation each : inner) {
                offsets.put(each, i);
            }
            operations.add(operation);
        }
        List<Compiled> statements = new ArrayList<>();
        try {
            dialect.compile(
                    operations,
                    Catalog.overlay(catalog, dialect),
                    statement -> statements.add(
                            new Compiled(offsets.getOrDefault(statement.origin(), 0), group.size(), statement.sql())));
        } catch (DialectException | SchemaException | ProtectionException e) {
            int failed = offsets.getOrDefault(FailedOperation.of(e), 0);
            throw StatementSink.locate(e, group.get(failed).location());
        }
        return statements;
    }
}
