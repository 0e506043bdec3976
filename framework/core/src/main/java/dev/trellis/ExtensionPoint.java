package dev.trellis;

import dev.trellis.dialect.Dialect;
import dev.trellis.lint.LintRule;
import dev.trellis.script.JavaMigration;
import dev.trellis.script.JavaStep;
import java.util.List;

/**
 * A kind of class that plugins contribute. A new constant also needs an entry in {@code ALL} and a method in
 * {@link dev.trellis.inject.TrellisBinder}; the bindings of the injector and {@link Extensions} derive from {@code ALL}. Two
 * of them are special cases of the binder: it binds each {@link #STEP} in a map by its name, and binds no {@link #COMMAND}.
 *
 * @param <T> the type that the contributed classes implement
 */
public final class ExtensionPoint<T> {
    /** Dialects. */
    public static final ExtensionPoint<Dialect> DIALECT = new ExtensionPoint<>(Dialect.class);

    /** Revisions in Java, each under the label of its branch. */
    public static final ExtensionPoint<JavaMigration> MIGRATION = new ExtensionPoint<>(JavaMigration.class);

    /** Java steps, each under the name by which scripts run it. */
    public static final ExtensionPoint<JavaStep> STEP = new ExtensionPoint<>(JavaStep.class);

    /** Seeders, which {@code db-create} runs in the order in which they were added. */
    public static final ExtensionPoint<Seeder> SEEDER = new ExtensionPoint<>(Seeder.class);

    /** Hooks that edit the drafts of autogenerate. */
    public static final ExtensionPoint<AutogenerateHook> HOOK = new ExtensionPoint<>(AutogenerateHook.class);

    /** Rules of {@code lint}. */
    public static final ExtensionPoint<LintRule> LINT_RULE = new ExtensionPoint<>(LintRule.class);

    /** Commands of the command line: classes with picocli's annotations, which share no type. */
    public static final ExtensionPoint<Object> COMMAND = new ExtensionPoint<>(Object.class);

    private static final List<ExtensionPoint<?>> ALL =
            List.of(DIALECT, MIGRATION, STEP, SEEDER, HOOK, LINT_RULE, COMMAND);

    private final Class<T> type;

    private ExtensionPoint(Class<T> type) {
        this.type = type;
    }

    /** Returns all extension points. */
    public static List<ExtensionPoint<?>> all() {
        return ALL;
    }

    /** Returns the type that the contributed classes implement. */
    public Class<T> type() {
        return type;
    }
}
