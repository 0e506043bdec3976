package dev.trellis;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Imports run one way (HOUSE, "Rooms"). */
class ArchitectureTest {
    private static final String ROOT = "dev.trellis";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrl(Trellis.class.getProtectionDomain().getCodeSource().getLocation());

    /** Each room and the rooms that it may import; a room below another (a dialect) stands under its own name. */
    private static final Map<String, List<String>> MAY_IMPORT = rooms(
            "error:",
            "yaml: error",
            "sql: error",
            "revision: error",
            "schema: error",
            "config: error yaml schema",
            "operation: error schema",
            "model: error yaml schema",
            "diff: error schema operation",
            "dialect: error sql schema operation",
            "dialect.sqlite: error sql schema operation dialect",
            "dialect.h2: error sql schema operation dialect",
            "dialect.postgresql: error sql schema operation dialect",
            "dialect.mysqlfamily: error sql schema operation dialect",
            "dialect.mariadb: error sql schema operation dialect dialect.mysqlfamily",
            "dialect.mysql: error sql schema operation dialect dialect.mysqlfamily",
            "script: error yaml sql revision schema operation model dialect",
            "branch: error sql revision schema operation model script dialect",
            "runtime: error yaml sql revision schema config operation model diff dialect script branch",
            "lint: error yaml revision schema operation diff dialect script branch sql",
            "inject: lint error revision schema operation model dialect script branch runtime config");

    /** What only some rooms may know of the world outside. */
    private static final Map<String, List<String>> OUTSIDE = rooms(
            "com.google.inject: inject",
            "org.jdbi: dialect runtime script",
            "tools.jackson: yaml",
            "org.snakeyaml: yaml",
            "java.sql: dialect dialect.sqlite dialect.h2 dialect.postgresql dialect.mysqlfamily dialect.mariadb"
                    + " dialect.mysql diff runtime");

    private static Map<String, List<String>> rooms(String... lines) {
        Map<String, List<String>> rooms = new TreeMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            rooms.put(
                    line.substring(0, colon),
                    Arrays.stream(line.substring(colon + 1).split(" "))
                            .filter(word -> !word.isEmpty())
                            .toList());
        }
        return rooms;
    }

    @TestFactory
    Stream<DynamicTest> each_room_imports_only_what_it_may() {
        return MAY_IMPORT.keySet().stream()
                .map(room -> DynamicTest.dynamicTest(
                        room, () -> rule(room, MAY_IMPORT.get(room)).check(CLASSES)));
    }

    private static ArchRule rule(String room, @Nullable List<String> allowed) {
        List<String> mine = Stream.concat(Stream.of(room), allowed == null ? Stream.of() : allowed.stream())
                .map(name -> ROOT + "." + name)
                .toList();
        return ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage(ROOT + "." + room)
                .should()
                .dependOnClassesThat(new DescribedPredicate<JavaClass>("are Trellis's and in none of " + mine) {
                    @Override
                    public boolean test(JavaClass other) {
                        return other.getPackageName().startsWith(ROOT)
                                && !mine.contains(other.getPackageName())
                                && !(room.equals("inject")
                                        && other.getPackageName().equals(ROOT));
                    }
                })
                .allowEmptyShould(true);
    }

    @TestFactory
    Stream<DynamicTest> a_library_stays_in_its_rooms() {
        return OUTSIDE.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    String[] rooms = entry.getValue().stream()
                            .map(room -> ROOT + "." + room)
                            .toArray(String[]::new);
                    ArchRuleDefinition.noClasses()
                            .that()
                            .resideOutsideOfPackages(rooms)
                            .and()
                            .resideOutsideOfPackage(ROOT)
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(entry.getKey() + "..")
                            .check(CLASSES);
                }));
    }

    @Test
    void every_room_is_listed() {
        List<String> unlisted = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .distinct()
                .filter(name -> !name.equals(ROOT))
                .map(name -> name.substring(ROOT.length() + 1))
                .filter(room -> !MAY_IMPORT.containsKey(room))
                .toList();
        assertTrue(unlisted.isEmpty(), () -> "rooms without a rule: " + unlisted);
    }

    @Test
    void a_rule_that_is_broken_does_fail() {
        ArchRule known = rule("operation", List.of("error"));
        assertThrows(AssertionError.class, () -> known.check(CLASSES));
    }
}
