package dev.trellis.internal.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.error.Location;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.sql.SqlException;
import dev.trellis.internal.sql.SqlStatement;
import dev.trellis.revision.Direction;
import dev.trellis.sql.SqlSyntax;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

class SqlScriptTest {
    record Case(
            String name,
            String input,
            @Nullable String header,
            @Nullable List<String> sections,
            @Nullable String error) {}

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(SqlScriptTest.class.getResourceAsStream("/script/sections.yaml"))) {
            return new YAMLMapper()
                    .readValue(in, new TypeReference<List<Case>>() {}).stream()
                            .map(one -> DynamicTest.dynamicTest(one.name(), () -> check(one)));
        }
    }

    private static SqlScript read(String text) {
        return SqlScript.read(text, "a.sql", List.of("sqlite", "h2", "postgresql", "mariadb", "mysql"));
    }

    private static void check(Case one) {
        if (one.error() != null) {
            TrellisException e = assertThrows(TrellisException.class, () -> read(one.input()));
            Location place = Objects.requireNonNull(e.problem().location());
            assertEquals(one.error(), e.name() + " " + place.line() + ":" + place.column());
            return;
        }
        SqlScript script = read(one.input());
        assertEquals(one.header(), script.header());
        assertEquals(
                one.sections(),
                script.sections().stream()
                        .map(section -> section.direction().name().toLowerCase(Locale.ROOT) + " "
                                + Objects.requireNonNullElse(section.dialect(), "*") + " " + section.line() + " "
                                + section.text())
                        .toList());
    }

    @Test
    void a_dialect_uses_its_own_section_or_the_common_one() {
        SqlScript script = read("-- upgrade\nselect 1;\n-- upgrade h2\nselect 2;\n");
        assertEquals(4, script.section(Direction.UPGRADE, "h2").orElseThrow().line());
        assertEquals(
                2, script.section(Direction.UPGRADE, "sqlite").orElseThrow().line());
        assertTrue(script.section(Direction.DOWNGRADE, "h2").isEmpty());
    }

    @Test
    void statements_have_locations_in_the_file() {
        SqlScript script = read("-- a: 1\n-- upgrade\n\n  select 1;\n");
        assertEquals(
                List.of(new SqlStatement("select 1", 4, 3)),
                script.sections().get(0).statements(SqlSyntax.H2, "a.sql"));
    }

    @Test
    void a_marker_inside_a_string_is_rejected() {
        SqlScript script = read("-- upgrade\nselect '\n-- downgrade\n';\n");
        SqlException e =
                assertThrows(SqlException.class, () -> script.sections().get(0).statements(SqlSyntax.SQLITE, "a.sql"));
        assertEquals("""
                unterminated_sql: a.sql:2:8: the string is never closed
                  Close it with '. A line '-- upgrade' or '-- downgrade' ends a section even inside quotes.""", e.getMessage());
    }

    @Test
    void a_mistyped_marker_is_rejected_with_advice() {
        ScriptException e = assertThrows(ScriptException.class, () -> read("-- upgrade\n--Downgrade postgresql"));
        assertEquals("""
                bad_section: a.sql:2:1: '--Downgrade postgresql' looks like the start of a section but is not
                  Write '-- downgrade postgresql', or change the words of the comment.""", e.getMessage());
    }
}
