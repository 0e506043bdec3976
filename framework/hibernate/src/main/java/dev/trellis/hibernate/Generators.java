package dev.trellis.hibernate;

import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.RootClass;

/** Refuses identifiers that need something beside the table: a model has no sequences. */
final class Generators {
    private Generators() {}

    static void requireCounting(PersistentClass entity) {
        Property identifier = entity.getIdentifierProperty();
        if (!(entity instanceof RootClass) || identifier == null) {
            return;
        }
        GeneratedValue generated =
                Members.annotation(entity.getMappedClass(), identifier.getName(), GeneratedValue.class);
        if (generated == null) {
            return;
        }
        boolean number = Number.class.isAssignableFrom(box(identifier.getType().getReturnedClass()));
        GenerationType strategy = generated.strategy();
        if (strategy == GenerationType.SEQUENCE
                || strategy == GenerationType.TABLE
                || (strategy == GenerationType.AUTO && number)) {
            throw EntityModelException.sequence(
                    entity.getClassName() + "." + identifier.getName(),
                    strategy == GenerationType.TABLE ? "a table" : "a sequence");
        }
    }

    private static Class<?> box(Class<?> type) {
        return type == long.class || type == int.class || type == short.class ? Long.class : type;
    }
}
