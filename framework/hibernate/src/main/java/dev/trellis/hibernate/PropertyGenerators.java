package dev.trellis.hibernate;

import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.relational.Database;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;

/**
 * Creates the value generators of attributes, as a session factory does before Hibernate creates a schema: the generator of
 * {@code @CreationTimestamp} then makes its column NOT NULL.
 */
final class PropertyGenerators {
    private PropertyGenerators() {}

    /** Creates the generators of all attributes of all entities. */
    static void create(Metadata metadata) {
        for (PersistentClass entity : metadata.getEntityBindings()) {
            entity.getProperties().forEach(property -> create(metadata.getDatabase(), entity, property));
        }
    }

    private static void create(Database database, PersistentClass entity, Property property) {
        if (property.getValue() instanceof Component component) {
            component.getProperties().forEach(part -> create(database, entity, part));
        }
        if (property.getValueGeneratorCreator() != null) {
            try {
                property.getValueGeneratorCreator().createGenerator(new GeneratorContext(database, entity, property));
            } catch (RuntimeException needsApplication) {
                // A generator of the application may need what only the running application has. Such a
                // generator leaves its column unchanged, and a difference in NOT NULL is then reported.
                return;
            }
        }
    }
}
