package dev.trellis.adopt;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.testbed.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;

/** A project of Liquibase in a temporary folder, and the project of Trellis that adopts it into the branch {@code shop}. */
final class LiquibaseProject extends AdoptedProject {
    /** Kept, because the logging of Java forgets loggers without a reference. */
    private static final Logger LIQUIBASE = Logger.getLogger("liquibase");

    static {
        LIQUIBASE.setLevel(Level.WARNING);
        System.setProperty("liquibase.analytics.enabled", "false");
        System.setProperty("liquibase.showBanner", "false");
    }

    private final String changelog;
    private final List<String> contexts;

    LiquibaseProject(Path folder, String changelog, String... contexts) {
        super(folder, "trellis/shop");
        this.changelog = changelog;
        this.contexts = List.of(contexts);
    }

    /** Returns the project whose changelog contains every change. */
    static LiquibaseProject changes(Path folder) {
        LiquibaseProject project = new LiquibaseProject(folder, "db/changes.xml");
        for (String file : List.of("changes.xml", "data/membership.csv", "data/changed.csv", "data/more.sql")) {
            project.write("db/" + file, resource("/liquibase/" + file));
        }
        return project;
    }

    static String resource(String name) {
        try (InputStream stream = LiquibaseProject.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    LiquibaseProject write(String name, String text) {
        super.write(name, text);
        return this;
    }

    /** Applies the change sets with Liquibase. */
    @SuppressWarnings("deprecation") // The command framework that replaces the method needs a scope.
    void update(TestDatabase database) {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Database target = DatabaseFactory.getInstance()
                        .findCorrectDatabaseImplementation(new JdbcConnection(connection))) {
            new Liquibase(changelog, new DirectoryResourceAccessor(folder), target)
                    .update(new Contexts(contexts.toArray(String[]::new)));
        } catch (Exception e) {
            throw new IllegalStateException("Liquibase has failed", e);
        }
    }

    /** Returns the texts of the converted scripts by file. */
    Map<String, String> scriptTexts() {
        Map<String, String> texts = new TreeMap<>();
        if (Files.exists(scripts())) {
            try (Stream<Path> files = Files.list(scripts())) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    texts.put(String.valueOf(file.getFileName()), Files.readString(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return texts;
    }

    @Override
    AdoptionRequest request() {
        Map<String, String> settings = new TreeMap<>(Map.of("changelogFile", changelog));
        if (!contexts.isEmpty()) {
            settings.put("contexts", String.join(",", contexts));
        }
        return AdoptionRequest.of(Tool.LIQUIBASE, folder).withLabels(BRANCH).withSettings(settings);
    }

    /** Adopts several root changelogs into the branches {@code shop} and {@code orders}. */
    AdoptionReport adoptInto(TestDatabase database, Map<String, String> folders) {
        return new Adoption(configuration(database, folders), Extensions.NONE, Listener.NONE)
                .run(request().withLabels(BRANCH, "orders"));
    }
}
