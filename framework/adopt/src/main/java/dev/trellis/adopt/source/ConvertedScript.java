package dev.trellis.adopt.source;

import dev.trellis.error.Location;
import dev.trellis.operation.Operation;
import dev.trellis.revision.Revision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A script of the other tool as a revision.
 *
 * @param revision the identifier, the parents, the labels and the dependencies; derived from the project alone
 * @param branch the label of the branch that the revision belongs to
 * @param message one line that describes the revision
 * @param created the time at which the original was created (ISO 8601); null if it is unknown
 * @param body the upgrade and the downgrade
 * @param comments comments for the author, written into the script
 * @param origin the place of the original
 */
public record ConvertedScript(
        Revision revision,
        String branch,
        String message,
        @Nullable String created,
        Body body,
        List<String> comments,
        Location origin) {

    public ConvertedScript {
        comments = List.copyOf(comments);
    }

    /** Creates a script whose original does not state when it was created. */
    public ConvertedScript(
            Revision revision, String branch, String message, Body body, List<String> comments, Location origin) {
        this(revision, branch, message, null, body, comments, origin);
    }

    /** Returns the identifier of the revision. */
    public String id() {
        return revision.id();
    }

    /** The upgrade and the downgrade of a script. */
    public sealed interface Body {

        /**
         * SQL as the other tool's script contains it, with its comments and its form.
         *
         * @param upgrade the SQL of the upgrade, split into statements as the shell of the database splits it
         * @param downgrade the SQL of the downgrade; null if there is none
         * @param autocommit whether each statement runs outside a transaction
         */
        record Sql(String upgrade, @Nullable String downgrade, boolean autocommit) implements Body {}

        /**
         * Operations.
         *
         * @param upgrade the operations of the upgrade
         * @param downgrade the operations of the downgrade; null if there is none
         */
        record Operations(List<Operation> upgrade, @Nullable List<Operation> downgrade) implements Body {
            public Operations {
                upgrade = List.copyOf(upgrade);
                downgrade = downgrade == null ? null : List.copyOf(downgrade);
            }
        }
    }
}
