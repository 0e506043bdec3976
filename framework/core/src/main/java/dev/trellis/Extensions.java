package dev.trellis;

import dev.trellis.branch.Branch;
import dev.trellis.error.TrellisException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The contributions of plugins as plain values: branches, and classes for each {@link ExtensionPoint}. A class is
 * instantiated only when it is needed. {@code Plugins.find} in {@code dev.trellis.inject} collects the extensions of all
 * plugins; without plugins, use {@link #NONE} or the builder:
 *
 * <pre>{@code
 * Extensions extensions = Extensions.builder()
 *         .add(ExtensionPoint.STEP, "shop.trim_names", TrimNames.class)
 *         .add(ExtensionPoint.LINT_RULE, NoUnlimitedText.class)
 *         .build();
 * }</pre>
 */
public final class Extensions {
    /** No extensions. */
    public static final Extensions NONE = builder().build();

    private final List<Branch> branches;
    private final Map<ExtensionPoint<?>, List<Contribution<?>>> contributions;
    private final ClassLoader loader;
    private final Instances instances;

    private Extensions(Builder builder) {
        this.branches = List.copyOf(builder.branches);
        this.contributions = new LinkedHashMap<>();
        builder.contributions.forEach((point, classes) -> contributions.put(point, List.copyOf(classes)));
        this.loader = builder.loader;
        this.instances = builder.instances;
    }

    /** Returns a builder without contributions, with the class loader of Trellis and {@link Instances#PLAIN}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder with these contributions. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.branches.addAll(branches);
        contributions.forEach((point, classes) -> builder.contributions.put(point, new ArrayList<>(classes)));
        builder.loader = loader;
        builder.instances = instances;
        return builder;
    }

    /** Returns the branches as the plugins declare them; the configuration may override their settings. */
    public List<Branch> branches() {
        return branches;
    }

    /** Returns the contributions to an extension point, in the order in which they were added. */
    @SuppressWarnings("unchecked") // Builder.add takes a class of the type of the extension point.
    public <T> List<Contribution<T>> contributions(ExtensionPoint<T> point) {
        return (List<Contribution<T>>) (List<?>) contributions.getOrDefault(point, List.of());
    }

    /** Returns the classes that are contributed to an extension point, in the order in which they were added. */
    public <T> List<Class<? extends T>> classes(ExtensionPoint<T> point) {
        List<Class<? extends T>> classes = new ArrayList<>();
        contributions(point).forEach(contribution -> classes.add(contribution.type()));
        return classes;
    }

    /** Returns the class that is contributed to an extension point under a name; empty if there is none. */
    public <T> Optional<Class<? extends T>> find(ExtensionPoint<T> point, String name) {
        for (Contribution<T> contribution : contributions(point)) {
            if (contribution.name().equals(name)) {
                return Optional.of(contribution.type());
            }
        }
        return Optional.empty();
    }

    /** Returns the names under which classes are contributed to an extension point. */
    public Set<String> names(ExtensionPoint<?> point) {
        return contributions(point).stream().map(Contribution::name).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns an instance of each class that is contributed to an extension point, in the order in which they were added. */
    public <T> List<T> createAll(ExtensionPoint<T> point) {
        List<T> created = new ArrayList<>();
        classes(point).forEach(type -> created.add(instances.get(type)));
        return created;
    }

    /** Returns the class loader of the plugins and of the JDBC drivers in their folder. */
    public ClassLoader loader() {
        return loader;
    }

    /** Returns the factory for the contributed classes. */
    public Instances instances() {
        return instances;
    }

    /**
     * Returns the options that the seeders add to {@code db-create}, in the order of the seeders.
     *
     * @throws UsageException {@code duplicate_option} if two seeders define an option of the same name differently
     */
    public List<SeedOption<?>> seedOptions() {
        return seedOptions(createAll(ExtensionPoint.SEEDER));
    }

    /**
     * Returns the options of the given seeders, in the order of the seeders.
     *
     * @throws UsageException {@code duplicate_option} if two seeders define an option of the same name differently
     */
    public static List<SeedOption<?>> seedOptions(List<Seeder> seeders) {
        Map<String, SeedOption<?>> options = new LinkedHashMap<>();
        for (Seeder seeder : seeders) {
            for (SeedOption<?> option : optionsOf(seeder)) {
                SeedOption<?> other = options.putIfAbsent(option.name(), option);
                if (other != null && !other.equals(option)) {
                    throw UsageException.duplicateSeedOption(
                            option.optionName(), seeder.getClass().getName());
                }
            }
        }
        return List.copyOf(options.values());
    }

    private static List<SeedOption<?>> optionsOf(Seeder seeder) {
        try {
            return List.copyOf(seeder.options());
        } catch (TrellisException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw UsageException.contributionFailed(seeder.getClass(), "options", e);
        }
    }

    /**
     * A class that is contributed to an extension point.
     *
     * @param name the name of a Java step, or the label of a Java migration's branch; empty for all other contributions
     */
    public record Contribution<T>(String name, Class<? extends T> type) {}

    /** Creates instances of contributed classes. */
    public interface Instances {
        /** Creates instances with the constructor without parameters. */
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

        /** Returns an instance of the class, created with the objects that its constructor requires. */
        <T> T get(Class<T> type);
    }

    /** Collects the parts of {@link Extensions}. */
    public static final class Builder {
        private final List<Branch> branches = new ArrayList<>();
        private final Map<ExtensionPoint<?>, List<Contribution<?>>> contributions = new LinkedHashMap<>();
        private ClassLoader loader = Extensions.class.getClassLoader();
        private Instances instances = Instances.PLAIN;

        private Builder() {}

        /** Adds a branch. */
        public Builder branch(Branch branch) {
            branches.add(branch);
            return this;
        }

        /** Replaces all branches. */
        public Builder branches(List<Branch> value) {
            branches.clear();
            branches.addAll(value);
            return this;
        }

        /** Removes the Java migrations of all branches except those with the given labels. */
        void retainMigrations(Set<String> labels) {
            contributions
                    .getOrDefault(ExtensionPoint.MIGRATION, new ArrayList<>())
                    .removeIf(migration -> !labels.contains(migration.name()));
        }

        /** Adds a class to an extension point whose classes have no name. */
        public <T> Builder add(ExtensionPoint<T> point, Class<? extends T> type) {
            return add(point, "", type);
        }

        /** Adds a Java step under its name, or a migration under the label of its branch. */
        public <T> Builder add(ExtensionPoint<T> point, String name, Class<? extends T> type) {
            contributions.computeIfAbsent(point, none -> new ArrayList<>()).add(new Contribution<>(name, type));
            return this;
        }

        /** Sets the class loader of the plugins, which also finds the JDBC drivers in their folder. */
        public Builder loader(ClassLoader value) {
            loader = value;
            return this;
        }

        /** Sets the factory for the contributed classes. */
        public Builder instances(Instances value) {
            instances = value;
            return this;
        }

        /** Returns the extensions. */
        public Extensions build() {
            return new Extensions(this);
        }
    }
}
