package dev.trellis.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes the same revisions in the notation of each tool: a table of six columns, an index and one column more. */
final class Inputs {
    private Inputs() {}

    static String id(int number) {
        return String.format(Locale.ROOT, "%012x", 0x100000000L + number * 7919L);
    }

    static List<String> statements(int number) {
        String table = "t" + number;
        return List.of(
                "create table " + table + " (id bigint not null primary key, a varchar(50), b varchar(50), c integer,"
                        + " d text, e bigint)",
                "create index ix_" + table + "_a on " + table + " (a)",
                "alter table " + table + " add column f integer");
    }

    static void trellis(Path folder, int count) throws IOException {
        Path scripts = Files.createDirectories(folder.resolve("scripts"));
        Files.writeString(folder.resolve("trellis.yaml"), """
                database:
                  url: ${BENCH_URL}
                  user: ${BENCH_USER:-}
                  password: ${BENCH_PASSWORD:-}
                branches:
                  app:
                    directory: scripts
                """);
        for (int i = 0; i < count; i++) {
            Files.writeString(
                    scripts.resolve(id(i) + "_step_" + i + ".yaml"),
                    String.format(Locale.ROOT, """
                            revision: %1$s
                            down_revision: %2$s
                            message: step %3$d
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
                            """, id(i), i == 0 ? "null" : id(i - 1), i));
        }
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
