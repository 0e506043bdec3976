package dev.trellis.adopt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.internal.command.InspectionDiff;
import dev.trellis.report.HistoryEntry.Outcome;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.testbed.TestDatabase;
import java.util.List;

/** The checks of an adopted database. */
final class AlembicChecks {
    private AlembicChecks() {}

    /**
     * Checks that the adoption is complete, that the converted scripts create the same catalogue and the same rows, that the
     * database matches its models, that the next revision runs, and that the scripts can be downgraded.
     *
     * @param converted an empty database
     */
    static void adopted(AlembicProject project, AdoptionReport report, TestDatabase original, TestDatabase converted) {
        assertEquals(List.of(), report.gaps());
        assertEquals(List.of(), report.differences());
        assertFalse(report.isFinding(), String.valueOf(report.reason()));
        assertEquals(7, report.recorded().size());
        Schema expected;
        try (Trellis trellis = project.both(original)) {
            trellis.checkHeads();
            trellis.check(null).forEach(difference -> assertFalse(difference.isFinding(false), difference.toString()));
            assertTrue(trellis.attempts().stream().allMatch(entry -> entry.outcome() == Outcome.ADOPTED));
            expected = trellis.inspect().only(table -> !table.name().equals("alembic_version"));
        }
        assertEquals(List.of("b2c000000002"), original.query("select version_num from alembic_version"));
        assertEquals(List.of("b2c000000002"), original.query("select version_num from trellis_version"));
        String rows = "select id, name, email, balance, note, active from customer order by id";
        try (Trellis trellis = project.both(converted)) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
            assertEquals(List.of(), InspectionDiff.between(expected, trellis.inspect()));
            assertEquals(original.query(rows), converted.query(rows));
            trellis.downgrade("base", none -> true);
            assertEquals(List.of(), List.copyOf(trellis.inspect().tables().keySet()));
        }
        project.write("trellis/orders/next.yaml", """
                revision: e00000000001
                down_revision: b2c000000002
                upgrade: [{add_column: {table: orders, name: seen, type: boolean}}]
                downgrade: [{drop_column: {table: orders, name: seen}}]
                """);
        try (Trellis trellis = project.both(original)) {
            assertEquals(
                    1, trellis.upgrade("heads", UpgradeOptions.NONE).steps().size());
        }
    }

    /**
     * Checks that the recorded operations of a project with one branch create the same catalogue as Alembic, and can be
     * downgraded.
     *
     * @param original a database that Alembic has migrated
     * @param converted an empty database
     */
    static void sameCatalogue(AlembicProject project, TestDatabase original, TestDatabase converted) {
        AdoptionReport report = project.adopt(original, project.request().withLabels("shop"));
        assertEquals(List.of(), report.gaps());
        assertEquals(List.of(), report.differences());
        assertFalse(report.isFinding(), String.valueOf(report.reason()));
        Schema expected;
        try (Trellis trellis = project.trellis(original)) {
            trellis.check(null).forEach(difference -> assertFalse(difference.isFinding(false), difference.toString()));
            expected = trellis.inspect().only(table -> !table.name().equals("alembic_version"));
        }
        try (Trellis trellis = project.trellis(converted)) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
            // SQLite allows constraints without a name, and the primary keys of MariaDB and MySQL have none.
            assertEquals(
                    List.of(),
                    InspectionDiff.between(
                            expected.withEach(Naming.DEFAULT::named),
                            trellis.inspect().withEach(Naming.DEFAULT::named)));
            trellis.downgrade("base", none -> true);
            assertEquals(List.of(), List.copyOf(trellis.inspect().tables().keySet()));
        }
    }
}
