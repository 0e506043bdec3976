package dev.trellis.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scripts that are nearly as large as the largest packet that MariaDB's server accepts by default, 16 MiB. */
class LargeScriptTest {
    private static final int STATEMENT = 4000;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_script_of_15_megabytes_runs_once(Kind kind) {
        int statements = 15 * 1024 * 1024 / STATEMENT;
        String text = "x".repeat(STATEMENT - 40);
        StringBuilder script = new StringBuilder("-- revision: a1\n-- branch_labels: app\n-- upgrade\n")
                .append("create table t (id integer, n text);\n");
        for (int i = 0; i < statements; i++) {
            script.append("insert into t values (")
                    .append(i)
                    .append(", '")
                    .append(text)
                    .append("');\n");
        }
        try (TestProject project = new TestProject(kind, folder)) {
            project.write("db/a1.sql", script.toString());
            assertEquals(1, project.upgrade().steps().size());
            assertEquals(List.of(String.valueOf(statements)), project.database().query("select count(*) from t"));
            assertEquals(0, project.upgrade().steps().size());
            assertEquals(script.toString(), project.attempts().get(0).script());
            project.write("db/a1.sql", script + "-- a comment\n");
            assertEquals(0, project.upgrade().steps().size());
            project.write("db/a1.sql", script + "delete from t;\n");
            assertEquals(
                    "changed_script",
                    assertThrows(TrellisException.class, project::upgrade).name());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"MARIADB"})
    void a_statement_larger_than_the_servers_packets_is_refused_before_anything_runs(Kind kind) {
        byte[] random = new byte[11 * 1024 * 1024];
        new Random(1).nextBytes(random);
        String huge = Base64.getEncoder().encodeToString(random);
        try (TestProject project = new TestProject(kind, folder)) {
            project.script("a1", "null", "upgrade:\n  - create_table: {name: t, columns: {n: text}}\n");
            project.write(
                    "db/a2.sql",
                    "-- revision: a2\n-- down_revision: a1\n-- upgrade\ninsert into t values ('" + huge + "');\n");
            TrellisException e = assertThrows(TrellisException.class, project::upgrade);
            assertEquals("script_too_large", e.name());
            assertTrue(e.toString().contains("a2.sql") && e.toString().contains("max_allowed_packet"), e::toString);
            assertThrows(RuntimeException.class, () -> project.database().query("select n from t"));
        }
    }
}
