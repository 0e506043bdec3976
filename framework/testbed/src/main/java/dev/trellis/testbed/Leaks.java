package dev.trellis.testbed;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds objects and files that a stopped application has left in its JVM and on the disk. */
public final class Leaks {
    private Leaks() {}

    /** Returns how many class loaders are still in memory after some garbage collections. */
    public static long remaining(List<WeakReference<ClassLoader>> loaders) {
        long remaining = loaders.size();
        for (int i = 0; i < 50 && remaining > 0; i++) {
            System.gc();
            remaining = loaders.stream().filter(loader -> loader.get() != null).count();
        }
        return remaining;
    }

    /** Returns the names of Trellis's temporary files, those of test databases excepted. */
    public static Set<String> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("trellis")
                            && !name.matches("trellis-(sqlite|bench|h2|postgresql|mariadb|mysql).*"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
