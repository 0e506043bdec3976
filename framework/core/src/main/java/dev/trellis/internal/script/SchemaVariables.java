package dev.trellis.internal.script;

import dev.trellis.error.Location;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The variables in the names of schemas, {@code schema: ${tenant}}, with which the same scripts and models apply to several
 * schemas. A name that has the configured default schema as its value means the default schema, so that scripts and models
 * are the same for every tenant.
 */
public final class SchemaVariables {
    /** Leaves the names as they are written. */
    public static final SchemaVariables AS_WRITTEN = new SchemaVariables((text, location) -> text, null);

    private static final String START = "${";

    /** Replaces the variables in a text. */
    public interface Values {
        /**
         * Returns the text with its variables replaced by their values.
         *
         * @param location the place of the text, for errors
         * @throws dev.trellis.error.TrellisException {@code unset_variable}
         */
        String fill(String text, Location location);
    }

    private final Values values;
    private final @Nullable String defaultSchema;
    /** The names as written, by their values. */
    private final Map<String, String> written = new ConcurrentHashMap<>();

    /**
     * Creates variables.
     *
     * @param defaultSchema the configured default schema; null if none is configured
     */
    public SchemaVariables(Values values, @Nullable String defaultSchema) {
        this.values = values;
        this.defaultSchema = defaultSchema;
    }

    /** Returns whether the names in a script or model with this text may contain variables that have to be replaced. */
    boolean mayBeIn(String text) {
        return this != AS_WRITTEN && mayContain(text);
    }

    /** Returns whether the names in a script or model with this text may contain variables. */
    static boolean mayContain(String text) {
        return text.contains(START);
    }

    /**
     * Returns an operation, a table or a schema with variables replaced by their values.
     *
     * @param location the place of the value, for errors
     * @throws dev.trellis.error.TrellisException {@code unset_variable}
     */
    public <T> T fill(T value, Location location) {
        // Walking through an operation takes longer than parsing it, and few scripts have variables.
        return this == AS_WRITTEN ? value : new SchemaNames(schema -> valueOf(schema, location)).in(value);
    }

    private @Nullable String valueOf(String schema, Location location) {
        if (!schema.contains(START)) {
            return schema;
        }
        String value = values.fill(schema, location);
        if (value.equals(defaultSchema)) {
            return null;
        }
        written.put(value, schema);
        return value;
    }

    /** Returns operations for a new script: a schema that was written with a variable is written with it again. */
    public <T> T unfill(T value) {
        return written.isEmpty() ? value : new SchemaNames(schema -> written.getOrDefault(schema, schema)).in(value);
    }
}
