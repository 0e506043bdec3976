package dev.trellis;

import dev.trellis.branch.Branch;
import dev.trellis.dialect.Dialect;
import dev.trellis.lint.LintRule;
import dev.trellis.script.JavaMigration;
import dev.trellis.script.JavaStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What plugins contribute, as plain values. Classes are named here and made only when they are needed.
 *
 * @param branches as the plugins declare them; the configuration may still change them
 * @param dialects further databases
 * @param migrations revisions in Java, by the label of their branch
 * @param steps Java steps, by the name that scripts use
 * @param seeders what {@code db-create} runs at the end, in this order
 * @param hooks what has a say in drafts
 * @param lintRules further rules of {@code lint}
 * @param commands further commands of the command line, as annotated classes
 * @param loader finds the plugins' classes, and drivers that lie beside them
 * @param instances makes the classes named here
 */
public record Extensions(
        List<Branch> branches,
        List<Class<? extends Dialect>> dialects,
        Map<String, List<Class<? extends JavaMigration>>> migrations,
        Map<String, Class<? extends JavaStep>> steps,
        List<Class<? extends Seeder>> seeders,
        List<Class<? extends AutogenerateHook>> hooks,
        List<Class<? extends LintRule>> lintRules,
        List<Class<?>> commands,
        ClassLoader loader,
        Instances instances) {

    public Extensions {
        branches = List.copyOf(branches);
        dialects = List.copyOf(dialects);
        migrations = Map.copyOf(migrations);
        steps = Map.copyOf(new LinkedHashMap<>(steps));
        seeders = List.copyOf(seeders);
        hooks = List.copyOf(hooks);
        lintRules = List.copyOf(lintRules);
        commands = List.copyOf(commands);
    }

    /** Nothing but what Trellis itself brings. */
    public static final Extensions NONE = new Extensions(
            List.of(),
            List.of(),
            Map.of(),
            Map.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Extensions.class.getClassLoader(),
            Instances.PLAIN);

    /** The seeders, made. */
    public List<Seeder> seederInstances() {
        List<Seeder> made = new ArrayList<>();
        seeders.forEach(type -> made.add(instances.get(type)));
        return made;
    }

    /**
     * What the seeders add to {@code db-create}, in the order in which they say it.
     *
     * @throws UsageException {@code duplicate_option} when two say different things under one name
     */
    public List<SeedOption<?>> seedOptions() {
        return seedOptions(seederInstances());
    }

    public static List<SeedOption<?>> seedOptions(List<Seeder> seeders) {
        Map<String, SeedOption<?>> options = new LinkedHashMap<>();
        for (Seeder seeder : seeders) {
            for (SeedOption<?> option : seeder.options()) {
                SeedOption<?> other = options.putIfAbsent(option.name(), option);
                if (other != null && !other.equals(option)) {
                    throw UsageException.duplicateSeedOption(
                            option.optionName(), seeder.getClass().getName());
                }
            }
        }
        return List.copyOf(options.values());
    }

    /** Makes objects of classes that plugins name. */
    public interface Instances {
        /** Calls the constructor without parameters. */
        Instances PLAIN = new Instances() {
            @Override
            public <T> T get(Class<T> type) {
                try {
                    return type.getDeclaredConstructor().newInstance();
                } catch (ReflectiveOperationException e) {
                    throw new IllegalArgumentException(type + " has no accessible constructor without parameters", e);
                }
            }
        };

        /** An object of the class, with what its constructor asks for. */
        <T> T get(Class<T> type);
    }
}
