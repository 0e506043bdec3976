package dev.trellis.internal.protection;

import dev.trellis.branch.Branch;
import dev.trellis.dialect.CatalogSnapshot;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Pasteable;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.SetAsideNames;
import dev.trellis.operation.RunJava;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.TableName;
import dev.trellis.script.LocatedOperation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A violation of the rules of ownership and protection. */
public final class ProtectionException extends TrellisException {
    private static final long serialVersionUID = 1L;

    /** The number of changed parts of a table that a message names. */
    private static final int SHOWN_PARTS = 3;

    ProtectionException(Problem problem) {
        super(problem);
    }

    /** {@code two_owners}: two branches own the same table. */
    static Problem twoOwners(TableName table, Branch first, Branch second) {
        String places =
                first.origin().equals(second.origin()) ? "" : ", in " + first.origin() + " and " + second.origin();
        return Problem.of(
                        ErrorName.TWO_OWNERS,
                        "table '" + table + "' is claimed by two branches: '" + first.label() + "' and '"
                                + second.label() + "'" + places)
                .advice(
                        "A table has one owner. Rename one of the two tables, or let one branch extend the other's table.");
    }

    /** {@code two_owners}: two branches own the same definition. */
    static Problem twoOwners(DefinitionName definition, Branch first, Branch second) {
        String places =
                first.origin().equals(second.origin()) ? "" : ", in " + first.origin() + " and " + second.origin();
        return Problem.of(
                        ErrorName.TWO_OWNERS,
                        definition.kind().words() + " '" + definition + "' is claimed by two branches: '"
                                + first.label() + "' and '" + second.label() + "'" + places)
                .advice("A " + definition.kind().words() + " has one owner. Rename one of the two.");
    }

    /**
     * {@code protected_table}: a revision of another branch changes a definition of a protected branch.
     *
     * @param owner the label of the protected branch
     * @param branch the label of the branch that the revision belongs to
     * @param action what the revision does, as a verb phrase: {@code replace view active_customer}
     */
    static Problem protectedDefinition(
            DefinitionName definition, String owner, String branch, String action, Location location) {
        String kind = definition.kind().words();
        return Problem.of(
                        ErrorName.PROTECTED_TABLE,
                        "branch '" + branch + "' may not " + action + ": " + kind + " '" + definition
                                + "' belongs to the protected branch '" + owner + "'")
                .at(location)
                .advice("Create a " + kind + " of your own with another name.")
                .fact("definition", definition.describe())
                .fact("owner", owner);
    }

    /**
     * {@code dependent_definitions}: a revision changes an object on which definitions of other branches depend.
     *
     * @param action what the revision does, as a verb phrase: {@code change table 'customer'}
     * @param branch the label of the branch that the revision belongs to
     * @param owners the labels of the owners by the description of their definition: {@code view active_customer}
     */
    public static ProtectionException dependentDefinitions(String action, String branch, Map<String, String> owners) {
        String owner = owners.values().iterator().next();
        return new ProtectionException(Problem.of(
                        ErrorName.DEPENDENT_DEFINITIONS,
                        "branch '" + branch + "' may not " + action
                                + ", because definitions of other branches depend on it: "
                                + owners.entrySet().stream()
                                        .map(each -> each.getKey() + " of branch '" + each.getValue() + "'")
                                        .collect(Collectors.joining(", ")))
                .advice("First drop them in a revision of their branch, and create them again in a later one: trellis"
                        + " revision --head " + Pasteable.word(owner + "@head") + " -m \"...\"")
                .fact("definitions", List.copyOf(owners.keySet())));
    }

    /**
     * {@code protected_table}: a revision of another branch changes a protected table.
     *
     * @param owner the label of the protected branch
     * @param branch the label of the branch that the revision belongs to; empty if it belongs to none
     * @param action what the revision does, as a verb phrase: {@code drop table crm_customer}
     * @param location the place of the operation in the script
     */
    static Problem protectedTable(TableName table, String owner, String branch, String action, Location location) {
        return Problem.of(
                        ErrorName.PROTECTED_TABLE,
                        party(branch) + " may not " + action + ": table '" + table
                                + "' belongs to the protected branch '" + owner + "'")
                .at(location)
                .advice("Put what you need into a table of your own that extends it"
                        + " (a one-to-one foreign key). In the model: extends: "
                        + Pasteable.yaml(table.toString()))
                .fact("table", table.toString())
                .fact("owner", owner);
    }

    /**
     * {@code protected_table}: a revision of another branch changes a type that a protected branch has created.
     *
     * @param owner the label of the protected branch
     * @param branch the label of the branch that the revision belongs to; empty if it belongs to none
     * @param action what the revision does, as a verb phrase: {@code drop enum mood}
     */
    static Problem protectedType(TableName type, String owner, String branch, String action) {
        return Problem.of(
                        ErrorName.PROTECTED_TABLE,
                        party(branch) + " may not " + action + ": type '" + type + "' belongs to the protected branch '"
                                + owner + "'")
                .advice("Create a type of your own with another name, or use the type as it is: type: "
                        + "{postgresql: " + Pasteable.yaml(type.toString()) + "}")
                .fact("type", type.toString())
                .fact("owner", owner);
    }

