package dev.trellis.runtime;

import dev.trellis.branch.Branches;
import dev.trellis.error.TrellisException;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Revision;
import dev.trellis.schema.Schema;
import dev.trellis.script.Instruction;
import dev.trellis.script.ReadingContext;
import dev.trellis.script.Script;

/**
 * The schema that scripts give when they are replayed on a value. What raw SQL and Java do to a structure is not seen, as
 * nobody can without running it.
 */
public final class Replay {
    private final Branches branches;
    private final ReadingContext reading;

    public Replay(Branches branches, ReadingContext reading) {
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
            Script script = branches.script(revision.id());
            if (script != null) {
                for (Instruction instruction : script.body(reading).upgrade()) {
                    schema = apply(schema, instruction);
                }
            }
        }
        return schema;
    }

    /** A schema after one instruction; a fault gets the instruction's place. */
    public static Schema apply(Schema schema, Instruction instruction) {
        try {
            return instruction.operation().apply(schema);
        } catch (TrellisException e) {
            throw e.problem().location() != null
                    ? e
                    : new TrellisException(e.problem().at(instruction.at()), e);
        }
    }
}
