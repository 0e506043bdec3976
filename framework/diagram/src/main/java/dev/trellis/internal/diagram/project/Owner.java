package dev.trellis.internal.diagram.project;

import dev.trellis.branch.Branch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A branch as the owner of tables, with its appearance.
 *
 * @param label the label of the branch
 * @param isProtected whether the branch is a base schema, which is drawn in grey
 * @param index the position of the owner in the project, which is part of the names of CSS classes
 * @param look the colours and the pattern
 */
public record Owner(String label, boolean isProtected, int index, OwnerLook look) {
    /** The owner of tables that belong to no branch. */
    public static final Owner NONE = new Owner("no branch", false, 0, OwnerLook.NONE);

    /** Returns the owners for the branches of a project, in load order. */
    public static List<Owner> of(Collection<Branch> branches) {
        List<Owner> owners = new ArrayList<>();
        int bases = 0;
        int customs = 0;
        for (Branch branch : branches) {
            OwnerLook look = branch.isProtected() ? OwnerLook.ofBase(bases++) : OwnerLook.ofCustom(customs++);
            owners.add(new Owner(branch.label(), branch.isProtected(), owners.size() + 1, look));
        }
        return owners;
    }

    /** Returns the CSS class of what belongs to the owner. */
    public String cssClass() {
        return "owner-" + index;
    }
}
