package dev.trellis.script;

import dev.trellis.operation.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a new script.
 *
 * @param upgrade the operations of the upgrade; empty when the author adds them later
 * @param downgrade the operations of the downgrade, or null for an irreversible script
 * @param notes comments for the author to read before the script runs, each of one or more lines
 */
public record DraftBody(List<Operation> upgrade, @Nullable List<Operation> downgrade, List<String> notes) {

    /** A body without operations and comments. */
    public static final DraftBody EMPTY = new DraftBody(List.of(), List.of(), List.of());

    public DraftBody {
        upgrade = List.copyOf(upgrade);
        downgrade = downgrade == null ? null : List.copyOf(downgrade);
        notes = List.copyOf(notes);
    }

    /** Returns a body that has only comments. */
    public static DraftBody empty(String... notes) {
        return new DraftBody(List.of(), List.of(), List.of(notes));
    }
}
