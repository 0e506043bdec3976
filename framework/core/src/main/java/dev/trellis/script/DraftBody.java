package dev.trellis.script;

import dev.trellis.operation.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a new script is to do.
 *
 * @param upgrade the operations up; empty when a person is to write them
 * @param downgrade the operations down, or null for a script that has no way down
 * @param notes what its reader should look at before it runs, a line or more each; they become comments
 */
public record DraftBody(List<Operation> upgrade, @Nullable List<Operation> downgrade, List<String> notes) {

    /** Nothing yet. */
    public static final DraftBody EMPTY = new DraftBody(List.of(), List.of(), List.of());

    public DraftBody {
        upgrade = List.copyOf(upgrade);
        downgrade = downgrade == null ? null : List.copyOf(downgrade);
        notes = List.copyOf(notes);
    }

    /** Nothing, and a word about it. */
    public static DraftBody empty(String... notes) {
        return new DraftBody(List.of(), List.of(), List.of(notes));
    }
}
