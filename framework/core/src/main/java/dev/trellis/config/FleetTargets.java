package dev.trellis.config;

import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.YamlReader;
import java.nio.file.Path;
import java.util.List;

/** Reads the targets of a fleet that are not in {@code trellis.yaml}. */
public final class FleetTargets {
    private FleetTargets() {}

    /**
     * Reads a target from a JSON object or a YAML mapping.
     *
     * @param source the place of the text, for errors
     * @param text the mapping
     * @param folder the folder at which relative paths start
     * @throws dev.trellis.error.TrellisException {@code malformed_yaml}, {@code unknown_key}, {@code missing_key}, {@code
     *     unexpected_value}; no message contains a password
     */
    public static TargetSettings one(String source, String text, Path folder) {
        return new FleetReader(folder).target(YamlReader.read(source, text));
    }

    /**
     * Reads a YAML list of targets, like {@link #one}.
     *
     * @throws dev.trellis.error.TrellisException with the problems of all targets
     */
    public static List<TargetSettings> list(String source, String text, Path folder) {
        return MappingReader.items(
                YamlReader.read(source, text), "the list of targets", new FleetReader(folder)::target);
    }
}
