package dev.trellis.adopt.flyway;

import dev.trellis.adopt.flyway.FlywayConfigurationReader.Project;
import dev.trellis.adopt.flyway.MigrationFile.Content;
import dev.trellis.adopt.flyway.MigrationName.Kind;
import dev.trellis.adopt.source.Applied;
import dev.trellis.adopt.source.Converted;
import dev.trellis.adopt.source.Gap;
import dev.trellis.adopt.source.Source;
import dev.trellis.adopt.source.SourceContext;
import dev.trellis.adopt.source.SourceException;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The project of Flyway. */
public final class FlywaySource implements Source {
    /** The SQL callbacks that Flyway runs after it has migrated. */
    private static final Pattern AFTER_MIGRATION = Pattern.compile("afterMigrate(Applied)?(__.*)?\\.sql");

    private final List<FlywayMigration> chain = new ArrayList<>();
    private final List<FlywayMigration> repeatable = new ArrayList<>();
    private final List<FlywayMigration> callbacks = new ArrayList<>();
    private @Nullable MigrationVersion baseline;
    private @Nullable FlywaySettings settings;

    @Override
    public String name() {
        return "Flyway";
    }

    @Override
    public Converted convert(SourceContext context) {
        chain.clear();
        repeatable.clear();
        callbacks.clear();
        if (context.labels().size() != 1) {
            throw SourceException.cannotAdopt(
                    "the migrations of a Flyway project become one branch", "Name one branch: --branch LABEL");
        }
        Project project = FlywayConfigurationReader.read(context.project(), context.settings());
        FlywaySettings flyway = project.settings();
        settings = flyway;
        MigrationFiles files =
                MigrationFiles.find(flyway, project.folder(), context.dialect().name());
        String label = context.labels().get(0);
        ScriptReader reader = new ScriptReader(flyway, context);
        ScriptConverter converter = new ScriptConverter(label, reader);
        UnsupportedSettings.report(flyway, converter);
        addVersioned(files, converter);
        RepeatableConverter repeatables = new RepeatableConverter(label, reader, converter, context.dialect());
        files.repeatable().values().forEach(file -> repeatable.add(repeatables.add(file)));
        addCallbacks(files, converter, repeatables);
        List<Gap> gaps = new ArrayList<>(files.gaps());
        gaps.addAll(converter.gaps());
        List<String> schemas = new ArrayList<>(flyway.list("schemas"));
        schemas.remove(flyway.defaultSchema());
        return new Converted(
                converter.scripts(),
                repeatables.definitions(),
                gaps,
                converter.notes(),
                new HashSet<>(List.of(TableName.of(table(flyway).name()), table(flyway))),
                context.dialect().capabilities().schemas() ? schemas : List.of());
    }

    private void addVersioned(MigrationFiles files, ScriptConverter converter) {
        NavigableMap<MigrationVersion, MigrationFile> baselines = files.versioned(Kind.BASELINE);
        NavigableMap<MigrationVersion, MigrationFile> versioned = files.versioned(Kind.VERSIONED);
        Map<MigrationVersion, MigrationFile> undo = new TreeMap<>(files.versioned(Kind.UNDO));
        baseline = baselines.isEmpty() ? null : baselines.lastKey();
        if (baseline != null) {
            chain.add(converter.add(baselines.lastEntry().getValue(), null));
            versioned = versioned.tailMap(baseline, false);
        }
        versioned.forEach((version, file) -> chain.add(converter.add(file, undo.remove(version))));
        undo.forEach((version, file) -> {
            if (baseline == null || !version.isAtMost(baseline)) {
                converter.addGap(Gap.of(file.display(), "there is no versioned migration that it undoes"));
            }
        });
    }

    private void addCallbacks(MigrationFiles files, ScriptConverter converter, RepeatableConverter repeatables) {
        List<MigrationFile> found = files.found().stream()
                .filter(file -> file.content() == Content.CALLBACK)
                .sorted(Comparator.comparing(MigrationFile::fileName))
                .toList();
        for (MigrationFile file : found) {
            Optional<FlywayMigration> converted =
                    AFTER_MIGRATION.matcher(file.fileName()).matches()
                            ? repeatables.addCallback(file)
                            : Optional.empty();
            converted.ifPresentOrElse(
                    callbacks::add,
                    () -> converter.addGap(Gap.of(
                            file.display(),
                            "callbacks have no counterpart; run the statements before or after Trellis")));
        }
    }

    private static TableName table(FlywaySettings settings) {
        return new TableName(settings.defaultSchema(), settings.get("table", SchemaHistory.TABLE));
    }

    @Override
    public Applied applied(SourceContext context, Connection connection, Converted converted) throws SQLException {
        FlywaySettings flyway = settings;
        if (flyway == null) {
            throw new IllegalStateException("the project has not been converted");
        }
        requireSameSchema(flyway, context, connection);
        SchemaHistory history = SchemaHistory.read(connection, context.dialect(), table(flyway));
        return history == null
                ? Applied.NOTHING
                : history.applied(
                        chain, repeatable, callbacks, baseline, tolerated(flyway.list("ignoreMigrationPatterns")));
    }

    /**
     * Requires that unqualified names mean the same tables for Trellis as for Flyway, which makes its default schema the
     * default of the connection.
     */
    private static void requireSameSchema(FlywaySettings settings, SourceContext context, Connection connection)
            throws SQLException {
        String schema = settings.defaultSchema();
        String actual = context.dialect().capabilities().schemas() ? connection.getSchema() : connection.getCatalog();
        if (schema != null && actual != null && !schema.equals(actual)) {
            throw SourceException.cannotAdopt(
                    "the default schema of Flyway is '" + schema + "', and the one of Trellis is '" + actual + "'",
                    context.dialect().capabilities().schemas()
                            ? "Set it in trellis.yaml: database: {schema: " + schema + "}"
                            : "Name the same database in the URL in trellis.yaml.");
        }
    }

    /** Returns the states that patterns such as {@code *:missing} tolerate. */
    private static Set<String> tolerated(List<String> patterns) {
        Set<String> states = new HashSet<>();
        for (String pattern : patterns) {
            String state = pattern.substring(pattern.indexOf(':') + 1).strip().toLowerCase(Locale.ROOT);
            states.addAll(state.equals("*") ? Set.of("missing", "future") : Set.of(state));
        }
        return states;
    }
}
