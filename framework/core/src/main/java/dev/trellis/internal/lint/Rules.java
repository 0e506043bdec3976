package dev.trellis.internal.lint;

import dev.trellis.lint.LintRule;
import java.util.List;

/** Trellis's own rules: the only list of them. */
public final class Rules {
    private static final List<LintRule> OWN = List.of(
            new DataLoss(),
            new NotNullWithoutDefault(),
            new TypeRewrite(),
            new VolatileDefault(),
            new IndexWithoutConcurrently(),
            new UnvalidatedConstraint(),
            new RenameInUse(),
            new MissingDowngrade(),
            new MissingDependsOn(),
            new TablePrefix(),
            new RawDdl(),
            new ProtectedTable());

    private Rules() {}

    /** The rules that Trellis brings, in the order in which they speak. */
    public static List<LintRule> own() {
        return OWN;
    }
}
