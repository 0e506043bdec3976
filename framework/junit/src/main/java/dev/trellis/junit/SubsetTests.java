package dev.trellis.junit;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.schema.Schema;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

/** Generates the tests of sets of branches. */
final class SubsetTests {
    /** The number of branches up to which every set is tried. */
    private static final int ALL_SETS = 5;

    private final TrellisProject project;
    private final InstalledBranches branches;
    private @Nullable Schema complete;

    SubsetTests(TrellisProject project) throws SQLException {
        this.project = project;
        this.branches = InstalledBranches.of(project);
    }

    Stream<DynamicTest> generate() {
        return sets().stream()
                .sorted(Comparator.<Set<String>>comparingInt(Set::size).thenComparing(Object::toString))
                .map(labels -> DynamicTest.dynamicTest(String.join(" + ", labels), () -> assertIndependent(labels)));
    }

    /** Returns the sets of branches that contain all dependencies of their branches, without the set of all branches. */
    private Set<Set<String>> sets() {
        List<String> labels = branches.labels();
        List<Set<String>> candidates = new ArrayList<>();
        if (labels.size() <= ALL_SETS) {
            for (int bits = 1; bits < 1 << labels.size(); bits++) {
                Set<String> candidate = new TreeSet<>();
                for (int i = 0; i < labels.size(); i++) {
                    if ((bits >> i & 1) == 1) {
                        candidate.add(labels.get(i));
                    }
                }
                candidates.add(candidate);
            }
        } else {
            for (String label : labels) {
                candidates.add(branches.withDependencies(Set.of(label)));
                Set<String> others = new TreeSet<>(labels);
                others.removeIf(
                        other -> branches.withDependencies(Set.of(other)).contains(label));
                candidates.add(others);
            }
        }
        Set<Set<String>> sets = new LinkedHashSet<>();
        for (Set<String> candidate : candidates) {
            if (!candidate.isEmpty()
                    && candidate.size() < labels.size()
                    && candidate.containsAll(branches.withDependencies(candidate))) {
                sets.add(new TreeSet<>(candidate));
            }
        }
        return sets;
    }

    private void assertIndependent(Set<String> labels) throws SQLException {
        Schema all = complete();
        try (MigratedDatabase database = project.empty()) {
            try (Trellis some = project.open(database, labels)) {
                some.upgrade("heads", UpgradeOptions.NONE);
                Schema subset = some.inspect();
                SchemaText.assertEqual(all.only(subset.tables()::containsKey), subset);
            }
            try (Trellis trellis = project.open(database)) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
                SchemaText.assertEqual(all, trellis.inspect());
            }
        }
    }

    private Schema complete() throws SQLException {
        if (complete == null) {
            complete = branches.schemaOf(branches.labels());
        }
        return complete;
    }
}
