package dev.trellis.inject;

import com.google.inject.Binder;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import dev.trellis.AutogenerateHook;
import dev.trellis.Seeder;
import dev.trellis.branch.Branch;
import dev.trellis.branch.Branch.ScriptLocation;
import dev.trellis.dialect.Dialect;
import dev.trellis.lint.LintRule;
import dev.trellis.model.ModelSource;
import dev.trellis.model.YamlModel;
import dev.trellis.script.JavaMigration;
import dev.trellis.script.JavaStep;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes down what one plugin contributes. */
final class Contribution implements TrellisBinder {
    private final TrellisPlugin plugin;
    private final @Nullable Path container;
    private final List<Declared> branches = new ArrayList<>();
    private final List<Class<? extends Dialect>> dialects = new ArrayList<>();
    private final Map<String, Class<? extends JavaStep>> steps = new LinkedHashMap<>();
    private final List<Class<? extends Seeder>> seeders = new ArrayList<>();
    private final List<Class<? extends AutogenerateHook>> hooks = new ArrayList<>();
    private final List<Class<? extends LintRule>> lintRules = new ArrayList<>();
    private final List<Class<?>> commands = new ArrayList<>();

    Contribution(TrellisPlugin plugin) {
        this.plugin = plugin;
        this.container = container(plugin.getClass());
    }

    /** The jar or folder that a class was loaded from; null where its loader does not tell. */
    static @Nullable Path container(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return null;
        }
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException | IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public BranchBinder branch(String label) {
        Declared declared = new Declared(label);
        branches.add(declared);
        return declared;
    }

    @Override
    public void dialect(Class<? extends Dialect> type) {
        dialects.add(type);
    }

    @Override
    public void step(String name, Class<? extends JavaStep> type) {
        steps.put(name, type);
    }

    @Override
    public void seeder(Class<? extends Seeder> type) {
        seeders.add(type);
    }

    @Override
    public void hook(Class<? extends AutogenerateHook> type) {
        hooks.add(type);
    }

    @Override
    public void lintRule(Class<? extends LintRule> type) {
        lintRules.add(type);
    }

    @Override
    public void command(Class<?> type) {
        commands.add(type);
    }

    /** The same as multibindings, for whoever injects sets of them. */
    void bind(Binder binder) {
        Multibinder<Branch> branchBinder = Multibinder.newSetBinder(binder, Branch.class);
        branches().forEach(branch -> branchBinder.addBinding().toInstance(branch));
        Multibinder<Dialect> dialectBinder = Multibinder.newSetBinder(binder, Dialect.class);
        dialects.forEach(type -> dialectBinder.addBinding().to(type));
        MapBinder<String, JavaStep> stepBinder = MapBinder.newMapBinder(binder, String.class, JavaStep.class);
        steps.forEach((name, type) -> stepBinder.addBinding(name).to(type));
        Multibinder<Seeder> seederBinder = Multibinder.newSetBinder(binder, Seeder.class);
        seeders.forEach(type -> seederBinder.addBinding().to(type));
        Multibinder<AutogenerateHook> hookBinder = Multibinder.newSetBinder(binder, AutogenerateHook.class);
        hooks.forEach(type -> hookBinder.addBinding().to(type));
        Multibinder<LintRule> ruleBinder = Multibinder.newSetBinder(binder, LintRule.class);
        lintRules.forEach(type -> ruleBinder.addBinding().to(type));
        Multibinder<JavaMigration> migrationBinder = Multibinder.newSetBinder(binder, JavaMigration.class);
        migrations()
                .values()
                .forEach(types ->
                        types.forEach(type -> migrationBinder.addBinding().to(type)));
    }

    List<Branch> branches() {
        return branches.stream().map(Declared::branch).toList();
    }

    Map<String, List<Class<? extends JavaMigration>>> migrations() {
        Map<String, List<Class<? extends JavaMigration>>> migrations = new LinkedHashMap<>();
        branches.forEach(branch -> migrations.put(branch.label, branch.migrations));
        return migrations;
    }

    List<Class<? extends Dialect>> dialects() {
        return dialects;
    }

    Map<String, Class<? extends JavaStep>> steps() {
        return steps;
    }

    List<Class<? extends Seeder>> seeders() {
        return seeders;
    }

    List<Class<? extends AutogenerateHook>> hooks() {
        return hooks;
    }

    List<Class<? extends LintRule>> lintRules() {
        return lintRules;
    }

    List<Class<?>> commands() {
        return commands;
    }

    /** A branch being said. */
    private final class Declared implements BranchBinder {
        private final String label;
        private final List<Class<? extends JavaMigration>> migrations = new ArrayList<>();
        private @Nullable String prefix;
        private @Nullable String location;
        private @Nullable ModelSource model;
        private boolean isProtected;

        Declared(String label) {
            this.label = label;
        }

        @Override
        public BranchBinder tablePrefix(String value) {
            prefix = value;
            return this;
        }

        @Override
        public BranchBinder scripts(String value) {
            location = value;
            return this;
        }

        @Override
        public BranchBinder model(String value) {
            if (container == null) {
                throw new IllegalStateException("the jar of " + plugin.getClass() + " is not known");
            }
            model = YamlModel.in(container, value);
            return this;
        }

        @Override
        public BranchBinder model(ModelSource source) {
            model = source;
            return this;
        }

        @Override
        public BranchBinder migration(Class<? extends JavaMigration> type) {
            migrations.add(type);
            return this;
        }

        @Override
        public BranchBinder protectedBase() {
            isProtected = true;
            return this;
        }

        private Branch branch() {
            return new Branch(
                    label,
                    prefix,
                    isProtected,
                    false,
                    new ScriptLocation(null, container, location),
                    model,
                    container == null ? plugin.getClass().getName() : String.valueOf(container.getFileName()),
                    plugin.getClass().getName());
        }
    }
}
