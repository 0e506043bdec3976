package dev.trellis.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2 as applications use it: names without quotes are upper case. */
class UpperCaseNamesTest {
    @TempDir
    Path folder;

    private String branch(String label) throws IOException {
        Path scripts = Files.createDirectories(folder.resolve(label));
        Files.writeString(scripts.resolve("first.yaml"), """
                revision: @1
                down_revision: null
                branch_labels: [@]
                message: items
                upgrade:
                  - create_table: {name: @_item, columns: {id: integer}, primary_key: [id]}
                  - execute: insert into @_item values (1)
                downgrade:
                  - drop_table: @_item
                """.replace("@", label));
        return scripts.toString();
    }

    @Test
    void a_branch_runs_next_to_a_protected_one() throws IOException {
        String base = branch("base_x");
        String app = branch("app");
        try (Trellis trellis = Trellis.builder()
                .database("jdbc:h2:mem:upper_case;DB_CLOSE_DELAY=-1", "sa", "")
                .findPlugins(false)
                .branch("base_x", branch -> branch.scripts(base).isProtected(true))
                .branch("app", app)
                .build()) {
            assertEquals(
                    List.of("app1", "base_x1"),
                    trellis.upgrade("heads", UpgradeOptions.NONE).heads());
            assertEquals(List.of(), trellis.downgrade("base", others -> true).heads());
        }
    }
}
