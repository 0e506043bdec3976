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
 * The schema that scripts give when they are replayed on a value. What raw SQL and Java do to a structure is not seen, as
 * nobody can without running it.
 */
public final class Replay {
    private final Branches branches;
    private final ParseContext reading;

    public Replay(Branches branches, ParseContext reading) {
        this.branches = branches;
        this.reading = reading;
    }

    /**
     * The schema of a database with these rows.
     *
     * @throws TrellisException with the place of an operation that cannot be done where it stands
     */
    public Schema schema(Heads rows) {
        Schema schema = Schema.EMPTY;
        if (rows.isEmpty()) {
            return schema;
        }
        for (Revision revision : branches.graph().applied(rows)) {
            MigrationScript script = branches.script(revision.id());
            if (script != null) {
                for (LocatedOperation instruction : script.body(reading).upgrade()) {
                    schema = apply(schema, instruction, reading.dialect());
                }
            }
        }
        return schema;
    }

    /** The SQL that was executed on the way to a database with these rows. */
    List<SqlText> executed(Heads rows) {
        List<SqlText> executed = new ArrayList<>();
        if (rows.isEmpty()) {
            return executed;
        }
        for (Revision revision : branches.graph().applied(rows)) {
            MigrationScript script = branches.script(revision.id());
            if (script != null) {
                script.body(reading).upgrade().forEach(each -> addExecuted(each.operation(), executed));
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

    /** A schema of this dialect after one instruction; a fault gets the instruction's place. */
    public static Schema apply(Schema schema, LocatedOperation instruction, Dialect dialect) {
        try {
            return instruction.operation().apply(schema, dialect.quoting());
        } catch (TrellisException e) {
            throw e.problem().location() != null
                    ? e
                    : new TrellisException(e.problem().at(instruction.at()), e);
        }
    }
}
