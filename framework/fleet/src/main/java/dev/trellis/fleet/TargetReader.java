package dev.trellis.fleet;

import dev.trellis.config.Configuration;
import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.config.FleetSettings;
import dev.trellis.config.FleetSettings.SchemaQuery;
import dev.trellis.config.FleetSettings.SingleTarget;
import dev.trellis.config.FleetSettings.Source;
import dev.trellis.config.FleetSettings.TargetCommand;
import dev.trellis.config.FleetSettings.TargetFile;
import dev.trellis.config.FleetSettings.TargetQuery;
import dev.trellis.config.FleetTargets;
import dev.trellis.config.TargetSettings;
import dev.trellis.error.DisplayPath;
import dev.trellis.error.FileFailure;
import dev.trellis.error.Problems;
import dev.trellis.error.TrellisException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the targets of all sources, and completes each with the settings of its source and of the configuration. */
final class TargetReader {
    private static final int MAX_ID = 200;

    private final Configuration configuration;
    private final FleetSettings fleet;
    private final ControlQuery queries;

    TargetReader(Configuration configuration, FleetSettings fleet, ControlQuery queries) {
        this.configuration = configuration;
        this.fleet = fleet;
        this.queries = queries;
    }

    /**
     * Reads all targets.
     *
     * @throws TrellisException with the problems of all targets
     */
    List<Target> read() {
        List<Target> targets = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        Problems problems = new Problems();
        for (Source source : fleet.sources()) {
            problems.collect(() -> {
                for (Row row : rows(source)) {
                    problems.collect(() -> {
                        Target target = complete(row, source.defaults());
                        if (!ids.add(target.id())) {
                            throw FleetException.duplicate(target.id());
                        }
                        targets.add(target);
                    });
                }
            });
        }
        problems.throwIfAny();
        return targets;
    }

    /**
     * A target of a source.
     *
     * @param values the values of placeholders
     */
    record Row(TargetSettings target, Map<String, String> values) {
        static Row of(TargetSettings target) {
            return new Row(target, Map.of());
        }
    }

    private List<Row> rows(Source source) {
        if (source instanceof SingleTarget single) {
            return List.of(Row.of(single.defaults()));
        }
        if (source instanceof TargetFile file) {
            return file(file.path());
        }
        if (source instanceof TargetCommand command) {
            String name = "the command " + command.words().get(0);
            return jsonLines(name, CommandOutput.lines(name, command.words(), command.folder()), command.folder());
        }
        if (source instanceof SchemaQuery schemas) {
            return queries.schemas(schemas.sql(), control(schemas.control(), schemas.defaults())).stream()
                    .map(schema -> Row.of(TargetSettings.EMPTY.withId(schema).withSchema(schema)))
                    .toList();
        }
        TargetQuery query = (TargetQuery) source;
        return queries.targets(query.sql(), control(query.control(), query.defaults()));
    }

    private List<Row> file(Path path) {
        String display = DisplayPath.of(path);
        Path parent = path.toAbsolutePath().getParent();
        Path folder = parent == null ? configuration.folder() : parent;
        String name = path.toString().toLowerCase(Locale.ROOT);
        try {
            if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
                return jsonLines(display, Files.readAllLines(path), folder);
            }
            return FleetTargets.list(display, Files.readString(path), folder).stream()
                    .map(Row::of)
                    .toList();
        } catch (IOException e) {
            throw FleetException.sourceFailed(display, "the file cannot be read: " + FileFailure.reason(e));
        }
    }

    private static List<Row> jsonLines(String source, List<String> lines, Path folder) {
        List<Row> rows = new ArrayList<>();
        Problems problems = new Problems();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String place = source + " line " + (i + 1);
            if (!line.isBlank()) {
                problems.collect(() -> rows.add(Row.of(FleetTargets.one(place, line, folder))));
            }
        }
        problems.throwIfAny();
        return rows;
    }

    /** Returns the database of a query: the one next to it, else that of the targets, else that of the configuration. */
    private Target.Connection control(@Nullable TargetSettings control, TargetSettings defaults) {
        TargetSettings chosen = control != null ? control : defaults;
        boolean isTemplate = chosen.url() != null && Placeholders.areIn(chosen.url());
        return connection("the query", isTemplate ? TargetSettings.EMPTY : chosen);
    }

    private Target complete(Row row, TargetSettings defaults) {
        TargetSettings own = row.target();
        TargetSettings merged = own.or(defaults);
        String id = String.valueOf(merged.id());
        requireId(id);
        Map<String, String> values = new LinkedHashMap<>(row.values());
        values.put("id", id);
        if (merged.schema() != null && !Placeholders.areIn(merged.schema())) {
            values.put("schema", merged.schema());
        }
        Placeholders placeholders = new Placeholders(id, values);
        if (own.url() == null && merged.url() != null) {
            merged = merged.withUrl(placeholders.url(merged.url()));
        }
        if (own.schema() == null && merged.schema() != null) {
            merged = merged.withSchema(placeholders.name(merged.schema()));
        }
        return new Target(id, connection(id, merged), merged.labels(), wave(merged.wave()));
    }

    /** Returns the wave of a target: the named one, or the last one if the target names none. */
    private String wave(@Nullable String named) {
        List<String> waves = fleet.waves();
        return named != null ? named : waves.isEmpty() ? "all" : waves.get(waves.size() - 1);
    }

    private Target.Connection connection(String id, TargetSettings target) {
        DatabaseSettings configured = configuration.database();
        if (target.url() != null) {
            return new Target.Connection(target.url(), target.user(), target.password(), target.schema());
        }
        if (configured == null) {
            throw FleetException.noUrl(id);
        }
        String schema = target.schema() == null ? configured.schema() : target.schema();
        return new Target.Connection(configured.url(), target.user(), target.password(), schema);
    }

    private static void requireId(String id) {
        if (id.isBlank() || id.length() > MAX_ID) {
            throw id.isBlank()
                    ? FleetException.badId(id, "it is blank")
                    : FleetException.badId(id.substring(0, MAX_ID) + "...", "it has " + id.length() + " characters");
        }
        if (id.chars().anyMatch(Character::isISOControl)) {
            throw FleetException.badId(id, "it contains a control character");
        }
    }
}
