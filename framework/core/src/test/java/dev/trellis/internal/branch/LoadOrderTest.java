package dev.trellis.internal.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.branch.Branch;
import dev.trellis.branch.Branch.ScriptLocation;
import dev.trellis.internal.script.ScriptFolder;
import dev.trellis.internal.script.YamlFormat;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Revision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Additional revisions do not change the order in which the existing ones run on a fresh database, whatever their
 * identifiers, branches and dependencies are.
 */
class LoadOrderTest {
    private static final List<Branch> BRANCHES =
            List.of(branch("retail", true), branch("aaa", false), branch("loyalty", false), branch("zzz", false));

    private static Branch branch(String label, boolean isProtected) {
        return Branch.builder(label, "the configuration")
                .isProtected(isProtected)
                .scripts(ScriptLocation.folder(Path.of(label)))
                .build();
    }

    @Property(tries = 60)
    void additional_revisions_keep_the_order_of_existing_ones(@ForAll long seed) throws IOException {
        Path root = Files.createTempDirectory("trellis-order-");
        try {
            Random random = new Random(seed);
            // The number of branches before the additional revisions; the others are added with them.
            int oldBranches = 2 + random.nextInt(3);
            List<String> known = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                write(root, random.nextInt(oldBranches), random, known);
            }
            Branches before = read(root, oldBranches);
            for (int i = 0; i < 25; i++) {
                boolean isBase = random.nextBoolean();
                write(root, isBase ? 0 : random.nextInt(BRANCHES.size()), random, known);
            }
            Branches after = read(root, BRANCHES.size());

            List<String> expected =
                    ids(before.graph().upgrade(Heads.none(), "heads").revisions());
            List<String> actual = new ArrayList<>(
                    ids(after.graph().upgrade(Heads.none(), "heads").revisions()));
            actual.retainAll(new HashSet<>(expected));
            assertEquals(25, expected.size());
            assertEquals(expected, actual);
            for (String id : expected) {
                assertEquals(
                        ids(before.graph().upgrade(Heads.none(), id).revisions()),
                        ids(after.graph().upgrade(Heads.none(), id).revisions()));
            }
        } finally {
            delete(root);
        }
    }

    /** Writes a revision with up to two parents in its branch and up to two dependencies in any branch. */
    private static void write(Path root, int branch, Random random, List<String> known) throws IOException {
        String label = BRANCHES.get(branch).label();
        String id = String.format(Locale.ROOT, "%012x", random.nextLong() & 0xffffffffffffL);
        List<String> inBranch = known.stream()
                .filter(each -> each.startsWith(label + " "))
                .map(each -> each.substring(label.length() + 1))
                .toList();
        List<String> parents = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0 && !inBranch.isEmpty(); i--) {
            parents.add(inBranch.get(random.nextInt(inBranch.size())));
        }
        List<String> dependencies = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0 && !known.isEmpty(); i--) {
            dependencies.add(known.get(random.nextInt(known.size())).replaceFirst(".* ", ""));
        }
        Path folder = Files.createDirectories(root.resolve(label));
        Files.writeString(
                folder.resolve(id + ".yaml"),
                "revision: '" + id + "'\ndown_revision: " + quoted(parents) + "\ndepends_on: " + quoted(dependencies)
                        + (inBranch.isEmpty() ? "\nbranch_labels: [" + label + "]" : "") + "\nupgrade: []\n");
        known.add(label + " " + id);
    }

    private static List<String> quoted(List<String> ids) {
        return ids.stream().distinct().map(id -> "'" + id + "'").toList();
    }

    private static Branches read(Path root, int branches) {
        return Branches.read(
                BRANCHES.subList(0, branches).stream()
                        .map(branch -> branch.toBuilder()
                                .scripts(ScriptLocation.folder(root.resolve(branch.label())))
                                .build())
                        .toList(),
                new ScriptFolder(List.of(new YamlFormat())),
                Map.of(),
                script -> {},
                false);
    }

    private static List<String> ids(List<Revision> revisions) {
        return revisions.stream().map(Revision::id).toList();
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
