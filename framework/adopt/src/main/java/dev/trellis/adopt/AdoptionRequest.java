package dev.trellis.adopt;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The input of an adoption.
 *
 * @param tool the tool to adopt from
 * @param project the folder of the tool's project, or its configuration file
 * @param labels the labels of the branches that receive the scripts; empty for the only writable branch with a folder
 * @param settings settings that replace those of the tool's configuration, by their name in the tool's own notation
 * @param dryRun whether to convert and verify, and to write and record nothing
 * @param acceptGaps whether to record the applied revisions although parts of the project were not converted
 */
public record AdoptionRequest(
        Tool tool,
        Path project,
        List<String> labels,
        Map<String, String> settings,
        boolean dryRun,
        boolean acceptGaps) {

    public AdoptionRequest {
        labels = List.copyOf(labels);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** Returns a request without settings, for the only writable branch. */
    public static AdoptionRequest of(Tool tool, Path project) {
        return new AdoptionRequest(tool, project, List.of(), Map.of(), false, false);
    }

    /** Returns the request for these branches. */
    public AdoptionRequest withLabels(String... value) {
        return new AdoptionRequest(tool, project, List.of(value), settings, dryRun, acceptGaps);
    }

    /** Returns the request with these settings of the tool. */
    public AdoptionRequest withSettings(Map<String, String> value) {
        return new AdoptionRequest(tool, project, labels, value, dryRun, acceptGaps);
    }

    /** Returns the request with or without writing and recording. */
    public AdoptionRequest withDryRun(boolean value) {
        return new AdoptionRequest(tool, project, labels, settings, value, acceptGaps);
    }

    /** Returns the request with or without the consent to gaps. */
    public AdoptionRequest withAcceptGaps(boolean value) {
        return new AdoptionRequest(tool, project, labels, settings, dryRun, value);
    }
}
