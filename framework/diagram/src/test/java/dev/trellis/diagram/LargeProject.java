package dev.trellis.diagram;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/** Projects with many tables and revisions in three branches. */
final class LargeProject {
    private static final int BRANCHES = 3;

    private LargeProject() {}

    /**
     * Writes a project.
     *
     * @param tables the number of tables, divisible by three
     * @param revisions the number of revisions, divisible by three
     */
    static TestProject in(Path folder, int tables, int revisions) throws IOException {
        TestProject project = TestProject.in(
                folder, "b0: {directory: b0, protected: true}\nb1: {directory: b1}\nb2: {directory: b2}");
        Random random = new Random(1);
        int ofBranch = tables / BRANCHES;
        for (int branch = 0; branch < BRANCHES; branch++) {
            int table = 0;
            String parent = "null";
            for (int i = 0; i < revisions / BRANCHES; i++) {
                StringBuilder text = new StringBuilder("down_revision: " + parent + "\n");
                if (i == 0) {
                    text.append("branch_labels: [b").append(branch).append("]\n");
                    text.append(
                            branch == 0
                                    ? ""
                                    : "depends_on: [b0@head]\n".replace("b0@head", id(0, revisions / BRANCHES - 1)));
                }
                text.append("message: step ")
                        .append(i)
                        .append(" of branch ")
                        .append(branch)
                        .append("\nupgrade:\n");
                int until = Math.max(1, (int) ((long) ofBranch * (i + 1) / (revisions / BRANCHES)));
                if (until == table) {
                    text.append("  - add_column: {table: b")
                            .append(branch)
                            .append("_t")
                            .append(random.nextInt(Math.max(1, table)))
                            .append(", name: c")
                            .append(i)
                            .append(", type: integer}\n");
                }
                for (; table < until; table++) {
                    text.append("  - create_table: {name: b")
                            .append(branch)
                            .append("_t")
                            .append(table)
                            .append(
                                    ", columns: {id: {type: integer, nullable: false}, name: string(40), created: timestamptz, parent: integer, other: integer}, primary_key: [id], foreign_keys: [")
                            .append(reference("parent", branch, Math.min(table, random.nextInt(table / 4 + 1))));
                    if (branch > 0) {
                        text.append(", ").append(reference("other", 0, random.nextInt(ofBranch / 10 + 1)));
                    }
                    text.append("]}\n");
                }
                text.append("downgrade: []\n");
                parent = id(branch, i);
                project.script("b" + branch, parent, text.toString());
            }
        }
        return project;
    }

    private static String id(int branch, int i) {
        return String.format("%c%011x", 'a' + branch, i);
    }

    private static String reference(String column, int branch, int table) {
        return "{columns: [" + column + "], references: b" + branch + "_t" + table + "(id)}";
    }
}
