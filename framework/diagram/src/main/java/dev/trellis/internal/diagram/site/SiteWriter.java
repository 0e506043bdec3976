package dev.trellis.internal.diagram.site;

import dev.trellis.dialect.Dialect;
import dev.trellis.internal.command.RevisionSql;
import dev.trellis.internal.command.RevisionSql.Compiled;
import dev.trellis.internal.diagram.project.DatabaseStatus;
import dev.trellis.internal.diagram.project.Project;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.workspace.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the content of a site and writes its files. */
public final class SiteWriter {
    private final Workspace workspace;
    private final Project project;

    /** Creates the writer of the site of a project. */
    public SiteWriter(Workspace workspace) {
        this.workspace = workspace;
        this.project = new Project(workspace);
    }

    /**
     * The result of a site.
     *
     * @param notes facts that a reader of the report has to know
     */
    public record Result(int pages, int tables, int definitions, int revisions, List<String> notes) {}

    /**
     * Writes the site.
     *
     * @param dialects the names of the kinds of databases whose SQL is shown; empty for all
     * @throws dev.trellis.error.TrellisException {@code unknown_dialect}, {@code file_exists}, {@code cannot_write}, and the
     *     errors of scripts
     */
    public Result write(Path folder, SiteIdentity site, List<String> dialects, boolean askDatabase) {
        List<Dialect> shown = dialects(dialects);
        SiteFolder files = SiteFolder.open(folder);
        Project.State state = project.at("heads");
        Map<String, Map<String, Compiled>> sql = new LinkedHashMap<>();
        shown.forEach(dialect -> sql.put(dialect.name(), new RevisionSql(workspace, dialect).upgrades()));
        DatabaseStatus database =
                askDatabase ? DatabaseStatus.read(workspace) : DatabaseStatus.notRead("the database was not read");
        SiteContent content = SiteContent.of(site, project, state, sql, database);
        write(content, files);
        List<String> notes = new ArrayList<>(state.notes());
        @Nullable String note = database.note();
        if (askDatabase && note != null) {
            notes.add(note);
        }
        return new Result(
                files.finish(),
                state.schema().tables().size(),
                state.schema().schema().definitions().size(),
                content.revisions().size(),
                notes);
    }

    private void write(SiteContent content, SiteFolder files) {
        ParseContext parsing = workspace.parsing(project.dialect());
        TablePages tables = new TablePages(content, files);
        DefinitionPages definitions = new DefinitionPages(content, files);
        DiagramPages diagrams = new DiagramPages(content, files);
        tables.write();
        definitions.write();
        diagrams.write();
        new RevisionPages(content, files, script -> script.body(parsing)).write();
        new BranchPages(content, files, tables, definitions, diagrams).write();
        new OverviewPages(content, files).write();
        SearchIndex.write(content, files);
        files.write("style.css", SiteResource.styleSheet() + OwnerStyle.of(project.owners()));
        files.write("search.js", SiteResource.text(SiteWriter.class, "search.js"));
    }

    /** Returns the dialects with the given names; of all, the one of the configured database is the first. */
    private List<Dialect> dialects(List<String> names) {
        List<Dialect> all = new ArrayList<>(List.of(project.dialect()));
        for (Dialect dialect : workspace.allDialects()) {
            if (all.stream().noneMatch(known -> known.name().equals(dialect.name()))) {
                all.add(dialect);
            }
        }
        List<String> known = all.stream().map(Dialect::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw SiteException.unknownDialect(name, known);
            }
        }
        return names.isEmpty()
                ? all
                : all.stream().filter(dialect -> names.contains(dialect.name())).toList();
    }
}
