package dev.trellis.report;

import java.util.Map;

/**
 * A model that describes a database.
 *
 * @param model the content of {@code model.yaml}: {@code tables} and the plurals of definitions, each a mapping from names to
 *     objects
 * @param yaml the same as YAML
 */
public record ModelReport(Map<String, Object> model, String yaml) {}
