package dev.trellis.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/** Writes the script of a new revision. */
@Mojo(name = "revision", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class RevisionMojo extends AbstractTrellisMojo {
    /** The message of the revision. */
    @Parameter(property = "trellis.message", required = true)
    private String message = "";

    /**
     * The revision that the new revision follows, for example {@code shop@head}; required if several branches can be
     * written.
     */
    @Parameter(property = "trellis.head")
    private @Nullable String head;

    /** Whether the script contains the operations that bring the database to the model. */
    @Parameter(property = "trellis.autogenerate", defaultValue = "false")
    private boolean autogenerate;

    @Override
    void run(ProjectClassPath classPath, Path file) throws MojoExecutionException, MojoFailureException {
        List<String> command = new ArrayList<>(List.of("revision", "-m", message));
        if (head != null) {
            command.addAll(List.of("--head", head));
        }
        if (autogenerate) {
            command.add("--autogenerate");
        }
        command(classPath, file, command);
    }
}
