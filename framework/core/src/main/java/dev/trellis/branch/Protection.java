package dev.trellis.branch;

import dev.trellis.error.Problem;
import dev.trellis.error.Problems;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.Execute;
import dev.trellis.operation.Operation;
import dev.trellis.operation.Run;
import dev.trellis.schema.TableName;
import dev.trellis.script.Body;
import dev.trellis.script.Instruction;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The protection of a base schema against the scripts of other branches (DESIGN section 6, rule 4), as far as it can be
 * told from what is written; what raw SQL and Java do is looked at when they run.
 */
public final class Protection {
    private final boolean any;
    private final Supplier<Ownership> ownership;
    private @Nullable Ownership known;

    /**
     * @param any whether there is a protected branch at all; without one there is nothing to check and nothing to read
     * @param ownership asked for when the first operation on a table is looked at
     */
    public Protection(boolean any, Supplier<Ownership> ownership) {
        this.any = any;
        this.ownership = ownership;
    }

    /** Whether there is anything to protect from a branch's revision. */
    public boolean guards(@Nullable Branch branch) {
        return any && (branch == null || !branch.isProtected());
    }

    public Ownership ownership() {
        if (known == null) {
            known = ownership.get();
        }
        return known;
    }

    /**
     * Finds the operations of a script that would change a protected table.
     *
     * @param problems takes one problem for each, with its place
     */
    public void check(Branch branch, Body body, Problems problems) {
        if (guards(branch)) {
            check(branch, body.upgrade(), problems);
            List<Instruction> downgrade = body.downgrade();
            check(branch, downgrade == null ? List.of() : downgrade, problems);
        }
    }

    private void check(Branch branch, List<Instruction> instructions, Problems problems) {
        for (Instruction instruction : instructions) {
            for (TableName table : instruction.operation().tables()) {
                Branch protector = ownership().protector(table);
                if (protector != null) {
                    Problem problem = BranchException.protectedTable(
                                    table,
                                    protector.label(),
                                    branch.label(),
                                    instruction.operation().describe())
                            .problem();
                    problems.add(problem.at(instruction.at()));
                }
            }
        }
    }

    /** Whether only running the instructions will tell what they change. */
    public static boolean isOpaque(List<Instruction> instructions) {
        return instructions.stream().anyMatch(instruction -> isOpaque(instruction.operation()));
    }

    private static boolean isOpaque(Operation operation) {
        return operation instanceof Execute
                || operation instanceof Run
                || (operation instanceof Autocommit autocommit
                        && autocommit.operations().stream().anyMatch(Protection::isOpaque));
    }
}
