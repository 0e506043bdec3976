package dev.trellis.internal.protection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The enumerations of a protected base on PostgreSQL: an app may use them and may not change them. Once, an offline script
 * changed them, and so did a run if no table of the base used the enumeration.
 */
class ProtectedTypesTest {
    private static final String VALUES =
            "select t.typname || ' ' || string_agg(e.enumlabel, ',' order by e.enumsortorder)"
                    + " from pg_type t join pg_enum e on e.enumtypid = t.oid group by t.typname order by 1";

    @TempDir
    Path folder = Path.of("");

    /** The ways in which the base creates the type. */
    private static final List<String> BASES = List.of(
            "create_enum: {name: mood, values: [a, b]}",
            "execute: create type mood as enum ('a', 'b')",
            "create_table: {name: basis, columns: {id: integer, m: \"enum(mood: a, b)\"}}");

    /** Changes of the type by the app, which has the table t with the columns id and word. */
    private static final List<String> CHANGES = List.of(
            "alter_enum: {name: mood, values: [a, b, c]}",
            "alter_enum: {name: mood, values: [b]}",
            "alter_enum: {name: mood, schema: public, values: [a, b, c]}",
            "autocommit: [{alter_enum: {name: mood, values: [a, b, c]}}]",
            "drop_enum: mood",
            "create_enum: {name: mood, values: [a, c]}",
            "execute: alter type mood add value 'c'",
            "execute: alter type mood rename value 'a' to 'c'",
            "execute: alter type mood rename to humour",
            "execute: drop type mood cascade",
            "autocommit: [{execute: alter type mood add value 'c'}]");

    /** Columns of the app that need another list of values. */
    private static final List<String> COLUMNS = List.of(
            "create_table: {name: u, columns: {id: integer, m: \"enum(mood: a, b, c)\"}}",
            "create_table: {name: u, columns: {id: integer, m: \"enum(mood: c)\"}}",
            "add_column: {table: t, name: m, type: \"enum(mood: a, b, c)\"}",
            "alter_column: {table: t, name: word, type: \"enum(mood: a, b, c)\"}",
            "alter_column: {table: t, name: word, type: \"enum(mood: c)\"}");

    /** Uses of the type that do not change it. */
    private static final List<String> USES = List.of(
            "add_column: {table: t, name: m, type: \"enum(mood: a, b)\"}",
            "alter_column: {table: t, name: word, type: \"enum(mood: a, b)\"}",
            "add_column: {table: t, name: m, type: {postgresql: mood, default: text}}",
            "alter_column: {table: t, name: word, type: {postgresql: mood, default: text}, using: \"word::mood\"}",
            "create_enum: {name: own, values: [x]}",
            "add_column: {table: t, name: m, type: \"enum(own: x)\"}");

