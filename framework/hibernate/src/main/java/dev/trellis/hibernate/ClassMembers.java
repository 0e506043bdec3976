package dev.trellis.hibernate;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields and getters of a class, from which Hibernate derives the attributes of an entity. */
final class ClassMembers {
    private ClassMembers() {}

    /**
     * Returns the names of all fields in the order of the class files, those of superclasses first. Hibernate sorts
     * attributes by name, but authors expect columns in the order of the source.
     *
     * @param type null for none
     */
    static Set<String> fieldNames(@Nullable Class<?> type) {
        Set<String> names = new LinkedHashSet<>();
        for (Class<?> each : lineage(type)) {
            Arrays.stream(each.getDeclaredFields()).map(Field::getName).forEach(names::add);
        }
        return names;
    }

    /** Returns the annotation of an attribute, from its field or its getter; null if neither has one. */
    static <A extends Annotation> @Nullable A annotation(Class<?> type, String attribute, Class<A> annotation) {
        List<AnnotatedElement> members = new ArrayList<>();
        for (Class<?> each : lineage(type)) {
            Arrays.stream(each.getDeclaredFields())
                    .filter(field -> field.getName().equals(attribute))
                    .forEach(members::add);
            Arrays.stream(each.getDeclaredMethods())
                    .filter(method -> method.getName().equalsIgnoreCase("get" + attribute))
                    .forEach(members::add);
        }
        return members.stream()
                .map(member -> member.getAnnotation(annotation))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static List<Class<?>> lineage(@Nullable Class<?> type) {
        List<Class<?>> lineage = new ArrayList<>();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            lineage.add(0, each);
        }
        return lineage;
    }
}
