package dev.trellis.hibernate;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of a class that attributes are named after. */
final class Members {
    private Members() {}

    /**
     * The names of all fields, those of superclasses first, in the order of the class files: Hibernate sorts attributes
     * by name, and an author expects columns in the order in which he wrote them.
     */
    static Set<String> names(@Nullable Class<?> type) {
        Set<String> names = new LinkedHashSet<>();
        for (Class<?> each : lineage(type)) {
            Arrays.stream(each.getDeclaredFields()).map(Field::getName).forEach(names::add);
        }
        return names;
    }

    /** The annotation of an attribute, on its field or its getter; null for none. */
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
                .filter(found -> found != null)
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
