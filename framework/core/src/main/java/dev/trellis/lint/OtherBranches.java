package dev.trellis.lint;

import dev.trellis.branch.Branch;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.TableName;
import java.util.Optional;

/** Answers a rule's questions about the tables and definitions of other branches, for the inspected revision. */
public interface OtherBranches {

    /**
     * Returns the protected table that a name refers to and that the revision must not change.
     *
     * @param table the name as the script writes it, with or without its schema
     * @return empty if the table is not protected, or if the revision's own branch is protected
     */
    Optional<OwnedTable> protectedTable(TableName table);

    /**
     * Returns the protected branch that a view, function or other definition belongs to and whose definition the revision
     * must not change.
     *
     * @return empty if the definition is not protected, or if the revision's own branch is protected
     */
    default Optional<Branch> protectorOf(DefinitionName definition) {
        return Optional.empty();
    }

    /**
     * Returns the revision that creates the table or key to which a foreign key refers, if the inspected revision does not
     * depend on it.
     *
     * @return the identifier to add to {@code depends_on}; empty if no dependency is missing
     */
    Optional<String> missingDependency(ForeignKey key);

    /**
     * A table and the branch that owns it.
     *
     * @param table the name as the owner's script or model writes it
     */
    record OwnedTable(TableName table, Branch owner) {}
}
