package dev.trellis.config;

import dev.trellis.config.FleetSettings.Limits;
import dev.trellis.config.FleetSettings.SchemaQuery;
import dev.trellis.config.FleetSettings.SingleTarget;
import dev.trellis.config.FleetSettings.Source;
import dev.trellis.config.FleetSettings.StopRule;
import dev.trellis.config.FleetSettings.TargetCommand;
import dev.trellis.config.FleetSettings.TargetFile;
import dev.trellis.config.FleetSettings.TargetQuery;
import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.Node.Mapping;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the key {@code fleet}, and targets from other files and from the output of commands. A configuration without
 * {@code fleet} does not load this class.
 */
final class FleetReader {
    private static final Pattern STOP = Pattern.compile("([0-9]{1,9})(%?)");
    private static final int MAX_PERCENT = 100;

    private final Path folder;

    /**
     * Creates a reader.
     *
     * @param folder the folder at which relative paths start
     */
    FleetReader(Path folder) {
        this.folder = folder;
    }

    FleetSettings fleet(Node node) {
        MappingReader fields = MappingReader.of(node, "'fleet'");
        int maxParallel = positive(fields, "max_parallel", Limits.DEFAULT.maxParallel());
        FleetSettings fleet = new FleetSettings(
                fields.list("targets", this::source),
                fields.strings("waves"),
                new Limits(maxParallel, positive(fields, "max_parallel_per_server", maxParallel), stopRule(fields)));
        fields.done();
        return fleet;
    }

    private static int positive(MappingReader fields, String key, int otherwise) {
        Long number = fields.number(key);
        if (number == null) {
            return otherwise;
        }
        if (number < 1 || number > Short.MAX_VALUE) {
            throw ConfigurationException.badValue(
                    fields.location(key), key, "a number from 1 to " + Short.MAX_VALUE, String.valueOf(number));
        }
        return number.intValue();
    }

    private static @Nullable StopRule stopRule(MappingReader fields) {
        String text = fields.string("stop_after");
        if (text == null) {
            return null;
        }
        Matcher rule = STOP.matcher(text.strip());
        int number = rule.matches() ? Integer.parseInt(rule.group(1)) : -1;
        boolean isPercentage = rule.matches() && !rule.group(2).isEmpty();
        if (number < (isPercentage ? 0 : 1) || (isPercentage && number > MAX_PERCENT)) {
            throw ConfigurationException.badValue(
                    fields.location("stop_after"), "stop_after", "a number of failures such as 5, or 10%", text);
        }
        return new StopRule(number, isPercentage);
    }

    private Source source(Node node) {
        MappingReader fields = MappingReader.of(node, "a target");
        String file = fields.string("file");
        List<String> command = fields.strings("command");
        String query = fields.string("query");
        String schemas = fields.string("schemas");
        Node database = fields.node("database");
        TargetSettings control = database == null ? null : control(database);
        TargetSettings defaults = target(fields);
        fields.done();
        int kinds = (file == null ? 0 : 1)
                + (command.isEmpty() ? 0 : 1)
                + (query == null ? 0 : 1)
                + (schemas == null ? 0 : 1);
        if (kinds > 1) {
            throw ConfigurationException.badValue(
                    fields.location(), "targets", "one of file, command, query and schemas", "several of them");
        }
        if (control != null && query == null && schemas == null) {
            throw ConfigurationException.badValue(
                    fields.location("database"), "database", "next to query or schemas", "alone");
        }
        if (file != null) {
            return new TargetFile(path(fields, "file", file), defaults);
        }
        if (!command.isEmpty()) {
            return new TargetCommand(command, folder, defaults);
        }
        if (query != null) {
            return new TargetQuery(query, control, defaults);
        }
        if (schemas != null) {
            return new SchemaQuery(schemas, control, defaults);
        }
        if (defaults.id() == null) {
            throw fields.missing("a target", "id");
        }
        return new SingleTarget(defaults);
    }

    private TargetSettings control(Node node) {
        MappingReader fields = MappingReader.of(node, "'database'");
        TargetSettings control = new TargetSettings(
                null,
                fields.requireString("url"),
                fields.string("user"),
                password(fields),
                fields.string("schema"),
                Set.of(),
                null);
        fields.done();
        return control;
    }

    /** Reads a target; unknown keys are an error. */
    TargetSettings target(Node node) {
        MappingReader fields = MappingReader.of(node, "a target");
        TargetSettings target = target(fields);
        if (target.id() == null) {
            throw fields.missing("a target", "id");
        }
        fields.done();
        return target;
    }

    private TargetSettings target(MappingReader fields) {
        return new TargetSettings(
                fields.string("id"),
                fields.string("url"),
                fields.string("user"),
                password(fields),
                fields.string("schema"),
                labels(fields),
                fields.string("wave"));
    }

    /** Reads a list of labels, or a map, whose entries become labels {@code key=value}. */
    private static Set<String> labels(MappingReader fields) {
        Node node = fields.node("labels");
        if (node instanceof Mapping map) {
            Set<String> labels = new LinkedHashSet<>();
            map.entries()
                    .forEach((key, entry) ->
                            labels.add(key + "=" + MappingReader.text(entry.value(), "label '" + key + "'")));
            return labels;
        }
        return Set.copyOf(fields.strings("labels"));
    }

    private @Nullable SecretReference password(MappingReader fields) {
        Node node = fields.node("password");
        if (node == null) {
            return null;
        }
        if (!(node instanceof Mapping)) {
            // The value is not part of the message: it may be the password itself.
            throw ConfigurationException.plainPassword(fields.location("password"));
        }
        MappingReader place = MappingReader.of(node, "'password'");
        String variable = place.string("env");
        String file = place.string("file");
        List<String> command = place.strings("command");
        place.done();
        if (variable != null && file == null && command.isEmpty()) {
            return new SecretReference.EnvironmentVariable(variable);
        }
        if (file != null && variable == null && command.isEmpty()) {
            return new SecretReference.SecretFile(path(place, "file", file));
        }
        if (!command.isEmpty() && variable == null && file == null) {
            return new SecretReference.Command(command, folder);
        }
        throw ConfigurationException.plainPassword(fields.location("password"));
    }

    private Path path(MappingReader fields, String key, String text) {
        try {
            return folder.resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw ConfigurationException.badValue(fields.location(key), key, "a path", e.getReason());
        }
    }
}
