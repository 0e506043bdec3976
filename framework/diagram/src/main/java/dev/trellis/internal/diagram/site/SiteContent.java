package dev.trellis.internal.diagram.site;

import dev.trellis.internal.command.RevisionSql.Compiled;
import dev.trellis.internal.diagram.project.DatabaseStatus;
import dev.trellis.internal.diagram.project.OwnedSchema;
import dev.trellis.internal.diagram.project.OwnedSchema.Reference;
import dev.trellis.internal.diagram.project.Project;
import dev.trellis.internal.diagram.project.RevisionNode;
import dev.trellis.schema.TableName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of a site.
 *
 * @param site the name of the site and its place
 * @param revisions all revisions in the order of execution
 * @param revisionsById the same revisions by identifier
 * @param sql the SQL of each revision, by dialect and revision; the dialect of the configured database is the first
 * @param references the foreign keys that refer to each table
 */
record SiteContent(
        SiteIdentity site,
        Project project,
        Project.State state,
        List<RevisionNode> revisions,
        Map<String, RevisionNode> revisionsById,
        Map<String, Map<String, Compiled>> sql,
        DatabaseStatus database,
        Map<TableName, List<Reference>> references) {

    static SiteContent of(
            SiteIdentity site,
            Project project,
            Project.State state,
            Map<String, Map<String, Compiled>> sql,
            DatabaseStatus database) {
        List<RevisionNode> revisions = project.revisions(database.applied());
        Map<String, RevisionNode> byId = new LinkedHashMap<>();
        revisions.forEach(revision -> byId.put(revision.id(), revision));
        return new SiteContent(
                site,
                project,
                state,
                revisions,
                byId,
                sql,
                database,
                state.schema().references());
    }

    String title() {
        return site.title();
    }

    OwnedSchema schema() {
        return state.schema();
    }
}
