package dev.trellis.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trellis.Trellis;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationCommandTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void an_exception_of_the_code_rolls_it_back_and_is_the_cause_of_the_failure() {
        try (TestProject project = new TestProject(Kind.SQLITE, folder)) {
            project.script("a1", "null", "upgrade:\n  - create_table: {name: t, columns: {id: integer}}\n");
            project.upgrade();
            IllegalStateException cause = new IllegalStateException("no such customer");
            try (Trellis trellis = project.trellis()) {
                TrellisException failure = assertThrows(
                        TrellisException.class,
                        () -> trellis.run("the import", context -> {
                            context.handle().execute("insert into t values (1)");
                            throw cause;
                        }));
                assertEquals("command_failed", failure.name());
                assertSame(cause, failure.getCause());
            }
            assertEquals(List.of("0"), project.database().query("SELECT count(*) FROM t"));
        }
    }
}
