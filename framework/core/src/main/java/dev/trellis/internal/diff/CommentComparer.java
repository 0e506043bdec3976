package dev.trellis.internal.diff;

import dev.trellis.operation.CreateTableComment;
import dev.trellis.operation.DropTableComment;
import dev.trellis.operation.Operation;
import java.util.List;
import java.util.Objects;

/** Compares the comment of a table. */
final class CommentComparer implements TableComparer {

    @Override
    public List<Operation> compare(TablePair pair) {
        String comment = pair.canonical().comment();
        if (Objects.equals(comment, pair.actual().comment())) {
            return List.of();
        }
        return List.of(
                comment == null
                        ? new DropTableComment(pair.name())
                        : new CreateTableComment(
                                pair.name(),
                                Objects.requireNonNullElse(pair.desired().comment(), comment)));
    }
}
