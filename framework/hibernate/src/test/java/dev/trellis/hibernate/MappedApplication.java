package dev.trellis.hibernate;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.RevisionRequest;
import dev.trellis.Trellis;
import dev.trellis.branch.Branch;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.hibernate.mappings.characterdiscriminators.CharacterDiscriminators;
import dev.trellis.hibernate.mappings.columndefinitions.ColumnDefinitions;
import dev.trellis.hibernate.mappings.decimals.Decimals;
import dev.trellis.hibernate.mappings.documents.Documents;
import dev.trellis.hibernate.mappings.embeddables.Embeddables;
import dev.trellis.hibernate.mappings.enumerations.Enumerations;
import dev.trellis.hibernate.mappings.generatedvalues.GeneratedValues;
import dev.trellis.hibernate.mappings.identities.Identities;
import dev.trellis.hibernate.mappings.inheritance.Inheritance;
import dev.trellis.hibernate.mappings.jsonembeddables.JsonEmbeddables;
import dev.trellis.hibernate.mappings.keys.Keys;
import dev.trellis.hibernate.mappings.largeobjects.LargeObjects;
import dev.trellis.hibernate.mappings.longidentities.LongIdentities;
import dev.trellis.hibernate.mappings.longvalues.LongValues;
import dev.trellis.hibernate.mappings.namedenumerations.NamedEnumerations;
import dev.trellis.hibernate.mappings.nationalizedlobs.NationalizedLobs;
import dev.trellis.hibernate.mappings.reported.Reported;
import dev.trellis.hibernate.mappings.sequences.Sequences;
import dev.trellis.hibernate.mappings.softdeletes.SoftDeletes;
import dev.trellis.hibernate.mappings.tablegenerators.TableGenerators;
import dev.trellis.hibernate.mappings.tenants.Tenants;
import dev.trellis.hibernate.mappings.times.Times;
import dev.trellis.hibernate.mappings.uuids.Uuids;
import dev.trellis.report.DiffReport;
import dev.trellis.report.UnmanagedDifference;
import dev.trellis.testbed.TestDatabase;
import jakarta.persistence.Entity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;

/** An application of which the entities of one kind of mapping are the whole model, with its Trellis and its Hibernate. */
final class MappedApplication {
    static final List<Class<?>> MAPPINGS = List.of(
            dev.trellis.hibernate.mappings.basictypes.BasicTypes.class,
            Decimals.class,
            LongValues.class,
            LargeObjects.class,
            NationalizedLobs.class,
            Documents.class,
            JsonEmbeddables.class,
            dev.trellis.hibernate.mappings.arrays.Arrays.class,
            Enumerations.class,
            NamedEnumerations.class,
            Times.class,
            Uuids.class,
            LongIdentities.class,
            Identities.class,
            TableGenerators.class,
            Sequences.class,
            Inheritance.class,
            CharacterDiscriminators.class,
            dev.trellis.hibernate.mappings.collections.Collections.class,
            dev.trellis.hibernate.mappings.associations.Associations.class,
            Keys.class,
            Embeddables.class,
            SoftDeletes.class,
            Tenants.class,
            GeneratedValues.class,
            ColumnDefinitions.class,
            Reported.class);

    private static final String NAMING = "hibernate.physical_naming_strategy";
    private static final String LOWER_CASE = PhysicalNamingStrategySnakeCaseImpl.class.getName();
    private static final Logger LOGGER = Logger.getLogger("org.hibernate");

    static {
        LOGGER.setLevel(Level.SEVERE);
    }

    /** The sequences of {@link Sequences}, which a model cannot contain. */
    private static final String SEQUENCES = """
            revision: aaaaaaaaaaaa
            down_revision: null
            branch_labels: [app]
            message: create the sequences
            db_create: true
            upgrade:
              - execute:
                  mysql: create table if not exists by_sequence_seq (next_val bigint)
                  sqlite: create table if not exists by_sequence_seq (next_val bigint)
                  default: create sequence by_sequence_seq start with 1 increment by 50
              - execute:
                  mysql: create table by_auto_seq (next_val bigint)
                  sqlite: create table by_auto_seq (next_val bigint)
                  default: create sequence by_auto_seq start with 1 increment by 50
              - execute:
                  mysql: create table some_numbers (next_val bigint)
                  sqlite: create table some_numbers (next_val bigint)
                  default: create sequence some_numbers start with 100 increment by 1
              - execute: {mysql: insert into by_sequence_seq values (1), sqlite: insert into by_sequence_seq values (1), default: ""}
              - execute: {mysql: insert into by_auto_seq values (1), sqlite: insert into by_auto_seq values (1), default: ""}
              - execute: {mysql: insert into some_numbers values (100), sqlite: insert into some_numbers values (100), default: ""}
            """;

