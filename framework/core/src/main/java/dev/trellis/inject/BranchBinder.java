package dev.trellis.inject;

import dev.trellis.branch.Branch;
import dev.trellis.branch.Branch.ScriptLocation;
import dev.trellis.model.ModelSource;
import dev.trellis.script.JavaMigration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sets the properties of a branch that a plugin contributes. */
public final class BranchBinder {
    private final String label;
    private final Class<? extends TrellisPlugin> plugin;
    private final @Nullable Container container;
    private final Consumer<Class<? extends JavaMigration>> migrations;
    private @Nullable String prefix;
    private @Nullable String location;
    private @Nullable String definitions;
    private @Nullable ModelSource model;
    private boolean isProtected;

    BranchBinder(
            String label, Class<? extends TrellisPlugin> plugin, Consumer<Class<? extends JavaMigration>> migrations) {
        this.label = label;
        this.plugin = plugin;
        this.container = Container.of(plugin);
        this.migrations = migrations;
    }

    /** Sets the prefix of the names of the branch's tables; {@code lint} reports tables without the prefix. */
    public BranchBinder tablePrefix(String value) {
        prefix = value;
        return this;
    }

    /**
     * Sets the place of the branch's scripts.
     *
     * @param path the path of the folder in the plugin's jar, without a slash at either end
     */
    public BranchBinder scripts(String path) {
        location = path;
        return this;
    }

    /**
     * Sets the model of the branch to a YAML file.
     *
     * @param path the path of the file in the plugin's jar, without a slash at the beginning
     * @throws IllegalStateException if the class loader does not say which jar contains the plugin
     */
    public BranchBinder model(String path) {
        if (container == null) {
            throw new IllegalStateException(
                    "the model file cannot be found, because the class loader does not say which jar contains "
                            + plugin);
        }
        model = container.of(path, plugin).model(path);
        return this;
    }

    /** Sets the model of the branch to another source, such as entity classes. */
    public BranchBinder model(ModelSource source) {
        model = source;
        return this;
    }

    /**
     * Sets the place of the SQL files of the branch's views, functions and other definitions. Without this method the files
     * are in the folder {@code definitions} next to the scripts.
     *
     * @param path the path of the folder in the plugin's jar, without a slash at either end
     */
    public BranchBinder definitions(String path) {
        definitions = path;
        return this;
    }

    /** Adds a revision in Java. */
    public BranchBinder migration(Class<? extends JavaMigration> type) {
        migrations.accept(type);
        return this;
    }

    /** Makes the branch a base schema whose tables no other branch may change. */
    public BranchBinder protectedBase() {
        isProtected = true;
        return this;
    }

    Branch branch() {
        return Branch.builder(label, container == null ? plugin.getName() : container.name())
                .tablePrefix(prefix)
                .isProtected(isProtected)
                .scripts(
                        container == null || location == null
                                ? ScriptLocation.NONE
                                : container.of(location, plugin).scripts(location))
                .model(model)
                .definitions(
                        container == null || definitions == null
                                ? null
                                : container.of(definitions, plugin).scripts(definitions))
                .plugin(plugin.getName())
                .build();
    }
}
