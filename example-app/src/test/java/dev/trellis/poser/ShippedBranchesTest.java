package dev.trellis.poser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.inject.Plugins;
import dev.trellis.report.RevisionReport;
import dev.trellis.report.RunReport;
import dev.trellis.schema.Schema;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Upgrades and downgrades of the shipped branches: retail, loyalty and poser. */
class ShippedBranchesTest {
    private static final List<String> HEADS = List.of("4016f36ef7a2", "71d0c4a6e83f", "986260770a2d");

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(Kind.class)
    void upgrade_downgrade_upgrade_results_in_the_same_schema(Kind kind) throws Exception {
        try (TestDatabase database = TestDatabase.open(kind);
                Trellis trellis = trellis(database)) {
            RunReport first = trellis.upgrade("heads", UpgradeOptions.NONE);
            assertEquals(28, first.steps().size());
            assertEquals(HEADS, first.heads());
            Schema upgraded = inspect(database);

            assertEquals(
                    0, trellis.upgrade("heads", UpgradeOptions.NONE).steps().size());
            assertEquals(List.of(), trellis.downgrade("base", others -> false).heads());
            assertEquals(
                    List.of("trellis_history", "trellis_version"),
                    inspect(database).tables().keySet().stream()
                            .map(Object::toString)
                            .toList());

            assertEquals(HEADS, trellis.upgrade("heads", UpgradeOptions.NONE).heads());
            assertEquals(upgraded, inspect(database));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void each_branch_changes_only_its_own_tables(Kind kind) throws Exception {
        try (TestDatabase database = TestDatabase.open(kind);
                Trellis trellis = trellis(database)) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
            Schema upgraded = inspect(database);

            trellis.downgrade("loyalty@base", others -> false);
            assertEquals(
                    upgraded.only(name -> !name.name().startsWith("loyalty_")).tables(),
                    inspect(database).tables());
            assertEquals(List.of("71d0c4a6e83f", "986260770a2d"), current(trellis));

            trellis.downgrade("poser@-1", others -> false);
            assertEquals(List.of("1de58746604d", "71d0c4a6e83f"), current(trellis));
            assertTrue(inspect(database).tables().values().stream()
                    .noneMatch(table -> table.name().name().equals("poser_delivery_stop")
                            && table.column("notes").isPresent()));

            trellis.upgrade("heads", UpgradeOptions.NONE);
            assertEquals(upgraded, inspect(database));
        }
    }

    private static List<String> current(Trellis trellis) {
        return trellis.current().stream().map(RevisionReport::revision).sorted().toList();
    }

    private Trellis trellis(TestDatabase database) throws IOException {
        return trellis(folder, database, Listener.NONE);
    }

    static Trellis trellis(Path folder, TestDatabase database, Listener listener) throws IOException {
        return trellis(folder, database.url(), database, listener);
    }

    /** Creates a Trellis with a URL that may differ from that of the database. */
    static Trellis trellis(Path folder, String url, TestDatabase database, Listener listener) throws IOException {
        Path file = folder.resolve("trellis.yaml");
        Files.writeString(file, "database: {url: \"${URL}\", user: \"${USER:-}\", password: \"${PASSWORD:-}\"}\n");
        Map<String, String> arguments = new HashMap<>(Map.of("URL", url));
        if (database.user() != null) {
            arguments.put("USER", database.user());
        }
        if (database.password() != null) {
            arguments.put("PASSWORD", database.password());
        }
        return new Trellis(
                ConfigurationReader.read(file, null, arguments, name -> null), Plugins.find(null, List.of()), listener);
    }

    private static Schema inspect(TestDatabase database) throws SQLException {
        return Inspection.of(database);
    }
}
