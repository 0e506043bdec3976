package dev.trellis.branch;

import dev.trellis.error.DisplayPath;
import dev.trellis.model.ModelSource;
import dev.trellis.schema.Schema;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A branch as its plugin or the configuration declares it.
 *
 * @param label the name in {@code label@head}
 * @param tablePrefix the prefix of the names of its tables, or null if the names have no prefix
 * @param isProtected whether the branch is a base schema whose tables no other branch may change
 * @param maintain whether this project owns the branch although it is protected
 * @param scripts the place of its scripts
 * @param model the desired schema of its tables, or null if it has no model
 * @param definitions the place of the SQL files of its views, functions and other definitions; null for the folder {@code
 *     definitions} next to the scripts
 * @param origin the jar, class or configuration file that declares the branch, as messages show it
 * @param plugin the class of the plugin that contributes the branch, or null if only the configuration declares it
 */
public record Branch(
        String label,
        @Nullable String tablePrefix,
        boolean isProtected,
        boolean maintain,
        ScriptLocation scripts,
        @Nullable ModelSource model,
        @Nullable ScriptLocation definitions,
        String origin,
        @Nullable String plugin) {

    /** Returns a builder for a branch without scripts, model, prefix and protection. */
    public static Builder builder(String label, String origin) {
        return new Builder(label, origin);
    }

    /** Returns a builder with the components of this branch. */
    public Builder toBuilder() {
        return new Builder(label, origin)
                .tablePrefix(tablePrefix)
                .isProtected(isProtected)
                .maintain(maintain)
                .scripts(scripts)
                .model(model)
                .definitions(definitions)
                .plugin(plugin);
    }

    /**
     * Returns the hash code of the label alone. Labels are unique, and the method that the compiler would generate uses
     * method handles, which cost start time.
     */
    @Override
    public int hashCode() {
        return label.hashCode();
    }

    /** Returns whether this project may write scripts of the branch. */
    public boolean isWritable() {
        return !isProtected || maintain;
    }

    /** Returns the folder that {@code revision} writes to, or null if the scripts are in a jar. */
    public @Nullable Path directory() {
        return scripts.directory();
    }

    /** Returns the place of the SQL files of definitions, which need not exist. */
    public ScriptLocation definitionFolder() {
        return definitions == null ? scripts.definitions() : definitions;
    }

    /**
     * The place of scripts: a folder on disk, or a location in a jar or folder of the class path. A folder on disk takes
     * precedence.
     *
     * @param directory the folder on disk; null if there is none
     * @param container the jar or class path folder that contains the location; null if {@code nested} is given, or if
     *     {@code Trellis.builder()} still has to find it on the class path
     * @param nested the URI of the inner jar if the location is in a jar within a jar, such as {@code jar:nested:...} of
     *     Spring Boot; otherwise null
     * @param location the path within the container, without a slash at either end; null if the scripts are only in a
     *     folder on disk
     */
    public record ScriptLocation(
            @Nullable Path directory,
            @Nullable Path container,
            @Nullable URI nested,
            @Nullable String location) {
        /** The name of the folder, next to the scripts, of the SQL files of definitions. */
        public static final String DEFINITIONS = "definitions";

        private static final String CLASS_PATH = "classpath:";

        /** No place: the branch has no scripts on disk or in a jar. */
        public static final ScriptLocation NONE = new ScriptLocation(null, null, null, null);

        /** Returns the place of a folder on disk. */
        public static ScriptLocation folder(Path directory) {
            return new ScriptLocation(directory, null, null, null);
        }

        /**
         * Returns a place on the class path, in a jar or folder that {@code Trellis.builder()} finds.
         *
         * @param location the path, with slashes; a slash at either end is ignored
         */
        public static ScriptLocation classPath(String location) {
            return new ScriptLocation(null, null, null, location.replaceAll("^/+|/+$", ""));
        }

        /** Returns a place in a jar, or in a folder of the class path. */
        public static ScriptLocation jar(Path container, String location) {
            return new ScriptLocation(null, container, null, location);
        }

        /** Returns a place in a jar that is not a file, such as a jar in an executable jar. */
        public static ScriptLocation nested(URI container, String location) {
            return new ScriptLocation(null, null, container, location);
        }

        /** Returns the place of the folder {@code definitions} in this place. */
        public ScriptLocation definitions() {
            if (directory != null) {
                return folder(directory.resolve(DEFINITIONS));
            }
            return location == null
                    ? NONE
                    : new ScriptLocation(
                            null, container, nested, location.isEmpty() ? DEFINITIONS : location + "/" + DEFINITIONS);
        }

        private static ScriptLocation of(String place) {
            return place.startsWith(CLASS_PATH)
                    ? classPath(place.substring(CLASS_PATH.length()))
                    : folder(Path.of(place));
        }

        @Override
        public String toString() {
            if (directory != null) {
                return DisplayPath.of(directory);
            }
            if (container == null && nested == null && location != null) {
                return CLASS_PATH + location;
            }
            return (container == null ? nested : DisplayPath.of(container)) + "!/" + location;
        }
    }

    /** Collects the components of a {@link Branch}. */
    public static final class Builder {
        private final String label;
        private final String origin;
        private @Nullable String tablePrefix;
        private boolean isProtected;
        private boolean maintain;
        private ScriptLocation scripts = ScriptLocation.NONE;
        private @Nullable ModelSource model;
        private @Nullable ScriptLocation definitions;
        private @Nullable String plugin;

        private Builder(String label, String origin) {
            this.label = label;
            this.origin = origin;
        }

        /** Sets the prefix of the names of the branch's tables; null for no prefix. */
        public Builder tablePrefix(@Nullable String value) {
            tablePrefix = value;
            return this;
        }

        /** Sets whether other branches may not change the tables of the branch. */
        public Builder isProtected(boolean value) {
            isProtected = value;
            return this;
        }

        /** Sets whether this project owns the branch although it is protected. */
        public Builder maintain(boolean value) {
            maintain = value;
            return this;
        }

        /** Sets the place of the scripts. */
        public Builder scripts(ScriptLocation value) {
            scripts = value;
            return this;
        }

        /**
         * Sets the place of the scripts.
         *
         * @param place the path of a folder, or {@code classpath:} and a path on the class path
         */
        public Builder scripts(String place) {
            return scripts(ScriptLocation.of(place));
        }

        /** Sets the desired schema to a schema that the application has built. */
        public Builder model(Schema value) {
            return model(ModelSource.of("the model of branch '" + label + "'", value));
        }

        /** Sets the desired schema; null for no schema. */
        public Builder model(@Nullable ModelSource value) {
            model = value;
            return this;
        }

        /**
         * Sets the place of the SQL files of views, functions and other definitions; null for the folder {@code definitions}
         * next to the scripts.
         */
        public Builder definitions(@Nullable ScriptLocation value) {
            definitions = value;
            return this;
        }

        /**
         * Sets the place of the SQL files of views, functions and other definitions.
         *
         * @param place the path of a folder, or {@code classpath:} and a path on the class path
         */
        public Builder definitions(String place) {
            return definitions(ScriptLocation.of(place));
        }

        /** Sets the class of the plugin that contributes the branch; null for no plugin. */
        public Builder plugin(@Nullable String value) {
            plugin = value;
            return this;
        }

        /** Returns the branch. */
        public Branch build() {
            return new Branch(label, tablePrefix, isProtected, maintain, scripts, model, definitions, origin, plugin);
        }
    }
}
