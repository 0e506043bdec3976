package dev.trellis.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.fixture.TestProject;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests which scripts are parsed to find out whether an operation affects another branch. */
class BranchCatalogTest {
    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource
    void only_the_scripts_of_the_plan_are_parsed_if_there_is_one_branch(Kind kind) {
        try (TestProject project = new TestProject(kind, folder)) {
            project.script(
                    "a1",
                    "null",
                    "upgrade:\n  - create_table: {name: t, columns: {id: integer, n: integer}, primary_key: [id]}\n");
            project.script("a2", "a1", """
                    upgrade:
                      - alter_column: {table: t, name: n, type: bigint}
                      - alter_column: {table: t, name: n, rename: m}
                      - drop_column: {table: t, name: m}
                      - rename_table: {table: t, to: u}
                      - drop_table: u
                    """);
            project.script("a3", "a2", "upgrade:\n  - no_such_operation: t\n");
            try (Trellis trellis = project.trellis()) {
                trellis.upgrade("a2", UpgradeOptions.NONE);
            }
            assertEquals(List.of("upgrade a1", "upgrade a2"), project.applied());
        }
    }
}
