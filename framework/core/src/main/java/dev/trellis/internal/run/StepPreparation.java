package dev.trellis.internal.run;

import dev.trellis.dialect.CompiledStatement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Provides the statements of steps that were compiled before the steps began. */
interface StepPreparation {
    /** Prepares nothing: every step is compiled when it runs. */
    StepPreparation NONE = step -> null;

    /** Returns and removes the statements of all operations of a step; null if the step has to be compiled when it runs. */
    @Nullable
    List<CompiledStatement> takeStatements(ParsedStep step);
}
