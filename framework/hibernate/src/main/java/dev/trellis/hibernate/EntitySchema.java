package dev.trellis.hibernate;

import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
        Schema schema = bootstrap.read(metadata -> {
            DatabaseTypes types = DatabaseTypes.read(this::bootstrap);
            return new SchemaReader(metadata, bootstrap.names(), owned, sequencesInScripts, types)
                    .read(naming, keepsCase);
        });
        return schema.with(Schema.of(generatorTables(naming, dialect, keepsCase)));
    }

    private List<Table> generatorTables(Naming naming, String dialect, boolean keepsCase) {
        MetadataBootstrap bootstrap = MappedDatabase.all().stream()
                .filter(database -> database.name().equals(dialect))
                .findFirst()
                .map(this::bootstrap)
                .orElseGet(() -> bootstrap(settings.forAll(), new ModelDialect()));
        return bootstrap.read(
                metadata -> new SchemaReader(metadata, bootstrap.names(), owned, sequencesInScripts, DatabaseTypes.NONE)
                        .readGenerators(naming, keepsCase));
    }

    private MetadataBootstrap bootstrap(MappedDatabase database) {
        return bootstrap(settings.of(database.name()), database.hibernate());
    }

    private MetadataBootstrap bootstrap(Map<String, Object> used, org.hibernate.dialect.Dialect dialect) {
        return new MetadataBootstrap(owned, others, used, dialect);
    }
}