    /**
     * {@code protected_table}: a revision of another branch drops a schema that a protected branch has created or that
     * contains its tables.
     *
     * @param owner the label of the protected branch
     * @param branch the label of the branch that the revision belongs to; empty if it belongs to none
     * @param action what the revision does, as a verb phrase: {@code drop schema crm}
     * @param location the place of the operation in the script
     */
    static Problem protectedSchema(String schema, String owner, String branch, String action, Location location) {
        return Problem.of(
                        ErrorName.PROTECTED_TABLE,
                        party(branch) + " may not " + action + ": schema '" + schema
                                + "' belongs to the protected branch '" + owner + "'")
                .at(location)
                .advice("Remove the operation. Drop only schemas that your own branch has created.")
                .fact("schema", schema)
                .fact("owner", owner);
    }

    /**
     * {@code protected_table}: a revision was interrupted, and a protected table differs from its state before the
     * revision.
     *
     * @param owner the label of the protected branch
     * @param parts the parts of the table that differ
     */
    static ProtectionException notRestored(
            ProtectedSchemaMonitor.Interruption interruption, TableName table, String owner, Set<String> parts) {
        boolean recreated = parts.contains(CatalogSnapshot.IDENTITY);
        return new ProtectionException(Problem.of(
                        ErrorName.PROTECTED_TABLE,
                        "the " + interruption.description() + ", was interrupted, and table '" + table
                                + "' of the protected branch '" + owner
                                + "' differs from its state before the revision began ("
                                + listed(parts) + ")")
                .advice(
                        recreated
                                ? "The table was altered or recreated: restore its rows and its structure. Then, if the"
                                        + " interrupted statement has taken effect, run: trellis resume --done"
                                        + "\n  To repeat the statement instead, run: trellis resume --again"
                                : "Restore the table and run the command again.")
                .fact("revision", interruption.revision())
                .fact("table", table.toString())
                .fact("owner", owner));
    }

    /**
     * {@code protected_table}: a revision changes one of Trellis's own tables.
     *
     * @param branch the label of the branch that the revision belongs to; empty if it belongs to none
     * @param action what the revision does, as a verb phrase
     */
    static Problem ownTable(TableName table, String branch, String action, Location location) {
        if (SetAsideNames.isSetAside(table)) {
            return Problem.of(
                            ErrorName.PROTECTED_TABLE,
                            party(branch) + " may not " + action + ": tables named '" + SetAsideNames.PREFIX
                                    + "...' contain the data of a removed branch")
                    .at(location)
                    .advice("Remove the operation. To list the removed branches, use: trellis plugins --removed")
                    .fact("table", table.toString())
                    .fact("owner", "trellis");
        }
        return Problem.of(
                        ErrorName.PROTECTED_TABLE,
                        party(branch) + " may not " + action + ": table '" + table
                                + "' is Trellis's own record of what was run")
                .at(location)
                .advice(
                        "Remove the operation. To change the heads without running anything, use: trellis stamp REVISION")
                .fact("table", table.toString())
                .fact("owner", "trellis");
    }

    /**
     * {@code protected_table}: the configuration names a protected table as the version table or the history table.
     *
     * @param owner the label of the protected branch
     */
    static ProtectionException ownTableIsProtected(TableName table, String owner) {
        return new ProtectionException(Problem.of(
                        ErrorName.PROTECTED_TABLE,
                        "the configuration names '" + table
                                + "' as Trellis's own table, but it belongs to the protected" + " branch '" + owner
                                + "'")
                .advice("Choose other names in version_table and history_table.")
                .fact("table", table.toString())
                .fact("owner", owner));
    }

    /**
     * {@code protected_table}: a revision has changed rows of the version table.
     *
     * @param rows a clause that describes the difference between the rows
     */
    public static ProtectionException versionsChanged(
            TableName table, String revision, String rows, Location location) {
        return new ProtectionException(Problem.of(
                        ErrorName.PROTECTED_TABLE,
                        "revision " + revision + " may not change table '" + table
                                + "', Trellis's own record of what was run: " + rows)
                .at(location)
                .advice("The rows are as they were before the revision. Remove the statement that changes them.")
                .fact("revision", revision)
                .fact("table", table.toString())
                .fact("owner", "trellis"));
    }

    /** Returns the subject of a message: the branch, or code such as a seeder, which belongs to no branch. */
    private static String party(String branch) {
        return branch.isEmpty() ? "code that belongs to no branch" : "branch '" + branch + "'";
    }

    /** {@code not_from_java}: a Java step applies an operation that only a script may contain. */
    static Problem notFromJava(LocatedOperation located) {
        return Problem.of(
                        ErrorName.NOT_FROM_JAVA,
                        "a Java step cannot apply '" + located.operation().describe() + "'")
                .at(located.location())
                .advice(
                        located.operation() instanceof RunJava
                                ? "Call the Java code of the other step, or name the other step in the script."
                                : "The Java step is part of the revision's transaction. Put 'autocommit' into a YAML script.");
    }

    /** Returns the names of the first parts of a table as a list with commas, for a message. */
    static String listed(Set<String> parts) {
        return parts.stream().limit(SHOWN_PARTS).collect(Collectors.joining(", "));
    }
}
