package dev.trellis.bench;

import dev.trellis.error.Problems;
import dev.trellis.internal.script.ScriptFolder;
import dev.trellis.internal.script.YamlFormat;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Measures building the graph of revisions and planning an upgrade at several sizes, and compares the times with the time to
 * read the headers of as many scripts.
 */
public final class GraphGrowth {
    private static final int BRANCHES = 50;
    private static final int ROUNDS = 7;

    private GraphGrowth() {}

    /** Prints a table for 1,000 to 100,000 revisions in 50 branches with random merges and dependencies. */
    public static void main(String... args) throws IOException {
        System.out.println(
                "| revisions | read headers ms | build graph ms | plan upgrade heads ms | graph and plan / headers |");
        System.out.println("|---|---|---|---|---|");
        for (int size : new int[] {1_000, 3_000, 10_000, 30_000, 100_000}) {
            print(size);
        }
    }

    private static void print(int size) throws IOException {
        List<Revision> revisions = revisions(size);
        Path folder = Files.createTempDirectory("trellis-growth");
        for (Revision revision : revisions) {
            Files.write(folder.resolve(revision.id() + ".yaml"), script(revision));
        }
        ScriptFolder scripts = new ScriptFolder(List.of(new YamlFormat()));
        double headers = Double.MAX_VALUE;
        double build = Double.MAX_VALUE;
        double plan = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            int headersRead = scripts.read(folder, List.of(), new Problems()).size();
            long read = System.nanoTime();
            RevisionGraph graph = RevisionGraph.of(revisions);
            long built = System.nanoTime();
            int steps = graph.upgrade(Heads.none(), "heads").steps().size();
            long planned = System.nanoTime();
            if (steps != size || headersRead != size) {
                throw new IllegalStateException(
                        steps + " steps and " + headersRead + " scripts for " + size + " revisions");
            }
            headers = Math.min(headers, (read - start) / 1e6);
            build = Math.min(build, (built - read) / 1e6);
            plan = Math.min(plan, (planned - built) / 1e6);
        }
        System.out.printf(
                Locale.ROOT,
                "| %,d | %.1f | %.1f | %.1f | %.2f |%n",
                size,
                headers,
                build,
                plan,
                (build + plan) / headers);
    }

    /** Returns random revisions; each call with the same size returns the same revisions. */
    private static List<Revision> revisions(int size) {
        Random random = new Random(size);
        List<List<String>> lines = new ArrayList<>();
        List<Revision> revisions = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int branch = i % BRANCHES;
            if (i < BRANCHES) {
                lines.add(new ArrayList<>());
            }
            List<String> line = lines.get(branch);
            String id = String.format(Locale.ROOT, "a%011x", i);
            Set<String> down = new LinkedHashSet<>();
            if (!line.isEmpty()) {
                down.add(line.get(line.size() - 1));
            }
            if (line.size() > 2 && random.nextInt(20) == 0) {
                down.add(line.get(line.size() - 2 - random.nextInt(Math.min(5, line.size() - 2))));
            }
            List<String> other = lines.get(random.nextInt(lines.size()));
            List<String> dependsOn = other != line && !other.isEmpty() && random.nextInt(10) == 0
                    ? List.of(other.get(random.nextInt(other.size())))
                    : List.of();
            Set<String> labels = line.isEmpty() ? Set.of("b" + branch) : Set.of();
            revisions.add(new Revision(id, List.copyOf(down), labels, dependsOn));
            line.add(id);
        }
        return revisions;
    }

    private static byte[] script(Revision revision) {
        String text = "revision: " + revision.id() + "\ndown_revision: " + revision.downRevisions() + "\ndepends_on: "
                + revision.dependsOn() + "\nmessage: one of many\ncreated: 2026-01-01T00:00:00Z\n\nupgrade:\n"
                + "  - create_table: {name: t, columns: {id: integer}, primary_key: [id]}\ndowngrade:\n"
                + "  - drop_table: t\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
