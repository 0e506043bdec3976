package dev.trellis.adopt.alembic;

import dev.trellis.adopt.source.Applied;
import dev.trellis.adopt.source.Converted;
import dev.trellis.adopt.source.Source;
import dev.trellis.adopt.source.SourceContext;
import dev.trellis.adopt.source.SourceException;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import dev.trellis.revision.Direction;
import dev.trellis.revision.Identifier;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import dev.trellis.schema.TableName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The project of Alembic. */
public final class AlembicSource implements Source {
    private @Nullable RevisionGraph graph;
    private @Nullable TableName table;

    @Override
    public String name() {
        return "Alembic";
    }

    @Override
    public Converted convert(SourceContext context) {
        AlembicSettings settings = AlembicSettings.read(context.project(), context.settings());
        List<Path> locations = settings.versionLocations();
        Map<String, AlembicScript> scripts = new LinkedHashMap<>();
        VersionFolders.read(locations, settings.isRecursive()).forEach(script -> scripts.put(script.id(), script));
        RevisionGraph read = graph(scripts);
        graph = read;
        String name = Objects.requireNonNullElse(settings.get("version_table"), VersionRows.TABLE);
        TableName records = new TableName(
                context.dialect().capabilities().schemas() ? settings.get("version_table_schema") : null, name);
        table = records;
        BranchAssignment branches = new BranchAssignment(read, scripts, context.labels(), locations.size());
        ScriptConverter converter = new ScriptConverter(branches, bodies(settings, context, name, read));
        read.order().forEach(revision -> converter.add(Objects.requireNonNull(scripts.get(revision.id()))));
        return new Converted(
                converter.scripts(),
                List.of(),
                converter.gaps(),
                converter.notes(),
                new HashSet<>(List.of(TableName.of(name), records)),
                List.of());
    }

    private static ScriptBodies bodies(
            AlembicSettings settings, SourceContext context, String versionTable, RevisionGraph graph) {
        Map<String, Revision> revisions = new LinkedHashMap<>();
        graph.revisions().forEach(revision -> revisions.put(revision.id(), revision));
        Path recording = settings.file("recording");
        return new ScriptBodies(
                sql(settings.file("upgrade_sql"), Direction.UPGRADE, context, versionTable, revisions),
                sql(settings.file("downgrade_sql"), Direction.DOWNGRADE, context, versionTable, revisions),
                recording == null
                        ? Recording.none()
                        : Recording.read(recording, context.dialect().name(), context.naming(), revisions));
    }

    private static OfflineSql sql(
            @Nullable Path file,
            Direction direction,
            SourceContext context,
            String versionTable,
            Map<String, Revision> revisions) {
        return file == null
                ? OfflineSql.none(direction, context.dialect())
                : OfflineSql.read(file, direction, context.dialect(), versionTable, revisions);
    }

    /** Returns the graph of the scripts; the error of a graph that cannot exist names the file. */
    private static RevisionGraph graph(Map<String, AlembicScript> scripts) {
        scripts.values().forEach(AlembicSource::requireNames);
        try {
            return RevisionGraph.of(
                    scripts.values().stream().map(AlembicScript::revision).toList());
        } catch (TrellisException e) {
            Problem problem = e.problem();
            Object revision = problem.facts().get("revision");
            if (problem.facts().get("revisions") instanceof List<?> several && !several.isEmpty()) {
                revision = several.get(several.size() - 1);
            }
            AlembicScript script = scripts.get(String.valueOf(revision));
            throw broken(script == null ? Location.of("the scripts") : script.place(), problem);
        }
    }

    /** Requires that the identifier and the labels are possible in Trellis. */
    private static void requireNames(AlembicScript script) {
        try {
            Identifier.checkRevision(script.id());
            Identifier.checkLength(script.id());
            script.revision().branchLabels().forEach(Identifier::checkLabel);
        } catch (TrellisException e) {
            throw broken(script.place(), e.problem());
        }
    }

    private static SourceException broken(Location place, Problem problem) {
        String advice = problem.advice();
        return SourceException.cannotConvert(
                place, problem.message(), advice == null ? "Correct the headers of the scripts." : advice);
    }

    @Override
    public Applied applied(SourceContext context, Connection connection, Converted converted) throws SQLException {
        RevisionGraph read = graph;
        TableName records = table;
        if (read == null || records == null) {
            throw new IllegalStateException("the project has not been converted");
        }
        return new VersionRows(context.dialect(), records).applied(connection, read);
    }
}
