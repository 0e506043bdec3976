package dev.trellis.internal.script;

import dev.trellis.dialect.Dialect;
import dev.trellis.internal.model.ColumnReader;
import dev.trellis.schema.Naming;
import dev.trellis.schema.TableOption;
import dev.trellis.script.Body;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The settings for parsing the body of a script. */
public final class ParseContext {
    private final Dialect dialect;
    private final Set<String> dialects;
    private final Operations operations;
    private final SchemaVariables variables;

    private ParseContext(Dialect dialect, Set<String> dialects, Operations operations, SchemaVariables variables) {
        this.dialect = dialect;
        this.dialects = dialects;
        this.operations = operations;
        this.variables = variables;
    }

    /**
     * Returns a context that accepts every option of a table, leaves variables in the names of schemas as they are written,
     * and whose generated names respect the database's limit for identifiers.
     *
     * @param dialects the dialects that sections may name
     * @param naming the naming convention; its own limit is replaced
     */
    public static ParseContext of(Dialect dialect, Set<String> dialects, Naming naming) {
        return of(dialect, dialects, naming, name -> null);
    }

    /**
     * Returns a context that leaves variables in the names of schemas as they are written, and whose generated names respect
     * the database's limit for identifiers.
     *
     * @param dialects the dialects that sections may name, which declare the options of tables
     * @param naming the naming convention; its own limit is replaced
     */
    public static ParseContext of(Dialect dialect, List<Dialect> dialects, Naming naming) {
        Set<String> names = dialects.stream().map(Dialect::name).collect(Collectors.toSet());
        return of(dialect, names, naming, name -> tableOptions(dialects, name));
    }

    private static ParseContext of(
            Dialect dialect,
            Set<String> dialects,
            Naming naming,
            Function<String, @Nullable List<TableOption>> tableOptions) {
        return new ParseContext(
                dialect, dialects, new Operations(dialect, dialects, naming, tableOptions), SchemaVariables.AS_WRITTEN);
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
    public OperationReader operations() {
        return operations.reader();
    }

    /** Returns the variables in the names of schemas. */
    SchemaVariables variables() {
        return variables;
    }

    /** Returns a context with these variables in the names of schemas. */
    public ParseContext with(SchemaVariables other) {
        return new ParseContext(dialect, dialects, operations, other);
    }

    /**
     * Returns the body of a script as it is written, with the variables in the names of schemas.
     *
     * @param body the body of the script as this context reads it
     */
    public Body asWritten(MigrationScript script, Body body) {
        ScriptFile file = script.file();
        return file != null && variables.mayBeIn(file.text()) ? script.body(with(SchemaVariables.AS_WRITTEN)) : body;
    }

    /**
     * The reader of operations, which is created with the first operation: it loads the classes of all operations, and an
     * upgrade with nothing to do reads none.
     */
    private static final class Operations {
        private final Dialect dialect;
        private final Set<String> dialects;
        private final Naming naming;
        private final Function<String, @Nullable List<TableOption>> tableOptions;
        private @Nullable OperationReader reader;

        Operations(
                Dialect dialect,
                Set<String> dialects,
                Naming naming,
                Function<String, @Nullable List<TableOption>> tableOptions) {
            this.dialect = dialect;
            this.dialects = dialects;
            this.naming = naming;
            this.tableOptions = tableOptions;
        }

        synchronized OperationReader reader() {
            if (reader == null) {
                reader = new OperationReader(
                        naming.withLimit(dialect.capabilities().identifierLimit()),
                        new ColumnReader(dialects, tableOptions));
            }
            return reader;
        }
    }
}
