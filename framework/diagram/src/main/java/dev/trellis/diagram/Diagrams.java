package dev.trellis.diagram;

import dev.trellis.Extensions;
import dev.trellis.config.Configuration;
import dev.trellis.diagram.Diagram.Part;
import dev.trellis.diagram.option.ColumnDetail;
import dev.trellis.diagram.option.DiagramFormat;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.diagram.format.GraphDot;
import dev.trellis.internal.diagram.format.GraphMermaid;
import dev.trellis.internal.diagram.format.GraphSvg;
import dev.trellis.internal.diagram.format.SchemaDbml;
import dev.trellis.internal.diagram.format.SchemaDot;
import dev.trellis.internal.diagram.format.SchemaDrawing;
import dev.trellis.internal.diagram.format.SchemaMermaid;
import dev.trellis.internal.diagram.format.SchemaParts;
import dev.trellis.internal.diagram.format.SchemaSvg;
import dev.trellis.internal.diagram.format.SvgOptions;
import dev.trellis.internal.diagram.project.DatabaseStatus;
import dev.trellis.internal.diagram.project.OwnedSchema;
import dev.trellis.internal.diagram.project.Owner;
import dev.trellis.internal.diagram.project.Project;
import dev.trellis.internal.diagram.project.RevisionNode;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Draws the tables and the revisions of a project:
 *
 * <pre>{@code
 * Configuration configuration = ConfigurationReader.read(Path.of("trellis.yaml"), null, Map.of(), System::getenv);
 * Diagram diagram = new Diagrams(configuration, Extensions.NONE).tables(TableDiagramRequest.of(DiagramFormat.SVG));
 * Files.writeString(Path.of("tables.svg"), diagram.parts().get(0).text());
 * }</pre>
 */
public final class Diagrams {
    /** Mermaid draws no text with more than 50,000 characters and no diagram with more than 500 lines. */
    private static final int MERMAID_CHARACTERS = 45_000;

    private static final int MERMAID_REVISIONS = 200;

    private static final int SMALLEST_PART = 5;

    private final Configuration configuration;
    private final Extensions extensions;

    /** Creates an object, which reads nothing and connects to nothing. */
    public Diagrams(Configuration configuration, Extensions extensions) {
        this.configuration = configuration;
        this.extensions = extensions;
    }

    /**
     * Draws the tables at a revision. The database is not used. Without a configured database, the scripts are read as for
     * PostgreSQL.
     *
     * @throws TrellisException {@code no_such_revision}, {@code no_such_branch}, and the errors of scripts
     */
    public Diagram tables(TableDiagramRequest request) {
        try (Workspace workspace = new Workspace(configuration, extensions)) {
            Project project = new Project(workspace);
            for (String label : request.branches()) {
                project.branches().require(label);
            }
            Project.State state = project.at(request.at());
            OwnedSchema schema = ofBranches(state.schema(), request.branches());
            return new Diagram(request.format(), parts(request, schema, state.schema()), state.notes());
        }
    }

    private static OwnedSchema ofBranches(OwnedSchema schema, List<String> labels) {
        if (labels.isEmpty()) {
            return schema;
        }
        Set<TableName> names = schema.schema().tables().keySet().stream()
                .filter(name -> labels.contains(schema.of(name).label()))
                .collect(Collectors.toSet());
        return schema.only(names);
    }

    private static List<Part> parts(TableDiagramRequest request, OwnedSchema schema, OwnedSchema all) {
        int count = schema.tables().size();
        ColumnDetail detail = request.detail() == null ? ColumnDetail.forTables(count) : request.detail();
        String title = "Tables at " + request.at();
        Set<TableName> names = schema.schema().tables().keySet();
        boolean isSelection = !request.branches().isEmpty();
        return switch (request.format()) {
            case SVG ->
                List.of(new Part(
                        "", SchemaSvg.of(SchemaDrawing.of(title, all, names, detail, isSelection), SvgOptions.FILE)));
            case DOT -> List.of(new Part("", SchemaDot.of(SchemaDrawing.of(title, all, names, detail, isSelection))));
            case DBML -> List.of(new Part("", SchemaDbml.of(schema)));
            case MERMAID -> mermaid(title, schema, all, detail, isSelection);
        };
    }

