package dev.trellis.hibernate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.relational.Database;
import org.hibernate.boot.model.relational.ExportableProducer;
import org.hibernate.boot.model.relational.Namespace;
import org.hibernate.generator.Generator;
import org.hibernate.id.enhanced.SequenceStyleGenerator;
import org.hibernate.id.enhanced.TableGenerator;
import org.hibernate.id.enhanced.TableStructure;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.RootClass;
import org.hibernate.mapping.Table;

/**
 * The tables from which Hibernate takes identifiers: for {@code GenerationType.TABLE}, and for sequences in a database without
 * sequences.
 */
final class GeneratorTables {
    private GeneratorTables() {}

    /** Returns the tables that the identifiers of the entities need in the database of the metadata's dialect. */
    static List<Table> of(Metadata metadata, Collection<PersistentClass> entities) {
        Database database = metadata.getDatabase();
        Set<String> names = new LinkedHashSet<>();
        for (PersistentClass entity : entities) {
            if (entity instanceof RootClass root && root.getIdentifierProperty() != null) {
                Property property = root.getIdentifierProperty();
                Generator generator = root.getIdentifier()
                        .createGenerator(
                                database.getDialect(), root, property, new GeneratorContext(database, root, property));
                if (generator instanceof ExportableProducer producer) {
                    producer.registerExportables(database);
                }
                tableName(generator).ifPresent(names::add);
            }
        }
        List<Table> tables = new ArrayList<>();
        for (Namespace namespace : database.getNamespaces()) {
            namespace.getTables().stream()
                    .filter(table -> names.contains(table.getName()))
                    .forEach(tables::add);
        }
        return tables.stream().sorted(Comparator.comparing(Table::getName)).toList();
    }

    private static Optional<String> tableName(Generator generator) {
        if (generator instanceof TableGenerator ofTable) {
            return Optional.of(name(ofTable.getTableName()));
        }
        return generator instanceof SequenceStyleGenerator ofSequence
                        && ofSequence.getDatabaseStructure() instanceof TableStructure structure
                ? Optional.of(structure.getPhysicalName().getObjectName().getText())
                : Optional.empty();
    }

    /** Returns the last part of a name with a schema. */
    private static String name(String qualified) {
        return qualified.substring(qualified.lastIndexOf('.') + 1);
    }
}
