package dev.trellis.internal.script;

import dev.trellis.operation.CreateSchema;
import dev.trellis.operation.DropSchema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.TableName;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the schema in every name of a value. Operations, schemas, tables and their parts are records, so the replacement
 * walks through the components of records; a new kind of operation needs no code here.
 */
final class SchemaNames {
    /** Finds the new schema of names. */
    interface Replacement {
        /**
         * Returns the new schema.
         *
         * @param schema the schema that a name has
         * @return null for the default schema
         */
        @Nullable
        String of(String schema);
    }

    private final Replacement replacement;

    SchemaNames(Replacement replacement) {
        this.replacement = replacement;
    }

    /**
     * Returns an equal value with other schemas; the value itself if no schema changes.
     *
     * @throws SchemaException {@code already_exists} if two objects get the same name
     */
    @SuppressWarnings("unchecked")
    <T> T in(T value) {
        return (T) Objects.requireNonNull(replaced(value));
    }

    private @Nullable Object replaced(@Nullable Object value) {
        if (value instanceof TableName name) {
            return name.schema() == null ? name : new TableName(replacement.of(name.schema()), name.name());
        }
        if (value instanceof CreateSchema create) {
            return new CreateSchema(schema(create.name()), create.ifNotExists());
        }
        if (value instanceof DropSchema drop) {
            return new DropSchema(schema(drop.name()));
        }
        if (value instanceof List<?> list) {
            return replacedItems(list);
        }
        if (value instanceof Map<?, ?> map) {
            return replacedEntries(map);
        }
        return value instanceof Record record ? replacedComponents(record) : value;
    }

    /** Returns the new name of a schema that an operation creates or drops. */
    private String schema(String name) {
        return Objects.requireNonNullElse(replacement.of(name), name);
    }

    private List<?> replacedItems(List<?> list) {
        List<@Nullable Object> items = new ArrayList<>();
        boolean isChanged = false;
        for (Object item : list) {
            Object replaced = replaced(item);
            isChanged |= replaced != item;
            items.add(replaced);
        }
        return isChanged ? items : list;
    }

    private Map<?, ?> replacedEntries(Map<?, ?> map) {
        Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
        boolean isChanged = false;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object key = replaced(entry.getKey());
            Object value = replaced(entry.getValue());
            isChanged |= key != entry.getKey() || value != entry.getValue();
            if (entries.put(key, value) != null) {
                throw SchemaException.alreadyExists("an object of the name", String.valueOf(key));
            }
        }
        return isChanged ? entries : map;
    }

    private Record replacedComponents(Record record) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        boolean isChanged = false;
        try {
            for (int i = 0; i < components.length; i++) {
                Object value = components[i].getAccessor().invoke(record);
                values[i] = replaced(value);
                isChanged |= values[i] != value;
            }
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return isChanged ? record.getClass().getDeclaredConstructor(types).newInstance(values) : record;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
