package dev.trellis.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The libraries on the class path have the versions that Spring Boot imposes, and the documentation states these versions. If
 * the first test fails after an update of Spring Boot, change the properties of the module.
 */
class ManagedVersionsTest {
    /** The property of Spring Boot for the version of a library, and one of the library's classes. */
    private static final Map<String, String> CLASSES = new TreeMap<>(Map.of(
            "jackson-bom.version", "tools.jackson.databind.ObjectMapper",
            "hibernate.version", "org.hibernate.Version",
            "jakarta-persistence.version", "jakarta.persistence.Entity",
            "h2.version", "org.h2.Driver",
            "postgresql.version", "org.postgresql.Driver",
            "mariadb.version", "org.mariadb.jdbc.Driver",
            "mysql.version", "com.mysql.cj.jdbc.Driver",
            "sqlite-jdbc.version", "org.sqlite.JDBC",
            "junit-jupiter.version", "org.junit.jupiter.api.Test",
            "hikaricp.version", "com.zaxxer.hikari.HikariDataSource"));

    /** The rows of the table in the documentation. */
    private static final Map<String, String> ROWS = Map.of(
            "jackson-bom.version", "Jackson 3",
            "hibernate.version", "Hibernate",
            "h2.version", "H2",
            "postgresql.version", "PostgreSQL driver",
            "mariadb.version", "MariaDB driver",
            "mysql.version", "MySQL driver",
            "sqlite-jdbc.version", "SQLite driver",
            "junit-jupiter.version", "JUnit");

    private static final String JACKSON = "jackson-bom.version";
    private static final Pattern PROPERTY = Pattern.compile("<([a-z0-9-]+\\.version)>([^<]+)</");
    private static final String SPRING_BOOT = Objects.requireNonNull(System.getProperty("trellis.matrix.spring-boot"));

    @Test
    void each_library_has_the_version_that_spring_boot_imposes() throws Exception {
        Map<String, String> imposed = imposed();
        for (Map.Entry<String, String> library : CLASSES.entrySet()) {
            String jar = jar(library.getValue());
            assertTrue(jar.endsWith("-" + imposed.get(library.getKey()) + ".jar"), jar + ", not " + imposed);
        }
    }

    @Test
    void the_documentation_states_the_versions() throws Exception {
        String page = Files.readString(Path.of("../../docs/supported-versions.md"));
        int column = column(page);
        Map<String, String> imposed = imposed();
        for (Map.Entry<String, String> row : ROWS.entrySet()) {
            assertEquals(
                    value(imposed, row.getKey()).replace(".Final", ""),
                    cells(page, row.getValue())[column].replace(" (added)", ""),
                    row.getValue());
        }
    }

    /**
     * Returns the versions that Spring Boot imposes, by property. Spring Boot 3.5 imposes no version of Jackson 3, so its
     * version is that of the class path.
     */
    private static Map<String, String> imposed() throws Exception {
        Map<String, String> imposed = new TreeMap<>();
        Matcher property = PROPERTY.matcher(Files.readString(Path.of("target/bom/spring-boot-dependencies.pom")));
        while (property.find()) {
            imposed.put(property.group(1), property.group(2));
        }
        imposed.keySet().retainAll(CLASSES.keySet());
        if (value(imposed, JACKSON).startsWith("2.")) {
            imposed.put(JACKSON, jar(value(CLASSES, JACKSON)).replaceAll("jackson-databind-|\\.jar", ""));
        }
        return imposed;
    }

    private static String value(Map<String, String> map, String key) {
        return Objects.requireNonNull(map.get(key), key);
    }

    private static String jar(String className) throws Exception {
        return Path.of(Class.forName(className)
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .getFileName()
                .toString();
    }

    private static int column(String page) throws IOException {
        String[] titles = cells(page, "library");
        for (int i = 0; i < titles.length; i++) {
            if (titles[i].equals("Spring Boot " + SPRING_BOOT)) {
                return i;
            }
        }
        throw new IOException("no column 'Spring Boot " + SPRING_BOOT + "' in " + String.join(", ", titles));
    }

    /** Returns the cells of a row of the first table that has it. */
    private static String[] cells(String page, String title) throws IOException {
        return page.lines()
                .filter(line -> line.startsWith("| " + title + " |"))
                .findFirst()
                .orElseThrow(() -> new IOException("no row '" + title + "'"))
                .substring(2)
                .split(" \\| | \\|");
    }
}
