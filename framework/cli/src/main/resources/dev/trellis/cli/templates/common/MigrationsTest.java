package @{package};

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.trellis.report.RevisionReport;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.config.Configuration;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.inject.Plugins;
import dev.trellis.Listener;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Upgrades, downgrades and upgrades all revisions again on a temporary database. */
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
        Map<String, String> arguments = Map.of("DB_URL", "jdbc:sqlite:" + folder.resolve("test.db"));
        Configuration configuration =
                ConfigurationReader.read(Path.of("trellis.yaml"), null, arguments, System::getenv);
        return new Trellis(
                configuration,
                Plugins.find(configuration.pluginFolder(), configuration.pluginClasses()),
                Listener.NONE);
    }
}
