package dev.trellis.hibernate;

import org.hibernate.boot.model.relational.Database;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.boot.model.relational.internal.SqlStringGenerationContextImpl;
import org.hibernate.generator.GeneratorCreationContext;
import org.hibernate.mapping.GeneratorSettings;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.RootClass;
import org.hibernate.mapping.Value;
import org.hibernate.service.ServiceRegistry;

/** The attribute of a generator, in an application that names neither a default catalog nor a default schema. */
record GeneratorContext(Database database, PersistentClass entity, Property property)
        implements GeneratorCreationContext, GeneratorSettings {
    @Override
    public Database getDatabase() {
        return database;
    }

    @Override
    public ServiceRegistry getServiceRegistry() {
        return database.getServiceRegistry();
    }

    @Override
    public String getDefaultCatalog() {
        return "";
    }

    @Override
    public String getDefaultSchema() {
        return "";
    }

    @Override
    public SqlStringGenerationContext getSqlStringGenerationContext() {
        return SqlStringGenerationContextImpl.fromExplicit(database.getJdbcEnvironment(), database, null, null);
    }

    @Override
    public PersistentClass getPersistentClass() {
        return entity;
    }

    @Override
    public RootClass getRootClass() {
        return entity.getRootClass();
    }

    @Override
    public Property getProperty() {
        return property;
    }

    @Override
    public Value getValue() {
        return property.getValue();
    }
}
