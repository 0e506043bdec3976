package dev.trellis.adopt.flyway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationNameTest {
    private static final MigrationName.Reader STANDARD =
            new MigrationName.Reader(new FlywaySettings(Map.of(), "flyway.conf"));

    @ParameterizedTest
    @CsvSource({
        "V1__create.sql, VERSIONED, 1, create",
        "V1_2__a_b__c.sql, VERSIONED, 1.2, a b  c",
        "V2.0.10.0__x.SQL, VERSIONED, 2.0.10, x",
        "V0__zero.sql, VERSIONED, 0, zero",
        "V20260101120000__date.sql, VERSIONED, 20260101120000, date",
        "V1.sql, VERSIONED, 1, ''",
        "U1__undo.sql, UNDO, 1, undo",
        "B3__base.sql, BASELINE, 3, base",
        "R__view.sql, REPEATABLE, , view"
    })
    void the_parts_of_a_name(String file, MigrationName.Kind kind, String version, String description) {
        MigrationName name = STANDARD.sql(file).orElseThrow();
        assertEquals(kind, name.kind());
        assertEquals(version, name.version() == null ? null : name.version().toString());
        assertEquals(description, name.description());
    }

    @ParameterizedTest
    @CsvSource({
        "V3__Import.java, VERSIONED, 3, Import",
        "U3__Import.class, UNDO, 3, Import",
        "R__Totals.kt, REPEATABLE, , Totals"
    })
    void the_parts_of_the_name_of_code(String file, MigrationName.Kind kind, String version, String description) {
        MigrationName name = STANDARD.code(file).orElseThrow();
        assertEquals(kind, name.kind());
        assertEquals(version, name.version() == null ? null : name.version().toString());
        assertEquals(description, name.description());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "V__none.sql",
                "Vx__no.sql",
                "V1_a__no.sql",
                "R1__no.sql",
                "readme.sql",
                "V1__x.txt",
                "v1__x.sql",
                ""
            })
    void other_files_are_no_migrations(String file) {
        assertEquals(Optional.empty(), STANDARD.sql(file));
    }

    @Test
    void prefixes_separator_and_suffixes_can_be_configured() {
        MigrationName.Reader reader = new MigrationName.Reader(new FlywaySettings(
                Map.of(
                        "sqlMigrationPrefix", "",
                        "repeatableSqlMigrationPrefix", "REP",
                        "sqlMigrationSeparator", "-",
                        "sqlMigrationSuffixes", ".sql,.pkb"),
                "flyway.conf"));
        assertEquals("1.5", String.valueOf(reader.sql("1_5-x.pkb").orElseThrow().version()));
        assertEquals(
                MigrationName.Kind.REPEATABLE,
                reader.sql("REP-view.sql").orElseThrow().kind());
        assertTrue(reader.sql("1-x.txt").isEmpty());
    }

    @Test
    void versions_are_compared_number_by_number() {
        List<String> sorted = List.of("0", "0.1", "1", "1.2", "1.10", "1.10.1", "2", "10", "20260101120000");
        for (int i = 1; i < sorted.size(); i++) {
            MigrationVersion lower = MigrationVersion.parse(sorted.get(i - 1)).orElseThrow();
            MigrationVersion higher = MigrationVersion.parse(sorted.get(i)).orElseThrow();
            assertTrue(lower.compareTo(higher) < 0, lower + " < " + higher);
        }
        assertEquals(MigrationVersion.parse("1"), MigrationVersion.parse("1.0.0"));
        assertEquals(MigrationVersion.parse("1.2"), MigrationVersion.parse("01_02"));
    }
}
