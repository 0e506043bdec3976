package dev.trellis.internal.diagram.project;

import dev.trellis.branch.Branch;
import dev.trellis.dialect.Dialect;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.TableName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables and revisions of a project, computed from its scripts. */
public final class Project {
    private static final String DEFAULT_DIALECT = "postgresql";

    private final Workspace workspace;
    private final Branches branches;
    private final Dialect dialect;
    private final Map<String, Owner> owners = new HashMap<>();
    private final List<Owner> ownersInOrder;

    /** Reads the headers of all scripts. The scripts are read for the configured database, or for PostgreSQL. */
    public Project(Workspace workspace) {
        this.workspace = workspace;
        this.branches = workspace.branches();
        this.dialect = workspace.hasDatabase()
                ? workspace.dialect()
                : workspace.allDialects().stream()
                        .filter(each -> each.name().equals(DEFAULT_DIALECT))
                        .findFirst()
                        .orElseThrow();
        this.ownersInOrder = Owner.of(branches.all());
        ownersInOrder.forEach(owner -> owners.put(owner.label(), owner));
    }

    /** Returns the owners of the project, in load order. */
    public List<Owner> owners() {
        return ownersInOrder;
    }

    /** Returns the branches of the project. */
    public Branches branches() {
        return branches;
    }

    /** Returns the graph of the revisions. */
    public RevisionGraph graph() {
        return branches.graph();
    }

    /** Returns the kind of database for which the scripts are read. */
    public Dialect dialect() {
        return dialect;
    }

    /**
     * Returns the schema at a revision.
     *
     * @param target as on the command line: {@code heads}, {@code shop@head}, an identifier
     */
    public State at(String target) {
        RevisionGraph graph = graph();
        Heads heads = graph.upgrade(Heads.none(), target).end();
        List<Revision> applied = heads.isEmpty() ? List.of() : graph.applied(heads);
        OriginReplay replay = OriginReplay.of(applied, branches, workspace.parsing(dialect));
        Map<TableName, Owner> ofTables = new HashMap<>();
        replay.tables()
                .forEach((name, origin) ->
                        ofTables.put(name, owner(origin.table().created())));
        Map<DefinitionName, Owner> ofDefinitions = new HashMap<>();
        replay.definitions().forEach((name, origin) -> ofDefinitions.put(name, owner(origin.created())));
        return new State(
                new OwnedSchema(replay.schema(), ownersInOrder, ofTables, ofDefinitions),
                replay.tables(),
                replay.definitions(),
                replay.notes());
    }

    /**
     * The schema at a revision with its history.
     *
     * @param origins the history of each table
     * @param definitionOrigins the history of each definition
     * @param notes the operations that could not be replayed
     */
    public record State(
            OwnedSchema schema,
            Map<TableName, TableOrigin> origins,
            Map<DefinitionName, Origin> definitionOrigins,
            List<String> notes) {}

    /** Returns the owner of a revision. */
    public Owner owner(String revision) {
        Branch branch = branches.of(revision);
        return branch == null ? Owner.NONE : owners.getOrDefault(branch.label(), Owner.NONE);
    }

    /**
     * Returns all revisions in the order of execution.
     *
     * @param applied the identifiers of the applied revisions; null if the database was not read
     */
    public List<RevisionNode> revisions(@Nullable Set<String> applied) {
        RevisionGraph graph = graph();
        Set<String> heads = new HashSet<>();
        graph.heads().forEach(head -> heads.add(head.id()));
        return graph.order().stream()
                .map(revision -> node(revision, heads, applied))
                .toList();
    }

    private RevisionNode node(Revision revision, Set<String> heads, @Nullable Set<String> applied) {
        MigrationScript script = branches.script(revision.id());
        RevisionNode.State state = RevisionNode.State.UNKNOWN;
        if (applied != null) {
            state = applied.contains(revision.id()) ? RevisionNode.State.APPLIED : RevisionNode.State.PENDING;
        }
        return new RevisionNode(
                revision.id(),
                owner(revision.id()),
                script == null ? "" : script.header().message(),
                revision.downRevisions(),
                revision.dependsOn().stream().map(this::identifier).toList(),
                heads.contains(revision.id()),
                state);
    }

    /** Returns the identifier of a dependency, which may be written as a label. */
    private String identifier(String dependency) {
        return graph().find(dependency)
                .or(() -> graph().branch(dependency))
                .map(Revision::id)
                .orElse(dependency);
    }
}
