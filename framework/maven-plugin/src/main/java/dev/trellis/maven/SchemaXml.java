package dev.trellis.maven;

import dev.trellis.Trellis;
import dev.trellis.TrellisBuilder;
import dev.trellis.schema.Schema;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import javax.xml.stream.XMLStreamException;

/** Writes the schema of scripts; this class is loaded with the project's class path. */
public final class SchemaXml {
    private SchemaXml() {}

    /**
     * Computes the schema and writes it.
     *
     * @param configuration the configuration file
     * @param output the XML file
     * @param options {@code target} and {@code schema}, and optionally {@code dialect} and {@code environment}
     * @param variables the values of variables of the configuration file
     * @return the number of tables
     */
    public static int run(Path configuration, Path output, Map<String, String> options, Map<String, String> variables)
            throws IOException, XMLStreamException {
        TrellisBuilder builder = Trellis.builder().configuration(configuration).variables(variables);
        String environment = options.get("environment");
        if (environment != null) {
            builder.environment(environment);
        }
        String dialect = options.get("dialect");
        if (dialect != null) {
            // Only the kind of database matters; nothing connects to it.
            builder.database("jdbc:" + dialect + ":", null, null);
        }
        try (Trellis trellis = builder.build()) {
            Schema schema = trellis.schema(options.getOrDefault("target", "heads"));
            Files.createDirectories(
                    Objects.requireNonNull(output.toAbsolutePath().getParent()));
            try (Writer writer = Files.newBufferedWriter(output)) {
                new InformationSchema(trellis.dialect().name(), options.getOrDefault("schema", ""), writer)
                        .write(schema);
            }
            return schema.tables().size();
        }
    }
}
