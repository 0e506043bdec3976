package dev.trellis.internal.script;

import dev.trellis.dialect.Dialect;
import dev.trellis.internal.model.ColumnReader;
import dev.trellis.schema.Naming;
import dev.trellis.schema.TableOption;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The settings for parsing the body of a script. */
public final class ParseContext {
    private final Dialect dialect;
    private final Set<String> dialects;
    private final Naming naming;
    private final Function<String, @Nullable List<TableOption>> tableOptions;
    // Created with the first operation: it loads the classes of all operations, and an upgrade with nothing to do reads
    // none.
    private @Nullable OperationReader operations;

    private ParseContext(
            Dialect dialect,
            Set<String> dialects,
            Naming naming,
            Function<String, @Nullable List<TableOption>> tableOptions) {
        this.dialect = dialect;
        this.dialects = dialects;
        this.naming = naming;
        this.tableOptions = tableOptions;
    }

    /**
     * Returns a context that accepts every option of a table, and whose generated names respect the database's limit for
     * identifiers.
     *
     * @param dialects the dialects that sections may name
     * @param naming the naming convention; its own limit is replaced
     */
    public static ParseContext of(Dialect dialect, Set<String> dialects, Naming naming) {
        return new ParseContext(dialect, dialects, naming, name -> null);
    }

    /**
     * Returns a context whose generated names respect the database's limit for identifiers.
     *
     * @param dialects the dialects that sections may name, which declare the options of tables
     * @param naming the naming convention; its own limit is replaced
     */
    public static ParseContext of(Dialect dialect, List<Dialect> dialects, Naming naming) {
        Set<String> names = dialects.stream().map(Dialect::name).collect(Collectors.toSet());
        return new ParseContext(dialect, names, naming, name -> tableOptions(dialects, name));
    }

    /** Returns the options that a dialect declares for tables; empty for an unknown dialect. */
    public static List<TableOption> tableOptions(List<Dialect> dialects, String name) {
        return dialects.stream()
                .filter(dialect -> dialect.name().equals(name))
                .findFirst()
                .map(Dialect::tableOptions)
                .orElse(List.of());
    }

    /**
     * Returns the dialect whose sections of SQL scripts are read; the rules of its database's shell split the sections into
     * statements.
     */
    public Dialect dialect() {
        return dialect;
    }

    /** Returns the dialects that sections may name. */
    public Set<String> dialects() {
        return dialects;
    }

    /** Returns the reader of operations, with the naming convention and the database's limit for identifiers. */
    public synchronized OperationReader operations() {
        if (operations == null) {
            operations = new OperationReader(
                    naming.withLimit(dialect.capabilities().identifierLimit()),
                    new ColumnReader(dialects, tableOptions));
        }
        return operations;
    }
}
