package @{package};

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.trellis.report.RevisionReport;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.config.Configuration;
import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.inject.Plugins;
import dev.trellis.Listener;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Upgrades, downgrades and upgrades all revisions of the built project again on a temporary database. */
class MigrationsTest {
    @TempDir
    Path folder;

    @Test
    void all_revisions_can_be_upgraded_downgraded_and_upgraded_again() {
        try (Trellis trellis = trellis()) {
            List<String> heads =
                    trellis.heads(true).stream().map(RevisionReport::revision).toList();
            assertFalse(heads.isEmpty());
            assertEquals(heads, trellis.upgrade("heads", UpgradeOptions.NONE).heads());
            assertEquals(List.of(), trellis.downgrade("base", others -> true).heads());
            assertEquals(heads, trellis.upgrade("heads", UpgradeOptions.NONE).heads());
            trellis.checkHeads();
        }
    }

    private Trellis trellis() {
        // Without trellis.yaml, which names the folder of the sources: the test reads the scripts that the jar will contain.
        Configuration configuration = Configuration.builder(Path.of("test"))
                .database(new DatabaseSettings("jdbc:sqlite:" + folder.resolve("test.db"), null, null, null))
                .build();
        return new Trellis(configuration, Plugins.find(null, List.of()), Listener.NONE);
    }
}
