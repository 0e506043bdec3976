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
 * A party that ships more revisions changes nothing in the order in which those that were there run on a fresh database,
 * whatever the new ones are called, whichever branch they are of, and whatever they stand on.
 */
class LoadOrderTest {
    private static final List<Branch> BRANCHES =
            List.of(branch("retail", true), branch("aaa", false), branch("loyalty", false), branch("zzz", false));

    private static Branch branch(String label, boolean isProtected) {
        return new Branch(
                label,
                null,
                isProtected,
                false,
                ScriptLocation.folder(Path.of(label)),
                null,
                "the configuration",
                null);
    }

    @Property(tries = 60)
    void more_scripts_leave_the_order_of_the_old_ones(@ForAll long seed) throws IOException {
        Path root = Files.createTempDirectory("trellis-order-");
        try {
            Random random = new Random(seed);
            // The branches that come with more revisions: the base alone, one more plugin, or all.
            int old = 2 + random.nextInt(3);
            List<String> known = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                write(root, random.nextInt(old), random, known);
            }
            Branches before = read(root, old);
            for (int i = 0; i < 25; i++) {
                boolean base = random.nextBoolean();
                write(root, base ? 0 : random.nextInt(BRANCHES.size()), random, known);
            }
            Branches after = read(root, BRANCHES.size());

            List<String> first =
                    ids(before.graph().upgrade(Heads.none(), "heads").revisions());
            List<String> then = new ArrayList<>(
                    ids(after.graph().upgrade(Heads.none(), "heads").revisions()));
            then.retainAll(new HashSet<>(first));
            assertEquals(25, first.size());
            assertEquals(first, then);
            for (String each : first) {
                assertEquals(
                        ids(before.graph().upgrade(Heads.none(), each).revisions()),
                        ids(after.graph().upgrade(Heads.none(), each).revisions()));
            }
        } finally {
            delete(root);
        }
    }

    /** A revision of the branch: on none, one or two of its own, and depending on up to two of anybody's. */
    private static void write(Path root, int branch, Random random, List<String> known) throws IOException {
        String label = BRANCHES.get(branch).label();
        String id = String.format(Locale.ROOT, "%012x", random.nextLong() & 0xffffffffffffL);
        List<String> own = known.stream()
                .filter(each -> each.startsWith(label + " "))
                .map(each -> each.substring(label.length() + 1))
                .toList();
        List<String> on = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0 && !own.isEmpty(); i--) {
            on.add(own.get(random.nextInt(own.size())));
        }
        List<String> needs = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0 && !known.isEmpty(); i--) {
            needs.add(known.get(random.nextInt(known.size())).replaceFirst(".* ", ""));
        }
        Path folder = Files.createDirectories(root.resolve(label));
        Files.writeString(
                folder.resolve(id + ".yaml"),
                "revision: '" + id + "'\ndown_revision: " + quoted(on) + "\ndepends_on: " + quoted(needs)
                        + (own.isEmpty() ? "\nbranch_labels: [" + label + "]" : "") + "\nupgrade: []\n");
        known.add(label + " " + id);
    }

    private static List<String> quoted(List<String> ids) {
        return ids.stream().distinct().map(id -> "'" + id + "'").toList();
    }

    private static Branches read(Path root, int branches) {
        return Branches.read(
                BRANCHES.subList(0, branches).stream()
                        .map(each -> new Branch(
                                each.label(),
                                null,
                                each.isProtected(),
                                false,
                                ScriptLocation.folder(root.resolve(each.label())),
                                null,
                                each.origin(),
                                null))
                        .toList(),
                new ScriptFolder(List.of(new YamlFormat())),
                Map.of());
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
