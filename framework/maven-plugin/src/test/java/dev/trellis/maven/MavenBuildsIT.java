package dev.trellis.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.cli.CommandEnvironment;
import dev.trellis.cli.Main;
import dev.trellis.maven.MavenBuild.Version;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Builds of a project with two modules on the oldest supported and on the newest Maven: {@code base} is a plugin jar on which
 * {@code app}, whose model consists of entity classes, depends.
 */
class MavenBuildsIT {
    private static final Path SAMPLE = Path.of("src/test/resources/it/shop");

    private static final String OTHER_CORE = """
            <repositories>
                <repository><id>other</id><url>${project.baseUri}/../other</url></repository>
            </repositories>
            <dependencies>
                <dependency>
                    <groupId>dev.trellis</groupId>
                    <artifactId>trellis-core</artifactId>
                    <version>0.0.1</version>
                </dependency>""";

    private static final String OTHER_POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
                <modelVersion>4.0.0</modelVersion>
                <groupId>dev.trellis</groupId>
                <artifactId>trellis-core</artifactId>
                <version>0.0.1</version>
            </project>
            """;

    private static final String SECRET = "s3cr3t-word";

    /** The places of the password, each with a failure: the key {@code database} of a configuration by module. */
    private static final Map<String, String> DATABASES = Map.of(
            "wrong_password", "url: 'jdbc:h2:./shop;USER=sa;PASSWORD=${DB_PASSWORD}'",
            "unknown_host", "url: 'jdbc:postgresql://nowhere.invalid/x?user=joe&password=${DB_PASSWORD}'",
            "bad_statement", "url: 'jdbc:h2:mem:', user: sa, password: '${DB_PASSWORD}'",
            "bad_statement_literal", "url: 'jdbc:h2:mem:', user: sa, password: " + SECRET);

    private static final String SECRET_SCRIPT = """
            revision: a1
            branch_labels: [app]
            upgrade:
              - execute: alter user missing_user set password 's3cr3t-word'
            """;

    private static final String SECRET_MODULE = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
                <modelVersion>4.0.0</modelVersion>
                <parent><groupId>com.example</groupId><artifactId>secrets</artifactId><version>1</version></parent>
                <artifactId>%s</artifactId>
            </project>
            """;