    /** Returns the diagram in so many parts that Mermaid can draw each. */
    private static List<Part> mermaid(
            String title, OwnedSchema schema, OwnedSchema all, ColumnDetail detail, boolean isSelection) {
        int most = Math.max(schema.tables().size(), 1);
        while (true) {
            List<SchemaParts.Part> groups = SchemaParts.of(schema, most);
            boolean withOutside = isSelection || groups.size() > 1;
            List<Part> parts = new ArrayList<>();
            for (SchemaParts.Part group : groups) {
                String name = group.name().isEmpty() ? title : title + ": " + group.name();
                parts.add(new Part(
                        group.name(),
                        SchemaMermaid.of(SchemaDrawing.of(name, all, group.tables(), detail, withOutside))));
            }
            if (most <= SMALLEST_PART
                    || parts.stream().allMatch(part -> part.text().length() <= MERMAID_CHARACTERS)) {
                return parts;
            }
            most = most / 2;
        }
    }

    /**
     * Draws the revision graph.
     *
     * @param askDatabase whether to show what is applied to the configured database. A database that cannot be read is
     *     noted in the diagram.
     * @throws TrellisException {@code unknown_format} for {@link DiagramFormat#DBML}, which describes only tables, and the
     *     errors of scripts
     */
    public Diagram revisions(DiagramFormat format, boolean askDatabase) {
        if (format == DiagramFormat.DBML) {
            throw DiagramException.onlyTables(format);
        }
        try (Workspace workspace = new Workspace(configuration, extensions)) {
            Project project = new Project(workspace);
            DatabaseStatus status = askDatabase && workspace.hasDatabase()
                    ? DatabaseStatus.read(workspace)
                    : DatabaseStatus.notRead("");
            List<RevisionNode> order = project.revisions(status.applied());
            List<Owner> owners = owners(project, order);
            String title = status.applied() == null ? "Revisions" : "Revisions applied to " + status.database();
            List<RevisionNode> newestFirst = new ArrayList<>(order);
            Collections.reverse(newestFirst);
            List<Part> parts = switch (format) {
                case SVG -> List.of(new Part("", GraphSvg.of(title, newestFirst, owners, SvgOptions.FILE)));
                case DOT -> List.of(new Part("", GraphDot.of(title, order)));
                default -> mermaid(title, order, owners);
            };
            String note = status.note();
            return new Diagram(format, parts, note == null || note.isEmpty() ? List.of() : List.of(note));
        }
    }

    private static List<Part> mermaid(String title, List<RevisionNode> order, List<Owner> owners) {
        List<Part> parts = new ArrayList<>();
        int count = Math.max(1, (order.size() + MERMAID_REVISIONS - 1) / MERMAID_REVISIONS);
        for (int i = 0; i < count; i++) {
            List<RevisionNode> part =
                    order.subList(i * MERMAID_REVISIONS, Math.min(order.size(), (i + 1) * MERMAID_REVISIONS));
            String name = count == 1 ? "" : String.valueOf(i + 1);
            String partTitle = count == 1 ? title : title + ", part " + name + " of " + count;
            parts.add(new Part(name, GraphMermaid.of(partTitle, part, owners)));
        }
        return parts;
    }

    private static List<Owner> owners(Project project, List<RevisionNode> revisions) {
        Set<Owner> used = revisions.stream().map(RevisionNode::owner).collect(Collectors.toSet());
        List<Owner> owners =
                new ArrayList<>(project.owners().stream().filter(used::contains).toList());
        if (used.contains(Owner.NONE)) {
            owners.add(Owner.NONE);
        }
        return owners;
    }
}