    private MappedApplication() {}

    static List<Class<?>> entities(Class<?> mapping) {
        return Arrays.stream(mapping.getDeclaredClasses())
                .filter(type -> type.isAnnotationPresent(Entity.class))
                .sorted(java.util.Comparator.comparing(Class::getName))
                .<Class<?>>map(type -> type)
                .toList();
    }

    static Trellis trellis(Class<?> mapping, TestDatabase database, Path folder) throws IOException {
        Path project = Files.createTempDirectory(folder, "project");
        Path scripts = Files.createDirectories(project.resolve("db"));
        if (mapping == Sequences.class) {
            Files.writeString(scripts.resolve("aaaaaaaaaaaa_create_the_sequences.yaml"), SEQUENCES);
        }
        Path file = project.resolve("trellis.yaml");
        Files.writeString(file, "database: {url: \"${URL}\", user: \"${USER:-}\", password: \"${PASSWORD:-}\"}\n");
        Map<String, String> arguments = new HashMap<>(Map.of("URL", database.url()));
        if (database.user() != null) {
            arguments.put("USER", database.user());
        }
        if (database.password() != null) {
            arguments.put("PASSWORD", database.password());
        }
        EntityModel model =
                EntityModel.of(entities(mapping).toArray(Class<?>[]::new)).setting(NAMING, LOWER_CASE);
        Branch branch = Branch.builder("app", "the test")
                .scripts(Branch.ScriptLocation.folder(scripts))
                .model(mapping == Sequences.class ? model.sequencesInScripts() : model)
                .build();
        return new Trellis(
                ConfigurationReader.read(file, null, arguments, name -> null),
                Extensions.builder().branch(branch).build(),
                Listener.NONE);
    }

    /** Returns the request for the first generated revision of the branch. */
    static RevisionRequest request(Class<?> mapping, String message) {
        return mapping == Sequences.class
                ? RevisionRequest.of(message, "app@head")
                : RevisionRequest.builder(message).branchLabels(List.of("app")).build();
    }

    /**
     * Returns the differences that {@code check} reports, without those in tables that no branch owns. Hibernate keeps
     * identifiers in such tables.
     */
    static List<String> differences(Trellis trellis) {
        List<String> differences = new ArrayList<>();
        for (DiffReport report : trellis.check(null)) {
            differences.addAll(report.operations());
            report.reported().stream()
                    .filter(line -> line.why() != UnmanagedDifference.Reason.UNKNOWN)
                    .map(DiffReport.Line::what)
                    .forEach(differences::add);
        }
        return differences;
    }

    static SessionFactory sessions(Class<?> mapping, TestDatabase database, String action) {
        StandardServiceRegistryBuilder settings = new StandardServiceRegistryBuilder()
                .applySetting("hibernate.connection.url", database.url())
                .applySetting("hibernate.hbm2ddl.auto", action)
                .applySetting("hibernate.hbm2ddl.halt_on_error", "true")
                .applySetting(NAMING, LOWER_CASE)
                .applySetting("hibernate.tenant_identifier_resolver", new OneTenant());
        if (database.user() != null) {
            settings.applySetting("hibernate.connection.username", database.user());
        }
        if (database.password() != null) {
            settings.applySetting("hibernate.connection.password", database.password());
        }
        StandardServiceRegistry registry = settings.build();
        try {
            MetadataSources sources = new MetadataSources(registry);
            entities(mapping).forEach(sources::addAnnotatedClass);
            return sources.buildMetadata().buildSessionFactory();
        } catch (RuntimeException e) {
            StandardServiceRegistryBuilder.destroy(registry);
            throw e;
        }
    }

    /** The tenant of every session. */
    private static final class OneTenant implements CurrentTenantIdentifierResolver<String> {
        @Override
        public String resolveCurrentTenantIdentifier() {
            return "first";
        }

        @Override
        public boolean validateExistingCurrentSessions() {
            return false;
        }
    }
}
