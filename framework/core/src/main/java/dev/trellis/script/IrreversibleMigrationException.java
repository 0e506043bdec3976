package dev.trellis.script;

import dev.trellis.error.ErrorName;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;

/** An attempt to downgrade a migration that has no downgrade. */
public final class IrreversibleMigrationException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private IrreversibleMigrationException(Problem problem) {
        super(problem);
    }

    /**
     * Reports {@code irreversible}.
     *
     * @param migration the script or class without a downgrade, as messages call it
     */
    public static IrreversibleMigrationException of(String migration) {
        return new IrreversibleMigrationException(Problem.of(ErrorName.IRREVERSIBLE, migration + " has no downgrade")
                .advice(
                        "Write a downgrade, or downgrade at most to this revision. To forget the revision without undoing it,"
                                + " stamp its parent: trellis stamp REVISION"));
    }
}