    @TestFactory
    Stream<DynamicTest> an_app_may_not_change_a_type_of_the_base() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String base : BASES) {
            for (String change : CHANGES) {
                tests.add(DynamicTest.dynamicTest(base + " / " + change, () -> refused(base, change, true)));
            }
            for (String column : COLUMNS) {
                // The text of the scripts does not show the values of a type that SQL has created.
                boolean isKnown = !base.startsWith("execute");
                tests.add(DynamicTest.dynamicTest(base + " / " + column, () -> refused(base, column, isKnown)));
            }
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> an_app_may_use_a_type_of_the_base() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String base : BASES) {
            for (String use : USES) {
                tests.add(DynamicTest.dynamicTest(base + " / " + use, () -> {
                    try (TestProject site = site(base, use)) {
                        String script = offline(site);
                        site.upgrade();
                        List<String> values = values(site);
                        assertTrue(values.contains("mood a,b"), values::toString);
                        assertTrue(!script.contains("ALTER TYPE") && !script.contains("DROP TYPE"), script);
                    }
                }));
            }
        }
        return tests.stream();
    }

    /** A script of the app was written for the values that the base had then; a new database has the later ones. */
    @TestFactory
    Stream<DynamicTest> a_column_with_an_earlier_list_uses_the_type_as_it_is() {
        return Stream.of("a, b, c", "c, a", "a")
                .map(later -> DynamicTest.dynamicTest(later, () -> {
                    try (TestProject site = site(BASES.get(2), USES.get(0))) {
                        site.write(
                                "vendor/v2.yaml",
                                "revision: v2\ndown_revision: v1\nupgrade:\n"
                                        + "  - alter_column: {table: basis, name: m, type: \"enum(mood: " + later
                                        + ")\"}\n");
                        site.write("db/a2.yaml", """
                                revision: a2
                                down_revision: a1
                                depends_on: v2
                                upgrade:
                                  - add_column: {table: t, name: n, type: "enum(mood: a, b)"}
                                """);
                        site.write("vendor/v3.yaml", """
                                revision: v3
                                down_revision: v2
                                depends_on: a2
                                upgrade:
                                  - alter_enum: {name: mood, values: [z, a]}
                                """);
                        String script = offline(site);
                        site.database().execute(script.replaceAll("(?m)^\\\\.*", ""));
                        assertEquals(List.of("mood z,a"), values(site));
                        site.database()
                                .execute("drop table t, basis, trellis_version, trellis_history; drop type mood");
                        try (Trellis trellis = site.trellis()) {
                            trellis.upgrade("a2", UpgradeOptions.NONE);
                        }
                        assertEquals(List.of("mood " + later.replace(" ", "")), values(site));
                        site.upgrade();
                        assertEquals(List.of("mood z,a"), values(site));
                    }
                }));
    }

    /** On a database whose enumerations are parts of columns, the app's enumeration has nothing in common with the base's. */
    @Test
    void an_enumeration_without_a_name_of_its_own_is_not_protected() throws Exception {
        try (TestProject site = site(Kind.SQLITE, BASES.get(2), COLUMNS.get(0))) {
            site.upgrade();
            assertEquals(
                    List.of("upgrade a0", "upgrade a1", "upgrade v1"),
                    site.applied().stream().sorted().toList());
        }
    }

    private void refused(String base, String change, boolean isTextRefused) throws Exception {
        try (TestProject site = site(base, change)) {
            try (Trellis trellis = site.trellis()) {
                trellis.upgrade("a0", UpgradeOptions.NONE);
            }
            TrellisException online = assertThrows(TrellisException.class, site::upgrade);
            assertProtected(online);
            assertEquals(List.of("mood a,b"), values(site));
            if (isTextRefused) {
                StringBuilder script = new StringBuilder();
                TrellisException offline = assertThrows(TrellisException.class, () -> offline(site, script));
                assertProtected(offline);
                assertEquals("", script.toString());
            } else {
                String script = offline(site);
                assertTrue(!script.contains("ALTER TYPE") && !script.contains("DROP TYPE"), script);
            }
        }
    }

    private static void assertProtected(TrellisException refusal) {
        String text = refusal.problems().stream().map(Object::toString).collect(Collectors.joining("\n"));
        assertTrue(text.contains("protected_table"), text);
        assertTrue(text.contains("a1.yaml"), text);
        assertTrue(text.contains("'mood' belongs to the protected branch 'vendor'"), text);
    }

    private static String offline(TestProject site) {
        StringBuilder script = new StringBuilder();
        offline(site, script);
        return script.toString();
    }

    private static void offline(TestProject site, StringBuilder script) {
        try (Trellis trellis = site.trellis()) {
            trellis.upgradeSql("heads", line -> script.append(line).append('\n'));
        }
    }

    private static List<String> values(TestProject site) {
        return site.database().query(VALUES);
    }

    private TestProject site(String base, String operation) throws Exception {
        return site(Kind.POSTGRESQL, base, operation);
    }

    private TestProject site(Kind kind, String base, String operation) throws Exception {
        TestProject site = new TestProject(kind, Files.createTempDirectory(folder, "case"))
                .with("  vendor: {directory: vendor, protected: true}\n");
        site.write(
                "vendor/v1.yaml",
                "revision: v1\ndown_revision: null\nbranch_labels: [vendor]\nupgrade:\n  - " + base + "\n");
        site.write("db/a0.yaml", """
                revision: a0
                down_revision: null
                branch_labels: [app]
                depends_on: v1
                upgrade:
                  - create_table: {name: t, columns: {id: integer, word: text}}
                """);
        site.write("db/a1.yaml", "revision: a1\ndown_revision: a0\nupgrade:\n  - " + operation + "\n");
        return site;
    }
}
