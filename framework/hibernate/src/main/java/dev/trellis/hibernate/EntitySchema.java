package dev.trellis.hibernate;

import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.boot.Metadata;

/**
 * Reads the schema of entity classes. The tables and portable types come from metadata that Hibernate builds without a
 * database; the types of each database come from metadata that Hibernate builds for the database's dialect.
 *
 * @param owned the classes of the branch
 * @param others classes of other branches
 */
record EntitySchema(
        Set<Class<?>> owned, List<Class<?>> others, HibernateSettings settings, boolean sequencesInScripts) {
    /** The dialects of databases that keep and distinguish the letter case of table names. */
    private static final Set<String> KEEP_CASE = Set.of("mariadb", "mysql");

    Schema read(Naming naming, String dialect) {
        boolean keepsCase = KEEP_CASE.contains(dialect);
        MetadataBootstrap bootstrap = bootstrap(settings.forAll(), new ModelDialect());
        Schema schema = bootstrap.read(metadata ->
                reader(metadata, bootstrap, DatabaseTypes.read(this::bootstrap)).read(naming, keepsCase));
        return MappedDatabase.all().stream()
                .filter(database -> database.name().equals(dialect))
                .findFirst()
                .map(database -> ofDatabase(schema, naming, database, keepsCase))
                .orElseGet(() -> schema.with(generatorTables(naming)));
    }

    /**
     * Returns the schema with what depends on the database: the tables from which Hibernate takes identifiers, and the
     * tolerances of the tables.
     */
    private Schema ofDatabase(Schema schema, Naming naming, MappedDatabase database, boolean keepsCase) {
        MetadataBootstrap bootstrap = bootstrap(database);
        return bootstrap.read(metadata -> {
            Schema generatorTables =
                    Schema.of(reader(metadata, bootstrap, DatabaseTypes.NONE).readGenerators(naming, keepsCase));
            Tolerances tolerances = new Tolerances(
                    database, metadata, bootstrap.names(), keepsCase ? PhysicalNames::asWritten : PhysicalNames::of);
            return schema.withEach(tolerances::complete).with(generatorTables);
        });
    }

    private Schema generatorTables(Naming naming) {
        MetadataBootstrap bootstrap = bootstrap(settings.forAll(), new ModelDialect());
        return bootstrap.read(metadata ->
                Schema.of(reader(metadata, bootstrap, DatabaseTypes.NONE).readGenerators(naming, false)));
    }

    private SchemaReader reader(Metadata metadata, MetadataBootstrap bootstrap, DatabaseTypes types) {
        return new SchemaReader(metadata, bootstrap.names(), owned, sequencesInScripts, types);
    }

    private MetadataBootstrap bootstrap(MappedDatabase database) {
        return bootstrap(settings.of(database.name()), database.hibernate());
    }

    private MetadataBootstrap bootstrap(Map<String, Object> used, org.hibernate.dialect.Dialect dialect) {
        return new MetadataBootstrap(owned, others, used, dialect);
    }
}