    private static final String SECRET_POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
                <modelVersion>4.0.0</modelVersion>
                <groupId>com.example</groupId>
                <artifactId>secrets</artifactId>
                <version>1</version>
                <packaging>pom</packaging>
                <properties><trellis.version>%s</trellis.version></properties>
                <modules>%s</modules>
                <dependencies>
                    <dependency>
                        <groupId>com.h2database</groupId><artifactId>h2</artifactId><version>%s</version>
                    </dependency>
                    <dependency>
                        <groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><version>%s</version>
                    </dependency>
                </dependencies>
                <build>
                    <plugins>
                        <plugin>
                            <groupId>dev.trellis</groupId>
                            <artifactId>trellis-maven-plugin</artifactId>
                            <version>${trellis.version}</version>
                        </plugin>
                    </plugins>
                </build>
            </project>
            """;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(Version.class)
    void goals_in_a_build_with_several_modules(Version version) throws Exception {
        copySample();
        MavenBuild verify = run(version, "verify");
        assertContains(verify, "skipped: shop has no trellis.yaml");
        assertContains(verify, "skipped, because trellis.skip is true");
        assertContains(verify, "wrote 2 tables to");
        assertContains(verify, "0 findings in 1 revision");
        assertContains(verify, "2 revisions");
        assertTrue(Files.exists(folder.resolve("app/target/trellis/schema.xml")));
        assertFalse(Files.exists(folder.resolve("app/shop.db")), "the database is untouched");

        MavenBuild upgrade = run(
                version,
                "process-classes",
                "trellis:upgrade",
                "trellis:current",
                "trellis:check",
                "-Dtrellis.checkHeads");
        assertContains(upgrade, "2 revisions run");
        assertContains(upgrade, "000000000a01 (app) (head)");
        assertTrue(Files.exists(folder.resolve("app/shop.db")), "relative to the configuration file");

        Path entity = folder.resolve("app/src/main/java/com/example/app/AppOrder.java");
        Files.writeString(entity, Files.readString(entity).replace("String note;", "String note;\n    Integer added;"));
        MavenBuild check = build(version, "process-classes", "trellis:check");
        assertEquals(1, check.exitCode(), check.output());
        assertContains(check, "trellis check has findings:");
        assertContains(check, "add column app_order.added");

        MavenBuild revision = run(
                version,
                "process-classes",
                "trellis:revision",
                "-Dtrellis.autogenerate",
                "-Dtrellis.head=app@head",
                "-Dtrellis.message=add a column");
        assertContains(revision, "_add_a_column.yaml");
        assertEquals(2, scripts().size());

        MavenBuild downgrade = run(version, "process-classes", "trellis:downgrade", "-Dtrellis.target=app@base");
        assertContains(downgrade, "1 revision run");
    }

    @Test
    void a_failure_says_what_to_do() throws Exception {
        copySample();
        Path app = folder.resolve("app");
        Path script = app.resolve("src/main/resources/db/app/000000000a01_create_orders.yaml");
        Files.writeString(script, Files.readString(script).replace("create_table", "creat_table"));
        MavenBuild malformed = build(Version.NEWEST, "process-classes", "trellis:upgrade");
        assertEquals(1, malformed.exitCode());
        assertContains(malformed, "000000000a01_create_orders.yaml:7:5");
        assertContains(malformed, "create_table");
        assertFalse(malformed.output().contains("java.lang."), malformed.output());

        Path pom = app.resolve("pom.xml");
        String original = Files.readString(pom);
        Files.writeString(pom, original.replace("<dependencies>", OTHER_CORE));
        Path other = Files.createDirectories(folder.resolve("other/dev/trellis/trellis-core/0.0.1"));
        Files.writeString(other.resolve("trellis-core-0.0.1.pom"), OTHER_POM);
        new JarOutputStream(Files.newOutputStream(other.resolve("trellis-core-0.0.1.jar")), new Manifest()).close();
        MavenBuild mixed = build(Version.NEWEST, "compile", "trellis:current");
        assertEquals(1, mixed.exitCode());
        assertContains(mixed, "the project uses trellis-core 0.0.1, but the version of trellis-maven-plugin is ");
        Files.writeString(pom, original);

        Files.delete(app.resolve("trellis.yaml"));
        MavenBuild missing = build(Version.NEWEST, "process-classes", "trellis:current");
        assertEquals(1, missing.exitCode());
        assertContains(missing, "there is no " + app.toRealPath().resolve("trellis.yaml"));
        assertContains(missing, "trellis config-create");
    }

    /** The log of -X contains the parameters of the goals, all settings, and the stack traces of failures. */
    @ParameterizedTest
    @EnumSource(Version.class)
    void a_password_is_not_in_the_log_of_a_build(Version version) throws Exception {
        Path project = Files.createDirectories(folder.resolve("secrets"));
        List<String> modules = new ArrayList<>();
        for (Map.Entry<String, String> each : DATABASES.entrySet()) {
            modules.add("<module>" + each.getKey() + "</module>");
            Path module = Files.createDirectories(project.resolve(each.getKey()).resolve("db"));
            Files.writeString(module.resolve("a1.yaml"), SECRET_SCRIPT);
            Files.writeString(
                    project.resolve(each.getKey()).resolve("trellis.yaml"),
                    "database: {" + each.getValue() + "}\nlog_sql: true\nbranches: {app: {directory: db}}\n");
            Files.writeString(
                    project.resolve(each.getKey()).resolve("pom.xml"), SECRET_MODULE.formatted(each.getKey()));
        }
        Files.writeString(
                project.resolve("pom.xml"),
                SECRET_POM.formatted(
                        version("trellis"), String.join("", modules), version("h2"), driverVersion("postgresql")));
        String url = "jdbc:h2:file:" + project.resolve("wrong_password/shop");
        DriverManager.getConnection(url, "sa", "another").close();
        MavenBuild build =
                MavenBuild.run(version, project, Map.of("DB_PASSWORD", SECRET), "-X", "-fae", "trellis:upgrade");
        assertEquals(1, build.exitCode(), build.output());
        assertContains(build, "[DEBUG]");
        assertContains(build, "access_denied");
        assertContains(build, "cannot_connect");
        assertContains(build, "unknown host: nowhere.invalid");
        assertContains(build, "alter user missing_user set password '***'");
        assertFalse(build.output().contains(SECRET), build.output());
    }

    private static String version(String name) throws IOException {
        return versions().getProperty(name);
    }

    /** Returns the version in the name of the jar of a driver. */
    private static String driverVersion(String artifact) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(jar -> String.valueOf(Path.of(jar).getFileName()))
                .filter(jar -> jar.matches(artifact + "-[0-9.]+\\.jar"))
                .findFirst()
                .orElseThrow()
                .replaceAll("^" + artifact + "-|\\.jar$", "");
    }

    /** The tests that init writes run with the published modules. */
    @Test
    void a_new_project_is_verified() throws Exception {
        Path project = folder.resolve("notes");
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
        assertEquals(
                0,
                Main.run(new CommandEnvironment(folder, name -> null), stream, stream, "init", project.toString()),
                output::toString);
        MavenBuild build = MavenBuild.run(Version.NEWEST, project, "verify");
        assertEquals(0, build.exitCode(), build.output());
        assertContains(build, "Tests run: 5, Failures: 0, Errors: 0, Skipped: 0");

        List<String> names = replaceScript(project.resolve("src/main/resources/db/notes"));
        MavenBuild stale = MavenBuild.run(Version.NEWEST, project, "verify");
        assertEquals(1, stale.exitCode(), "the jar would contain a script that was deleted");
        for (String name : names) {
            assertContains(stale, name);
        }
    }

    /** Gives the only script another identifier and another name, and returns both names. */
    private static List<String> replaceScript(Path scripts) throws IOException {
        Path script;
        try (Stream<Path> files = Files.list(scripts)) {
            script = files.filter(file -> !file.endsWith("model.yaml"))
                    .findFirst()
                    .orElseThrow();
        }
        Path next = scripts.resolve("f00d00000001_replaced.yaml");
        Files.writeString(next, Files.readString(script).replaceFirst("(?m)^revision: .*", "revision: f00d00000001"));
        Files.delete(script);
        return List.of(String.valueOf(script.getFileName()), String.valueOf(next.getFileName()));
    }

    private MavenBuild run(Version version, String... arguments) throws IOException, InterruptedException {
        MavenBuild build = build(version, arguments);
        assertEquals(0, build.exitCode(), build.output());
        return build;
    }

    private MavenBuild build(Version version, String... arguments) throws IOException, InterruptedException {
        return MavenBuild.run(version, folder, arguments);
    }

    private static void assertContains(MavenBuild build, String text) {
        assertTrue(build.output().contains(text), () -> text + "\nis missing in\n" + build.output());
    }

    private List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("app/src/main/resources/db/app"))) {
            return files.toList();
        }
    }

    /** Returns the versions that init writes into new projects. */
    private static Properties versions() throws IOException {
        Properties versions = new Properties();
        try (InputStream in = Main.class.getResourceAsStream("templates/versions.properties")) {
            versions.load(in);
        }
        return versions;
    }

    private void copySample() throws IOException {
        Properties versions = versions();
        List<Path> files;
        try (Stream<Path> all = Files.walk(SAMPLE)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path copy = folder.resolve(SAMPLE.relativize(file).toString());
            Files.createDirectories(Objects.requireNonNull(copy.getParent()));
            String text = Files.readString(file);
            for (String name : versions.stringPropertyNames()) {
                text = text.replace("@" + name + "@", versions.getProperty(name));
            }
            Files.writeString(copy, text);
        }
    }
}
