package dev.trellis.internal.lint;

import dev.trellis.lint.LintRule;
import java.util.List;

/** The rules that Trellis ships. */
public final class Rules {
    private static final List<LintRule> SHIPPED = List.of(
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
            new ProtectedTable(),
            new IllegalName(),
            new MissingObject());

    private Rules() {}

    /** Returns the rules in the order in which their findings are reported. */
    public static List<LintRule> shipped() {
        return SHIPPED;
    }
}
