package dev.trellis.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.fixture.TestProject;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * An enumeration that the base has created is not dropped by a downgrade of the app (once, the type was dropped with the app's
 * last table, and the next upgrade failed).
 */
class EnumerationOwnersTest {
    private static final String TYPES =
            "select typname from pg_type where typtype = 'e' and typname <> 'own' order by typname";

    @TempDir
    Path folder = Path.of("");

    /** The ways in which the base creates the type. */
    private static final List<String> BASES = List.of(
            "create_enum: {name: mood, values: [a, b]}",
            "execute: create type mood as enum ('a', 'b')",
            "execute: do $$ begin create type mood as enum ('a', 'b'); end $$",
            "create_table: {name: basis, columns: {id: integer, m: \"enum(mood: a, b)\"}}");

    /** The ways in which the app uses the type and stops using it. */
    private static final List<String> USES = List.of(
            "- create_table: {name: t, columns: {id: integer, m: {type: {postgresql: mood, default: text}}}}",
            "- create_table: {name: t, columns: {id: integer, m: \"enum(mood: a, b)\"}}",
            "- create_table: {name: t, columns: {id: integer}}\n"
                    + "  - add_column: {table: t, name: m, type: \"enum(mood: a, b)\"}\n"
                    + "  - drop_column: {table: t, name: m}",
            "- create_table: {name: t, columns: {id: integer, m: \"enum(mood: a, b)\"}}\n"
                    + "  - alter_column: {table: t, name: m, type: text, using: \"m::text\"}",
            "- create_table: {name: t, columns: {id: integer, m: \"enum(mood: a, b)\", o: \"enum(own: x)\"}}\n"
                    + "  - drop_table: t\n"
                    + "  - create_table: {name: t, columns: {id: integer, m: \"enum(mood: a, b)\"}}");

    @TestFactory
    Stream<DynamicTest> a_downgrade_of_the_app_keeps_a_type_that_the_base_created() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String base : BASES) {
            for (String use : USES) {
                tests.add(DynamicTest.dynamicTest(base + " / " + use, () -> run(base, use)));
            }
        }
        return tests.stream();
    }

    private void run(String base, String use) throws Exception {
        Path place = Files.createTempDirectory(folder, "case");
        try (TestProject site =
                new TestProject(Kind.POSTGRESQL, place).with("  vendor: {directory: vendor, protected: true}\n")) {
            site.write(
                    "vendor/v1.yaml",
                    "revision: v1\ndown_revision: null\nbranch_labels: [vendor]\nupgrade:\n  - " + base + "\n");
            site.write(
                    "db/a1.yaml",
                    "revision: a1\ndown_revision: null\nbranch_labels: [app]\ndepends_on: v1\nupgrade:\n  " + use
                            + "\ndowngrade:\n  - drop_table: t\n");
            site.upgrade();
            List<String> own = site.database().query("select typname from pg_type where typname = 'own'");
            assertEquals(List.of(), own, "a type that the app created with a column ends with the column");
            try (Trellis trellis = site.trellis()) {
                trellis.downgrade("app@base", consent -> true);
                assertEquals(List.of("mood"), site.database().query(TYPES));
                trellis.upgrade("heads", UpgradeOptions.NONE);
                assertEquals(List.of("mood"), site.database().query(TYPES));
                if (!base.contains("do $$")) {
                    runOffline(trellis, site);
                }
            }
        }
    }

    /** Runs the scripts that are written without a database, where it is known which types exist. */
    private static void runOffline(Trellis trellis, TestProject site) {
        StringBuilder script = new StringBuilder();
        trellis.downgradeSql("a1:app@base", line -> script.append(line).append('\n'));
        trellis.upgradeSql("v1:heads", line -> script.append(line).append('\n'));
        site.database().execute(script.toString().replaceAll("(?m)^\\\\.*", ""));
        assertEquals(List.of("mood"), site.database().query(TYPES));
    }
}
