package dev.trellis.hibernate;

import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/** Follows attributes to the entities that they lead to: Hibernate wants to be told of every one. */
final class ReachableEntities {
    private final Set<Class<?>> seen = new LinkedHashSet<>();
    private final Deque<Class<?>> open = new ArrayDeque<>();

    private ReachableEntities() {}

    /** The given classes and all entities that can be reached from them. */
    static Set<Class<?>> from(Collection<Class<?>> classes) {
        ReachableEntities reachable = new ReachableEntities();
        classes.forEach(reachable::visit);
        while (!reachable.open.isEmpty()) {
            reachable.follow(reachable.open.remove());
        }
        Set<Class<?>> found = new LinkedHashSet<>(classes);
        reachable.seen.stream()
                .filter(type -> type.isAnnotationPresent(Entity.class))
                .forEach(found::add);
        return found;
    }

    private void visit(Class<?> type) {
        if (seen.add(type)) {
            open.add(type);
        }
    }

    private void follow(Class<?> type) {
        Class<?> parent = type.getSuperclass();
        if (parent != null && parent != Object.class) {
            visit(parent);
        }
        for (Field field : type.getDeclaredFields()) {
            attribute(field, field.getGenericType());
        }
        for (Method method : type.getDeclaredMethods()) {
            if (method.getParameterCount() == 0) {
                attribute(method, method.getGenericReturnType());
            }
        }
    }

    private void attribute(AnnotatedElement member, Type type) {
        type(type);
        ManyToOne manyToOne = member.getAnnotation(ManyToOne.class);
        OneToOne oneToOne = member.getAnnotation(OneToOne.class);
        OneToMany oneToMany = member.getAnnotation(OneToMany.class);
        ManyToMany manyToMany = member.getAnnotation(ManyToMany.class);
        type(manyToOne == null ? void.class : manyToOne.targetEntity());
        type(oneToOne == null ? void.class : oneToOne.targetEntity());
        type(oneToMany == null ? void.class : oneToMany.targetEntity());
        type(manyToMany == null ? void.class : manyToMany.targetEntity());
    }

    private void type(Type type) {
        if (type instanceof Class<?> plain) {
            Class<?> bare = plain.isArray() ? plain.getComponentType() : plain;
            if (bare.isAnnotationPresent(Entity.class)
                    || bare.isAnnotationPresent(MappedSuperclass.class)
                    || bare.isAnnotationPresent(Embeddable.class)) {
                visit(bare);
            }
        } else if (type instanceof ParameterizedType generic) {
            type(generic.getRawType());
            for (Type argument : generic.getActualTypeArguments()) {
                type(argument);
            }
        } else if (type instanceof WildcardType wildcard) {
            for (Type bound : wildcard.getUpperBounds()) {
                type(bound);
            }
        }
    }
}
