package dev.trellis.internal.run;

import dev.trellis.dialect.Dialect;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Revision;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.script.LocatedOperation;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes the schema that results from applying scripts to an empty one, without a database. The effects of raw SQL and
 * Java are missing from it, because they cannot be known without running them.
 */
public final class Replay {
    private final Branches branches;
    private final ParseContext parsing;

    public Replay(Branches branches, ParseContext parsing) {
        this.branches = branches;
        this.parsing = parsing;
    }

    /**
     * Returns the schema of a database with these heads.
     *
     * @throws TrellisException with the location of an operation that cannot be applied to the schema before it
     */
    public Schema schema(Heads heads) {
        Schema schema = Schema.EMPTY;
        if (heads.isEmpty()) {
            return schema;
        }
        for (Revision revision : branches.graph().applied(heads)) {
            MigrationScript script = branches.script(revision.id());
            if (script != null) {
                for (LocatedOperation located : script.body(parsing).upgrade()) {
                    schema = apply(schema, located, parsing.dialect());
                }
            }
        }
        return schema;
    }

    /** Returns the raw SQL that was executed on the way to a database with these heads. */
    List<SqlText> executed(Heads heads) {
        List<SqlText> executed = new ArrayList<>();
        if (heads.isEmpty()) {
            return executed;
        }
        for (Revision revision : branches.graph().applied(heads)) {
            MigrationScript script = branches.script(revision.id());
            if (script != null) {
                script.body(parsing).upgrade().forEach(each -> addExecuted(each.operation(), executed));
            }
        }
        return executed;
    }

    private static void addExecuted(Operation operation, List<SqlText> executed) {
        if (operation instanceof ExecuteSql execute) {
            executed.add(execute.sql());
        } else if (operation instanceof Autocommit autocommit) {
            autocommit.operations().forEach(each -> addExecuted(each, executed));
        }
    }

    /**
     * Returns the schema after one operation.
     *
     * @throws TrellisException with the location of the operation if it cannot be applied
     */
    public static Schema apply(Schema schema, LocatedOperation located, Dialect dialect) {
        try {
            return located.operation().apply(schema, dialect.quoting());
        } catch (TrellisException e) {
            throw e.problem().location() != null
                    ? e
                    : new TrellisException(e.problem().at(located.location()), e);
        }
    }
}
