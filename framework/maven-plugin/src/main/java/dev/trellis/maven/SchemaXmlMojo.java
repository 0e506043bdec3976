package dev.trellis.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/**
 * Writes the schema that the scripts create as XML for jOOQ's {@code XMLDatabase}, without a database. The effects of raw SQL
 * and Java are missing.
 */
@Mojo(
        name = "schema-xml",
        defaultPhase = LifecyclePhase.GENERATE_SOURCES,
        requiresDependencyResolution = ResolutionScope.RUNTIME,
        threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields.
public final class SchemaXmlMojo extends AbstractTrellisMojo {
    /** The file that is written. */
    @Parameter(property = "trellis.schemaXml", defaultValue = "${project.build.directory}/trellis/schema.xml")
    private File output;

    /** The target whose schema is written, as on the command line: {@code heads}, {@code shop@head}. */
    @Parameter(property = "trellis.target", defaultValue = "heads")
    private String target;

    /** The kind of database, for example {@code postgresql}; by default that of the configured URL. */
    @Parameter(property = "trellis.dialect")
    private @Nullable String dialect;

    /** The schema name that tables have in the XML if the scripts name no schema for them. */
    @Parameter(property = "trellis.schema", defaultValue = "public")
    private String schema;

    @Override
    void run(ProjectClassPath classPath, Path file) throws MojoExecutionException, MojoFailureException {
        Map<String, String> options = new LinkedHashMap<>(Map.of("target", target, "schema", schema));
        if (dialect != null) {
            options.put("dialect", dialect);
        }
        String environment = environment();
        if (environment != null) {
            options.put("environment", environment);
        }
        Object tables = classPath.call(
                "SchemaXml",
                new Class<?>[] {Path.class, Path.class, Map.class, Map.class},
                file,
                output.toPath(),
                options,
                variables());
        getLog().info("wrote " + tables + (tables.equals(1) ? " table" : " tables") + " to " + output);
    }
}
