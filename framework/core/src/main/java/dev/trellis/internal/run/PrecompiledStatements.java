package dev.trellis.internal.run;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.Dialect;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.RunJava;
import dev.trellis.script.LocatedOperation;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The statements of revisions that are yet to come, worked out while the database is at others. Only where the database is
 * asked nothing for them, so that they are the same whenever they are worked out, and where a revision is one transaction
 * from its first statement to its last.
 */
final class PrecompiledStatements {
    private final Dialect dialect;
    private final Map<List<LocatedOperation>, List<CompiledStatement>> known =
            Collections.synchronizedMap(new IdentityHashMap<>());

    PrecompiledStatements(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The database would have been asked. */
    private static final class Asked extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Asked() {
            super("the database is asked", null, false, false);
        }
    }

    /** A database that cannot be asked; made when the first revision is worked out. */
    private static final class Nobody {
        static final Connection CONNECTION = (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    throw new Asked();
                });
    }

    /** Works out what they will be; nothing where that depends on the database, or cannot be: then it is told in its turn. */
    void compile(List<LocatedOperation> instructions) {
        boolean parted = instructions.stream()
                .anyMatch(each -> each.operation() instanceof RunJava || each.operation() instanceof Autocommit);
        if (parted || !dialect.capabilities().transactionalDdl()) {
            return;
        }
        Catalog catalog = dialect.catalog(Nobody.CONNECTION);
        List<CompiledStatement> commands = new ArrayList<>();
        try {
            dialect.compile(
                    instructions.stream().map(LocatedOperation::operation).toList(), catalog, commands::add);
            known.put(instructions, commands);
        } catch (RuntimeException e) {
            // Its turn will come.
        }
    }

    /** The statements of exactly these; null where they have to be worked out with the database. */
    @Nullable
    List<CompiledStatement> of(List<LocatedOperation> instructions) {
        return known.get(instructions);
    }
}
