package dev.trellis.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes the same revisions in the format of each tool: a table with six columns, an index, and another column. */
final class Inputs {
    static final String DATABASE = """
            database:
              url: ${BENCH_URL}
              user: ${BENCH_USER:-}
              password: ${BENCH_PASSWORD:-}
            """;

    private Inputs() {}

    static String id(int number) {
        return String.format(Locale.ROOT, "%012x", 0x100000000L + number * 7919L);
    }

    static String thousands(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static List<String> statements(int number) {
        String table = "t" + number;
        return List.of(
                "create table " + table + " (id bigint not null, a varchar(50), b varchar(50), c integer, d text,"
                        + " e bigint, constraint pk_" + table + " primary key (id))",
                "create index ix_" + table + "_a on " + table + " (a)",
                "alter table " + table + " add column f integer");
    }

    /** Writes a project with one folder per branch below {@code scripts}. */
    static void trellis(Path project, int count, int branches) throws IOException {
        StringBuilder config = new StringBuilder(DATABASE + "branches:\n");
        for (int branch = 0; branch < branches; branch++) {
            Files.createDirectories(project.resolve("scripts/b" + branch));
            config.append("  b")
                    .append(branch)
                    .append(": {directory: scripts/b")
                    .append(branch)
                    .append("}\n");
        }
        Files.writeString(project.resolve("trellis.yaml"), config);
        for (int i = 0; i < count; i++) {
            boolean first = i < branches;
            Files.writeString(
                    project.resolve("scripts/b" + i % branches + "/" + id(i) + "_step_" + i + ".yaml"),
                    String.format(
                            Locale.ROOT,
                            """
                            revision: %1$s
                            down_revision: %2$s
                            %4$smessage: step %3$d
                            created: 2026-01-01T00:00:00Z

                            upgrade:
                              - create_table:
                                  name: t%3$d
                                  columns:
                                    id: {type: bigint, nullable: false}
                                    a: string(50)
                                    b: string(50)
                                    c: integer
                                    d: text
                                    e: bigint
                                  primary_key: [id]
                              - create_index: {name: ix_t%3$d_a, table: t%3$d, columns: [a]}
                              - add_column: {table: t%3$d, name: f, type: integer}

                            downgrade:
                              - drop_table: t%3$d
                            """,
                            id(i),
                            first ? "null" : id(i - branches),
                            i,
                            first ? "branch_labels: [b" + i + "]\n" : ""));
        }
    }

    /** Writes a project that contains the scripts of another one in the jar of a plugin. */
    static void jar(Path from, Path project) throws IOException {
        Path plugins = Files.createDirectories(project.resolve("plugins"));
        Files.writeString(project.resolve("trellis.yaml"), DATABASE + "plugins:\n  path: plugins/\n");
        String type = BenchPlugin.class.getName();
        StringBuilder labels = new StringBuilder();
        try (OutputStream file = Files.newOutputStream(plugins.resolve("bench.jar"));
                ZipOutputStream jar = new ZipOutputStream(file);
                Stream<Path> scripts = Files.walk(from.resolve("scripts"))) {
            for (Path path : scripts.sorted().toList()) {
                if (Files.isRegularFile(path)) {
                    put(jar, from.relativize(path).toString(), Files.readAllBytes(path));
                } else if (!path.endsWith("scripts")) {
                    labels.append(path.getFileName()).append('\n');
                }
            }
            put(jar, BenchPlugin.LABELS, labels.toString().getBytes(UTF_8));
            put(jar, "META-INF/services/dev.trellis.inject.TrellisPlugin", type.getBytes(UTF_8));
            String entry = type.replace('.', '/') + ".class";
            try (InputStream compiled = Inputs.class.getResourceAsStream("/" + entry)) {
                put(jar, entry, Objects.requireNonNull(compiled).readAllBytes());
            }
        }
    }

    private static void put(ZipOutputStream jar, String name, byte[] bytes) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(bytes);
        jar.closeEntry();
    }

    static void flyway(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < count; i++) {
            Files.writeString(folder.resolve("V" + (i + 1) + "__step_" + i + ".sql"), sql(i));
        }
    }

    static void liquibase(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < count; i++) {
            Files.writeString(
                    folder.resolve(String.format(Locale.ROOT, "%06d.sql", i)),
                    "--liquibase formatted sql\n--changeset bench:" + i + "\n" + sql(i));
        }
        Files.writeString(folder.resolve("changelog.xml"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                        http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
                  <includeAll path="." relativeToChangelogFile="true" endsWithFilter=".sql"/>
                </databaseChangeLog>
                """);
    }

    private static String sql(int number) {
        return String.join(";\n", statements(number)) + ";\n";
    }
}
