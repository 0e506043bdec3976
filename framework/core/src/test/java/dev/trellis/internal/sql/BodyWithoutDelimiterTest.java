package dev.trellis.internal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.sql.SqlSyntax;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Bodies of triggers and routines that are split at their semicolons, because a script has no {@code DELIMITER} line.
 */
class BodyWithoutDelimiterTest {
    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"MARIADB", "MYSQL"})
    void a_trigger_without_delimiter_is_refused_with_the_lines_to_write(Kind kind) {
        try (TestProject project = new TestProject(kind, folder)) {
            project.write("db/a1.sql", """
                    -- revision: a1
                    -- branch_labels: app
                    -- upgrade
                    create table t (id integer);
                    create trigger r before insert on t for each row
                    begin
                      set new.id = 1;
                    end;
                    """);
            TrellisException e = assertThrows(TrellisException.class, project::upgrade);
            assertEquals("bad_delimiter", e.name());
            assertTrue(e.problem().toString().contains("a1.sql:8:1"), e.problem()::toString);
            assertTrue(e.problem().toString().contains("DELIMITER //"), e.problem()::toString);
        }
    }

    @Test
    void a_no_break_space_after_the_last_semicolon_is_no_statement() {
        for (SqlSyntax syntax : List.of(SqlSyntax.PORTABLE, SqlSyntax.MARIADB)) {
            assertEquals(
                    1,
                    SqlSplitter.split("select 1;\u00a0\n\u200b\ufeff\n", syntax, "a.sql", 1)
                            .size());
        }
    }
}
