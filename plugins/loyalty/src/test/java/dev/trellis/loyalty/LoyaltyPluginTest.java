package dev.trellis.loyalty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.inject.Plugins;
import dev.trellis.report.DiffReport;
import dev.trellis.report.RevisionReport;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The branch {@code loyalty}, with the branch {@code retail} on which it depends. Both are found on the class path. */
class LoyaltyPluginTest {
    private static final String HEAD = "4016f36ef7a2";
    private static final String RETAIL_HEAD = "71d0c4a6e83f";

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"SQLITE", "H2"})
    void upgrade_downgrade_upgrade_results_in_the_model(Kind kind) throws Exception {
        try (TestDatabase database = TestDatabase.open(kind);
                Trellis trellis = trellis(database)) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
            assertEquals(List.of(HEAD, RETAIL_HEAD), current(trellis));
            assertEqualsModel(trellis);

            trellis.downgrade("loyalty@base", others -> false);
            assertEquals(List.of(RETAIL_HEAD), current(trellis));
            assertEquals(List.of("0"), database.query("select count(*) from customer"));

            trellis.upgrade("heads", UpgradeOptions.NONE);
            assertEquals(List.of(HEAD, RETAIL_HEAD), current(trellis));
            assertEqualsModel(trellis);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"SQLITE", "H2"})
    void an_upgrade_adds_the_standard_program_with_its_tiers(Kind kind) throws Exception {
        try (TestDatabase database = TestDatabase.open(kind);
                Trellis trellis = trellis(database)) {
            trellis.upgrade("loyalty@head", UpgradeOptions.NONE);

            assertEquals(
                    List.of("standard|Seed|0", "standard|Sprout|500", "standard|Harvest|2000"),
                    database.query("select p.code, t.name, t.threshold from loyalty_tier t"
                            + " join loyalty_program p on p.uuid = t.program_uuid order by t.threshold"));
        }
    }

    @Test
    void lint_has_no_findings() throws Exception {
        try (TestDatabase database = TestDatabase.open(Kind.H2);
                Trellis trellis = trellis(database)) {
            assertEquals(List.of(), trellis.lint("loyalty@base:loyalty@head").findings());
        }
    }

    private static void assertEqualsModel(Trellis trellis) {
        List<DiffReport> diffs = trellis.check("loyalty");
        assertEquals(1, diffs.size());
        assertTrue(diffs.stream().noneMatch(diff -> diff.isFinding(false)), diffs::toString);
    }

    private static List<String> current(Trellis trellis) {
        return trellis.current().stream().map(RevisionReport::revision).sorted().toList();
    }

    private Trellis trellis(TestDatabase database) throws IOException {
        Path file = folder.resolve("trellis.yaml");
        Files.writeString(file, "database: {url: \"${URL}\", user: \"${USER}\"}\n");
        Map<String, String> variables =
                Map.of("URL", database.url(), "USER", Objects.requireNonNullElse(database.user(), ""));
        return new Trellis(
                ConfigurationReader.read(file, null, variables, name -> null),
                Plugins.find(null, List.of()),
                Listener.NONE);
    }
}
