package dev.trellis.inject;

import dev.trellis.AutogenerateHook;
import dev.trellis.Seeder;
import dev.trellis.dialect.Dialect;
import dev.trellis.lint.LintRule;
import dev.trellis.script.JavaStep;

/** The extension points, by name. */
public interface TrellisBinder {

    /** Contributes a branch; say the rest on what is returned. */
    BranchBinder branch(String label);

    /** Contributes a database. */
    void dialect(Class<? extends Dialect> type);

    /** Binds a Java step under the name that scripts {@code run} it by. */
    void step(String name, Class<? extends JavaStep> type);

    /** Contributes rows for a database that {@code db-create} builds. */
    void seeder(Class<? extends Seeder> type);

    /** Contributes a say in what autogenerate looks at and writes. */
    void hook(Class<? extends AutogenerateHook> type);

    /** Contributes a rule to {@code lint}. */
    void lintRule(Class<? extends LintRule> type);

    /** Contributes a command to the command line: a class with picocli's annotations. */
    void command(Class<?> type);
}
