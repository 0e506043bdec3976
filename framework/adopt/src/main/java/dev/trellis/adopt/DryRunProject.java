package dev.trellis.adopt;

import dev.trellis.adopt.source.SourceException;
import dev.trellis.branch.Branch;
import dev.trellis.config.Configuration;
import dev.trellis.config.Configuration.BranchSettings;
import dev.trellis.error.FileFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A copy of the folders of some branches, in which a dry run writes the converted scripts; deleted when closed. */
final class DryRunProject implements AutoCloseable {
    private final Path folder;
    private final Configuration configuration;

    private DryRunProject(Path folder, Configuration configuration) {
        this.folder = folder;
        this.configuration = configuration;
    }

    /** Copies the folders of the branches, which need not exist. */
    static DryRunProject copy(Configuration configuration, List<Branch> branches) {
        try {
            Path folder = Files.createTempDirectory("trellis-adopt-");
            DryRunProject project = new DryRunProject(folder, redirected(configuration, branches, folder));
            try {
                for (Branch branch : branches) {
                    project.copy(branch);
                }
                return project;
            } catch (IOException | RuntimeException e) {
                project.close();
                throw e;
            }
        } catch (IOException e) {
            throw SourceException.cannotAdopt(
                    "cannot copy the scripts for the dry run: " + FileFailure.reason(e), "Check the temporary folder.");
        }
    }

    private static Configuration redirected(Configuration configuration, List<Branch> branches, Path folder) {
        Map<String, BranchSettings> settings = new LinkedHashMap<>(configuration.branches());
        for (Branch branch : branches) {
            BranchSettings old = configuration.branches().get(branch.label());
            Path directory = folder.resolve(branch.label());
            settings.put(
                    branch.label(),
                    old == null
                            ? new BranchSettings(directory, null, null, null, branch.maintain())
                            : new BranchSettings(
                                    directory,
                                    old.model(),
                                    old.tablePrefix(),
                                    old.isProtected(),
                                    old.definitions(),
                                    old.maintain()));
        }
        return configuration.toBuilder().branches(settings).build();
    }

    private void copy(Branch branch) throws IOException {
        Path target = Files.createDirectories(folder.resolve(branch.label()));
        @Nullable Path source = branch.directory();
        if (source == null || !Files.isDirectory(source)) {
            return;
        }
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    /** Returns the configuration whose branches have the copied folders. */
    Configuration configuration() {
        return configuration;
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(DryRunProject::delete);
        } catch (IOException | UncheckedIOException e) {
            // The copy is in the temporary folder, which the operating system empties.
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
