package dev.trellis.internal.run;

import dev.trellis.dialect.CompiledStatement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Provides the statements of revisions that were compiled before the revisions began. */
interface StepPreparation {
    /** Prepares nothing: every revision is compiled when it runs. */
    StepPreparation NONE = step -> null;

    /**
     * Returns and removes the statements of all operations of a step; null if its operations have to be compiled when they
     * run.
     */
    @Nullable
    List<CompiledStatement> takeStatements(ParsedStep step);
}
