package dev.trellis.dialect;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The texts within a record, which may contain other records, lists and maps; found by reflection. */
final class RecordTexts {
    private RecordTexts() {}

    /**
     * A text within a record.
     *
     * @param field the record that contains it and its component, {@code Column.comment}
     * @param replacement returns a copy of the outermost record with another text
     */
    record Text<T>(String field, String value, Function<String, T> replacement) {
        /** Returns the record with another text; empty if the record refuses it. */
        Optional<T> replaced(String text) {
            try {
                return Optional.of(replacement.apply(text));
            } catch (dev.trellis.error.TrellisException e) {
                return Optional.empty();
            }
        }
    }

    /** Returns all texts in a record, including the keys of maps. */
    @SuppressWarnings("unchecked")
    static <T> List<Text<T>> of(T root) {
        List<Text<T>> texts = new ArrayList<>();
        gather("", root, value -> (T) value, texts);
        return texts;
    }

    private static <T> void gather(
            String field, @Nullable Object value, Function<Object, T> rebuild, List<Text<T>> texts) {
        if (value instanceof String text) {
            texts.add(new Text<>(field, text, rebuild::apply));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                int index = i;
                gather(field, list.get(i), item -> rebuild.apply(with(list, index, item)), texts);
            }
        } else if (value instanceof Map<?, ?> map) {
            boolean byDialect = field.endsWith("sql") || field.endsWith("byDialect");
            map.forEach((key, item) -> {
                gather(field, item, changed -> rebuild.apply(with(map, key, key, changed)), texts);
                if (!byDialect) {
                    gather(field, key, changed -> rebuild.apply(with(map, key, changed, item)), texts);
                }
            });
        } else if (value != null && value.getClass().isRecord()) {
            RecordComponent[] components = value.getClass().getRecordComponents();
            for (int i = 0; i < components.length; i++) {
                int index = i;
                gather(
                        value.getClass() == dev.trellis.operation.Change.class
                                ? field
                                : value.getClass().getSimpleName() + "." + components[i].getName(),
                        component(value, components[i]),
                        changed -> rebuild.apply(with(value, index, changed)),
                        texts);
            }
        }
    }

    private static List<Object> with(List<?> list, int index, Object item) {
        List<Object> copy = new ArrayList<>(list);
        copy.set(index, item);
        return copy;
    }

    private static Map<Object, @Nullable Object> with(
            Map<?, ?> map, Object key, Object newKey, @Nullable Object value) {
        Map<Object, @Nullable Object> copy = new LinkedHashMap<>(map);
        copy.remove(key);
        copy.put(newKey, value);
        return copy;
    }

    private static Object with(Object record, int index, Object value) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Object[] arguments = Arrays.stream(components)
                .map(component -> component(record, component))
                .toArray();
        arguments[index] = value;
        try {
            Constructor<?> constructor = record.getClass()
                    .getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new LinkageError("not a record: " + record, e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("not a record: " + record, e);
        }
    }

    private static @Nullable Object component(Object record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("not a record: " + record, e);
        }
    }

    /** Adds the fields with texts that a type declares, directly or within other types. */
    static void declared(Class<?> type, Set<String> fields) {
        if (type.isSealed()) {
            Arrays.stream(type.getPermittedSubclasses()).forEach(each -> declared(each, fields));
        } else if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                String field = type.getSimpleName() + "." + component.getName();
                boolean isText = isText(component.getGenericType());
                boolean isNew = isText ? fields.add(field) : type != component.getType();
                if (isNew) {
                    inner(component.getGenericType(), fields);
                }
            }
        }
    }

    private static boolean isText(Type type) {
        return type == String.class
                || (type instanceof ParameterizedType generic
                        && Arrays.asList(generic.getActualTypeArguments()).contains(String.class));
    }

    private static void inner(Type type, Set<String> fields) {
        if (type instanceof ParameterizedType generic) {
            Arrays.stream(generic.getActualTypeArguments()).forEach(each -> inner(each, fields));
        } else if (type instanceof Class<?> plain && plain != dev.trellis.operation.Operation.class) {
            declared(plain, fields);
        }
    }
}
