package dev.trellis.internal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.trellis.error.Location;
import dev.trellis.sql.SqlSyntax;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

class SqlSplitterTest {
    static final Map<String, SqlSyntax> SYNTAX = new LinkedHashMap<>(Map.of(
            "sqlite", SqlSyntax.SQLITE,
            "h2", SqlSyntax.H2,
            "postgresql", SqlSyntax.POSTGRESQL,
            "mariadb", SqlSyntax.MARIADB));

    record Case(
            String name,
            String input,
            @Nullable List<String> expect,
            @Nullable String error) {}

    @TestFactory
    Stream<DynamicContainer> cases() {
        return SYNTAX.entrySet().stream()
                .map(entry -> DynamicContainer.dynamicContainer(
                        entry.getKey(),
                        Stream.concat(read("every"), read(entry.getKey()))
                                .map(one -> DynamicTest.dynamicTest(one.name(), () -> check(one, entry.getValue())))));
    }

    private static Stream<Case> read(String file) {
        try (InputStream in =
                Objects.requireNonNull(SqlSplitterTest.class.getResourceAsStream("/sql/split/" + file + ".yaml"))) {
            return new YAMLMapper().readValue(in, new TypeReference<List<Case>>() {}).stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void check(Case one, SqlSyntax syntax) {
        if (one.error() != null) {
            SqlException e = assertThrows(SqlException.class, () -> SqlSplitter.split(one.input(), syntax, "a.sql", 1));
            Location place = Objects.requireNonNull(e.problem().location());
            assertEquals(one.error(), e.name() + " " + place.line() + ":" + place.column());
        } else {
            List<String> found = new ArrayList<>();
            for (SqlStatement statement : SqlSplitter.split(one.input(), syntax, "a.sql", 1)) {
                found.add(statement.line() + ":" + statement.column() + " " + statement.text());
            }
            assertEquals(one.expect(), found);
        }
        assertEquals(one.error() == null, one.expect() != null, "a case has either statements or an error");
    }

    @Test
    void statements_are_split_up_to_a_routine_body() {
        String body = "create or replace definer = a@b procedure p() begin select 1; select 2; end;";
        assertEquals(
                List.of("insert into t values (';')", "drop procedure p", body),
                SqlSplitter.statements("insert into t values (';'); drop procedure p; " + body, SqlSyntax.MARIADB));
        assertEquals(
                List.of("select 1", "begin not atomic select 2; select 3; end"),
                SqlSplitter.statements("select 1; begin not atomic select 2; select 3; end\n", SqlSyntax.MARIADB));
        assertEquals(
                List.of("create table package (a int)", "select 1"),
                SqlSplitter.statements("create table package (a int); select 1;", SqlSyntax.MARIADB));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "h2", "postgresql", "mariadb"})
    void hostile_text_is_split_in_linear_time(String dialect) {
        SqlSyntax syntax = Objects.requireNonNull(SYNTAX.get(dialect));
        int n = 200_000;
        for (String piece : List.of(
                "/*",
                "(",
                "$a",
                "$$ ",
                "e'a' \n",
                "--",
                "''",
                "\0",
                ";",
                "begin ",
                "[",
                "`",
                "\\",
                "-",
                "x",
                "E'a'  ",
                "create trigger ",
                "delimiter x\n",
                "select 1;\n",
                "'",
                "\"",
                "/",
                "*/",
                "#",
                "$a$")) {
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
                try {
                    SqlSplitter.split(piece.repeat(n), syntax, "a.sql", 1);
                } catch (SqlException expected) {
                    assertNull(expected.getCause());
                }
            });
        }
    }
}
