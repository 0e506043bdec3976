package dev.trellis.adopt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.adopt.alembic.RecorderScript;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Databases that Alembic itself has migrated are adopted. The profile {@code alembic} runs the tests; they need Python with
 * Alembic, psycopg2 and PyMySQL.
 */
@Tag("alembic")
@SuppressWarnings("NullAway.Init")
class AlembicOracleTest {
    private static final String PYTHON = System.getProperty("trellis.python", "/usr/bin/python3");

    @TempDir
    Path folder;

    static Stream<Kind> kinds() {
        return AlembicProject.KINDS.stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void the_converted_sql_creates_what_alembic_creates(Kind kind) throws Exception {
        AlembicProject project = AlembicProject.withSql(folder, kind);
        try (TestDatabase original = TestDatabase.open(kind);
                TestDatabase converted = TestDatabase.open(kind)) {
            alembic(original, "upgrade", "heads");
            AlembicChecks.adopted(project, project.adoptBoth(original), original, converted);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void the_recorded_operations_create_what_alembic_creates(Kind kind) throws Exception {
        AlembicProject project = AlembicProject.withRecording(folder, kind);
        try (TestDatabase original = TestDatabase.open(kind);
                TestDatabase converted = TestDatabase.open(kind)) {
            alembic(original, "upgrade", "heads");
            AlembicChecks.adopted(project, project.adoptBoth(original), original, converted);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void every_operation_is_recorded_so_that_it_creates_what_alembic_creates(Kind kind) throws Exception {
        AlembicProject project = new AlembicProject(folder, Map.of("recording", "recording.json"));
        project.write("alembic.ini", "[alembic]\nscript_location = %(here)s\nsqlalchemy.url = sqlite://\n");
        project.write("env.py", LiquibaseProject.resource("/alembic/env.py"));
        project.write("versions/o1_operations.py", LiquibaseProject.resource("/alembic/operations.py"));
        try (TestDatabase original = TestDatabase.open(kind);
                TestDatabase converted = TestDatabase.open(kind)) {
            project.write("recording.json", recording(kind));
            alembic(original, "upgrade", "heads");
            AlembicChecks.sameCatalogue(project, original, converted);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"POSTGRESQL", "MARIADB", "MYSQL"})
    void a_script_that_inspects_the_database_is_recorded_on_a_scratch_database(Kind kind) throws Exception {
        AlembicProject project = inspecting();
        try (TestDatabase original = TestDatabase.open(kind);
                TestDatabase scratch = TestDatabase.open(kind);
                TestDatabase converted = TestDatabase.open(kind)) {
            project.write("recording.json", recording(kind, "--scratch", url(scratch)));
            alembic(original, "upgrade", "heads");
            AlembicChecks.sameCatalogue(project, original, converted);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void scripts_that_read_the_database_are_listed_with_their_lines(Kind kind) throws Exception {
        AlembicProject project = inspecting();
        project.write("versions/2_reading.py", LiquibaseProject.resource("/alembic/reading.py"));
        project.write("recording.json", recording(kind));
        try (TestDatabase database = TestDatabase.open(kind)) {
            AdoptionReport report =
                    project.adopt(database, project.request().withLabels("shop").withDryRun(true));
            assertEquals(
                    List.of("1_inspecting.py:21", "2_reading.py:21", "2_reading.py:28"),
                    report.gaps().stream()
                            .map(gap -> gap.place().substring(gap.place().lastIndexOf('/') + 1))
                            .toList());
            report.gaps().forEach(gap -> assertEquals("a data migration: it reads the database", gap.reason()));
        }
    }

    private AlembicProject inspecting() {
        AlembicProject project = new AlembicProject(folder, Map.of("recording", "recording.json"));
        project.write("alembic.ini", "[alembic]\nscript_location = %(here)s\nsqlalchemy.url = sqlite://\n");
        project.write("env.py", LiquibaseProject.resource("/alembic/env.py"));
        project.write("versions/1_inspecting.py", LiquibaseProject.resource("/alembic/inspecting.py"));
        return project;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void the_stored_output_is_that_of_alembic(Kind kind) throws Exception {
        AlembicProject.shop(folder, Map.of());
        String url = AlembicProject.dialect(kind) + "://";
        assertEquals(
                AlembicProject.output(kind, "upgrade.sql"),
                run("-m", "alembic.config", "-x", "url=" + url, "upgrade", "heads", "--sql"));
        assertEquals(
                AlembicProject.output(kind, "downgrade.sql"),
                run("-m", "alembic.config", "-x", "url=" + url, "downgrade", "heads:base", "--sql"));
        assertEquals(AlembicProject.output(kind, "recording.json"), recording(kind));
    }

    private String recording(Kind kind, String... options) throws Exception {
        Path recorder = Files.writeString(folder.resolve("trellis_recorder.py"), RecorderScript.text());
        List<String> words =
                new ArrayList<>(List.of(recorder.toString(), "-x", "url=" + AlembicProject.dialect(kind) + "://"));
        words.addAll(List.of(options));
        return run(words.toArray(String[]::new));
    }

    private void alembic(TestDatabase database, String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of("-m", "alembic.config", "-x", "url=" + url(database)));
        words.addAll(List.of(arguments));
        run(words.toArray(String[]::new));
    }

    /** Returns the URL of a database in the notation of SQLAlchemy. */
    private static String url(TestDatabase database) {
        String address = database.url().replaceFirst("^jdbc:[a-z]+:(//)?", "").replaceFirst("\\?.*", "");
        String user = Objects.requireNonNullElse(database.user(), "") + ":"
                + Objects.requireNonNullElse(database.password(), "");
        return switch (database.kind()) {
            case SQLITE -> "sqlite:///" + address;
            case POSTGRESQL -> "postgresql://" + user + "@" + address;
            case MARIADB, MYSQL -> "mysql+pymysql://" + user + "@" + address;
            case H2 -> throw new IllegalArgumentException("SQLAlchemy has no dialect for H2");
        };
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PYTHON));
        command.addAll(List.of(arguments));
        Path errors = folder.resolve("errors.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean isEnded = process.waitFor(2, TimeUnit.MINUTES);
        assertEquals(0, isEnded ? process.exitValue() : -1, () -> String.join(" ", command) + ": " + text(errors));
        return output;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
