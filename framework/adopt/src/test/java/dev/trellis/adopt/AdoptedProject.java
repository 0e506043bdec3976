package dev.trellis.adopt;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.config.Configuration;
import dev.trellis.config.Configuration.BranchSettings;
import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.testbed.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A project of another tool in a temporary folder, and the project of Trellis that adopts it into the branch {@code shop}. */
abstract class AdoptedProject {
    static final String BRANCH = "shop";

    final Path folder;
    private final String scripts;

    /**
     * Creates the project.
     *
     * @param scripts the path of the converted scripts in the folder
     */
    AdoptedProject(Path folder, String scripts) {
        this.folder = folder;
        this.scripts = scripts;
    }

    /** Returns the request that adopts the project into its branch. */
    abstract AdoptionRequest request();

    AdoptedProject write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the folder of the converted scripts. */
    final Path scripts() {
        return folder.resolve(scripts);
    }

    final Configuration configuration(TestDatabase database) {
        return configuration(database, Map.of(BRANCH, scripts));
    }

    /**
     * Returns a configuration with several branches.
     *
     * @param folders the folders of the scripts by branch
     */
    final Configuration configuration(TestDatabase database, Map<String, String> folders) {
        Map<String, BranchSettings> branches = new TreeMap<>();
        folders.forEach((label, path) ->
                branches.put(label, new BranchSettings(folder.resolve(path), null, null, null, false)));
        return Configuration.builder(folder.resolve("trellis.yaml"))
                .database(new DatabaseSettings(database.url(), database.user(), database.password(), null))
                .branches(branches)
                .build();
    }

    final AdoptionReport adopt(TestDatabase database) {
        return adopt(database, request());
    }

    final AdoptionReport adopt(TestDatabase database, AdoptionRequest request) {
        return new Adoption(configuration(database), Extensions.NONE, Listener.NONE).run(request);
    }

    final Trellis trellis(TestDatabase database) {
        return new Trellis(configuration(database), Extensions.NONE, Listener.NONE);
    }

    /** Returns the tables of Trellis that the database has; a name in another letter case counts. */
    static List<String> metadata(TestDatabase database) {
        return Stream.of("trellis_version", "trellis_history")
                .filter(table -> {
                    try {
                        database.query("select count(*) from " + table);
                        return true;
                    } catch (IllegalStateException e) {
                        return false;
                    }
                })
                .toList();
    }
}
