package dev.trellis.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Shows the current revisions of the database. */
@Mojo(name = "current", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class CurrentMojo extends AbstractTrellisMojo {
    /** Whether the build fails unless the database is at every head. */
    @Parameter(property = "trellis.checkHeads", defaultValue = "false")
    private boolean checkHeads;

    @Override
    void run(ProjectClassPath classPath, Path file) throws MojoExecutionException, MojoFailureException {
        List<String> command = new ArrayList<>(List.of("current"));
        if (checkHeads) {
            command.add("--check-heads");
        }
        command(classPath, file, command);
    }
}
