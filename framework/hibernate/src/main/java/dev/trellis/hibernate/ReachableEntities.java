package dev.trellis.hibernate;

import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import java.lang.annotation.Annotation;
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
import java.util.function.Function;

/**
 * The entities to which the attributes of some classes lead. Hibernate requires all these entities, including entities of
 * other branches.
 */
final class ReachableEntities {
    private final Set<Class<?>> seen = new LinkedHashSet<>();
    private final Deque<Class<?>> pending = new ArrayDeque<>();

    private ReachableEntities() {}

    /** Returns the given classes and all entities that can be reached from them. */
    static Set<Class<?>> from(Collection<Class<?>> classes) {
        ReachableEntities reachable = new ReachableEntities();
        classes.forEach(reachable::visit);
        while (!reachable.pending.isEmpty()) {
            reachable.followMembers(reachable.pending.remove());
        }
        Set<Class<?>> entities = new LinkedHashSet<>(classes);
        reachable.seen.stream()
                .filter(type -> type.isAnnotationPresent(Entity.class))
                .forEach(entities::add);
        return entities;
    }

    private void visit(Class<?> type) {
        if (seen.add(type)) {
            pending.add(type);
        }
    }

    private void followMembers(Class<?> type) {
        Class<?> parent = type.getSuperclass();
        if (parent != null && parent != Object.class) {
            visit(parent);
        }
        for (Field field : type.getDeclaredFields()) {
            followAttribute(field, field.getGenericType());
        }
        for (Method method : type.getDeclaredMethods()) {
            if (method.getParameterCount() == 0) {
                followAttribute(method, method.getGenericReturnType());
            }
        }
    }

    private void followAttribute(AnnotatedElement member, Type type) {
        followType(type);
        followTarget(member, ManyToOne.class, ManyToOne::targetEntity);
        followTarget(member, OneToOne.class, OneToOne::targetEntity);
        followTarget(member, OneToMany.class, OneToMany::targetEntity);
        followTarget(member, ManyToMany.class, ManyToMany::targetEntity);
    }

    private <A extends Annotation> void followTarget(
            AnnotatedElement member, Class<A> association, Function<A, Class<?>> target) {
        A annotation = member.getAnnotation(association);
        if (annotation != null) {
            followType(target.apply(annotation));
        }
    }

    private void followType(Type type) {
        if (type instanceof Class<?> plain) {
            Class<?> element = plain.isArray() ? plain.getComponentType() : plain;
            if (element.isAnnotationPresent(Entity.class)
                    || element.isAnnotationPresent(MappedSuperclass.class)
                    || element.isAnnotationPresent(Embeddable.class)) {
                visit(element);
            }
        } else if (type instanceof ParameterizedType generic) {
            followType(generic.getRawType());
            for (Type argument : generic.getActualTypeArguments()) {
                followType(argument);
            }
        } else if (type instanceof WildcardType wildcard) {
            for (Type bound : wildcard.getUpperBounds()) {
                followType(bound);
            }
        }
    }
}
