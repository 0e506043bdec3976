package dev.trellis.inject;

import com.google.inject.Binder;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import dev.trellis.AutogenerateHook;
import dev.trellis.ExtensionPoint;
import dev.trellis.Extensions;
import dev.trellis.Seeder;
import dev.trellis.branch.Branch;
import dev.trellis.dialect.Dialect;
import dev.trellis.lint.LintRule;
import dev.trellis.script.JavaMigration;
import dev.trellis.script.JavaStep;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Records the contributions of one plugin. There is one method for each kind of contribution; migrations are contributed
 * through {@link #branch}.
 */
public final class TrellisBinder {
    private final Class<? extends TrellisPlugin> plugin;
    private final List<BranchBinder> branches = new ArrayList<>();
    private final List<Entry<?>> entries = new ArrayList<>();

    TrellisBinder(Class<? extends TrellisPlugin> plugin) {
        this.plugin = plugin;
    }

    /**
     * Contributes a branch. Set its properties on the returned binder.
     *
     * @param label the name in {@code label@head}
     */
    public BranchBinder branch(String label) {
        BranchBinder branch = new BranchBinder(label, plugin, type -> migration(label, type));
        branches.add(branch);
        return branch;
    }

    private void migration(String label, Class<? extends JavaMigration> type) {
        add(ExtensionPoint.MIGRATION, label, type);
    }

    /** Contributes a dialect, which supports a further database. */
    public void dialect(Class<? extends Dialect> type) {
        add(ExtensionPoint.DIALECT, "", type);
    }

    /**
     * Contributes a Java step.
     *
     * @param name the name by which scripts {@code run} the step; begin it with the label of your branch
     */
    public void step(String name, Class<? extends JavaStep> type) {
        add(ExtensionPoint.STEP, name, type);
    }

    /** Contributes a seeder, which fills a database that {@code db-create} has created. */
    public void seeder(Class<? extends Seeder> type) {
        add(ExtensionPoint.SEEDER, "", type);
    }

    /** Contributes a hook, which excludes tables from autogenerate and edits its drafts. */
    public void hook(Class<? extends AutogenerateHook> type) {
        add(ExtensionPoint.HOOK, "", type);
    }

    /** Contributes a rule of {@code lint}. */
    public void lintRule(Class<? extends LintRule> type) {
        add(ExtensionPoint.LINT_RULE, "", type);
    }

    /** Contributes a command of the command line: a class with picocli's annotations. */
    public void command(Class<?> type) {
        add(ExtensionPoint.COMMAND, "", type);
    }

    private <T> void add(ExtensionPoint<T> point, String name, Class<? extends T> type) {
        entries.add(new Entry<>(point, name, type));
    }

    List<Branch> branches() {
        return branches.stream().map(BranchBinder::branch).toList();
    }

    /** Adds the contributions to the extensions. */
    void addTo(Extensions.Builder extensions) {
        branches().forEach(extensions::branch);
        entries.forEach(entry -> entry.addTo(extensions));
    }

    /** Passes the name and the class of each Java step to a consumer. */
    void forEachStep(BiConsumer<String, Class<?>> steps) {
        entries.stream()
                .filter(entry -> entry.point() == ExtensionPoint.STEP)
                .forEach(entry -> steps.accept(entry.name(), entry.type()));
    }

    /**
     * Binds a set of each type of contribution, and a map of the Java steps, so that constructors can have the set or the
     * map injected.
     */
    void bind(Binder binder) {
        Multibinder<Branch> branchSet = Multibinder.newSetBinder(binder, Branch.class);
        branches().forEach(branch -> branchSet.addBinding().toInstance(branch));
        for (ExtensionPoint<?> point : ExtensionPoint.all()) {
            if (point == ExtensionPoint.STEP) {
                MapBinder.newMapBinder(binder, String.class, JavaStep.class);
            } else if (point != ExtensionPoint.COMMAND) {
                Multibinder.newSetBinder(binder, point.type());
            }
        }
        entries.forEach(entry -> entry.bind(binder));
    }

    private record Entry<T>(ExtensionPoint<T> point, String name, Class<? extends T> type) {
        void addTo(Extensions.Builder extensions) {
            extensions.add(point, name, type);
        }

        void bind(Binder binder) {
            if (point == ExtensionPoint.STEP) {
                MapBinder.newMapBinder(binder, String.class, JavaStep.class)
                        .addBinding(name)
                        .to(type.asSubclass(JavaStep.class));
            } else if (point != ExtensionPoint.COMMAND) {
                Multibinder.newSetBinder(binder, point.type()).addBinding().to(type);
            }
        }
    }
}
