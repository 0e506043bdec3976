package dev.trellis.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.report.BranchReport;
import dev.trellis.report.DiffReport;
import dev.trellis.report.RevisionReport;
import dev.trellis.report.VerifyReport;
import dev.trellis.report.VerifyReport.Defect;
import dev.trellis.schema.Schema;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;

/** Generates the tests of branches, revisions and models. */
final class MigrationTests {
    private final TrellisProject project;
    private final InstalledBranches branches;
    private @Nullable VerifyReport verified;

    MigrationTests(TrellisProject project) throws SQLException {
        this.project = project;
        this.branches = InstalledBranches.of(project);
    }

    Stream<DynamicTest> oneHeadPerBranch() {
        return branches.all().stream()
                .filter(branch -> branch.revisions() > 0)
                .map(branch -> DynamicTest.dynamicTest(
                        branch.label(),
                        () -> assertEquals(
                                1,
                                branch.heads().size(),
                                () -> "branch '" + branch.label()
                                        + "' has several heads: " + String.join(", ", branch.heads())
                                        + "; merge them with: trellis merge heads")));
    }

    Stream<DynamicTest> upDownUp() {
        List<RevisionReport> revisions = new ArrayList<>(branches.revisions());
        Collections.reverse(revisions);
        return revisions.stream()
                .map(revision -> DynamicTest.dynamicTest(
                        revision.revision() + " (" + revision.branch() + ") " + revision.message(),
                        () -> assertReversible(revision.revision())));
    }

    private void assertReversible(String revision) throws SQLException {
        VerifyReport report = verified();
        List<VerifyReport.Finding> findings = report.findings().stream()
                .filter(finding -> revision.equals(finding.revision()))
                .toList();
        if (findings.stream().anyMatch(finding -> finding.name() == Defect.NO_DOWNGRADE)) {
            throw new TestAbortedException("revision " + revision + " has no downgrade");
        }
        assertEquals("", text(findings), "revision " + revision);
        if (!report.revisions().contains(revision)) {
            fail("revision " + revision + " was not run, because an earlier one fails:\n" + text(report.findings()));
        }
    }

    /** Runs all revisions once, when the first test needs the report, and returns the report. */
    private VerifyReport verified() throws SQLException {
        if (verified == null) {
            try (MigratedDatabase database = project.empty();
                    Trellis trellis = project.open(database)) {
                verified = trellis.verify();
            }
        }
        return verified;
    }

    private static String text(List<VerifyReport.Finding> findings) {
        StringBuilder text = new StringBuilder();
        for (VerifyReport.Finding finding : findings) {
            text.append(finding.name())
                    .append(": ")
                    .append(finding.revision() == null ? "" : finding.revision() + ": ")
                    .append(finding.message())
                    .append('\n');
            finding.differences()
                    .forEach(difference -> text.append("  ").append(difference).append('\n'));
        }
        return text.toString();
    }

    Stream<DynamicTest> modelsMatch() {
        return branches.all().stream()
                .filter(branch -> !branch.tables().isEmpty())
                .map(branch -> DynamicTest.dynamicTest(branch.label(), () -> {
                    try (MigratedDatabase database = project.migrated();
                            Trellis trellis = project.open(database)) {
                        for (DiffReport report : trellis.check(branch.label())) {
                            assertEquals(
                                    List.of(),
                                    report.operations(),
                                    () -> "the model of branch '" + branch.label()
                                            + "' differs from its scripts; write a revision with: trellis revision"
                                            + " --autogenerate --head " + branch.label() + "@head");
                        }
                    }
                }));
    }

    Stream<DynamicTest> baseUntouched() {
        return branches.all().stream()
                .filter(BranchReport::isProtected)
                .map(base -> DynamicTest.dynamicTest(base.label(), () -> assertUntouched(base.label())));
    }

    private void assertUntouched(String base) throws SQLException {
        Set<String> alone = branches.withDependencies(Set.of(base));
        Schema untouched = branches.schemaOf(alone);
        try (MigratedDatabase database = project.empty();
                Trellis trellis = project.open(database)) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
            SchemaText.assertEqual(untouched, trellis.inspect().only(untouched.tables()::containsKey));
            for (BranchReport branch : branches.all()) {
                if (!alone.contains(branch.label()) && branch.revisions() > 0) {
                    trellis.downgrade(branch.label() + "@base", others -> true);
                }
            }
            SchemaText.assertEqual(untouched, trellis.inspect());
        }
    }
}
