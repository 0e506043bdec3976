package dev.trellis.cli;

import dev.trellis.error.Location;
import dev.trellis.lint.Finding;
import dev.trellis.report.LintReport;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Converts findings of {@code lint} to the Static Analysis Results Interchange Format (SARIF) 2.1.0 of OASIS, which code
 * hosts display next to the changed lines.
 */
final class Sarif {
    private Sarif() {}

    static Map<String, Object> of(LintReport report) {
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "trellis");
        driver.put("rules", rules(report));
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver));
        run.put("results", report.findings().stream().map(Sarif::result).toList());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        document.put("version", "2.1.0");
        document.put("runs", List.of(run));
        return document;
    }

    private static List<Object> rules(LintReport report) {
        Map<String, String> descriptions = new TreeMap<>(report.rules());
        report.findings().forEach(finding -> descriptions.putIfAbsent(finding.rule(), finding.rule()));
        List<Object> rules = new ArrayList<>();
        descriptions.forEach((name, text) -> {
            Map<String, Object> rule = new LinkedHashMap<>();
            rule.put("id", name);
            rule.put("shortDescription", Map.of("text", text));
            rules.add(rule);
        });
        return rules;
    }

    private static Map<String, Object> result(Finding finding) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", finding.rule());
        result.put("level", "warning");
        String yaml = finding.yaml() == null ? "" : ":\n\n" + finding.yaml();
        result.put("message", Map.of("text", finding.message() + ". Instead: " + finding.instead() + yaml));
        result.put("locations", List.of(Map.of("physicalLocation", physicalLocation(finding.at()))));
        return result;
    }

    /** Returns a path as a URI, encoded according to RFC 3986; relative if the path is relative. */
    private static String uri(String source) {
        return uri(source, FileSystems.getDefault());
    }

    static String uri(String source, FileSystem files) {
        String relative = source;
        try {
            Path path = files.getPath(source);
            if (path.isAbsolute()) {
                return path.toUri().toString();
            }
            relative = source.replace(files.getSeparator(), "/");
        } catch (InvalidPathException e) {
            // Not a file: for example the address of a jar in a jar, with colons, on Windows.
        }
        try {
            return new URI(null, null, relative, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Map<String, Object> physicalLocation(Location location) {
        Map<String, Object> physicalLocation = new LinkedHashMap<>();
        physicalLocation.put("artifactLocation", Map.of("uri", uri(location.source())));
        if (location.line() > 0) {
            Map<String, Object> region = new LinkedHashMap<>();
            region.put("startLine", location.line());
            if (location.column() > 0) {
                region.put("startColumn", location.column());
            }
            physicalLocation.put("region", region);
        }
        return physicalLocation;
    }
}
