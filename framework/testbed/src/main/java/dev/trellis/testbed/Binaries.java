package dev.trellis.testbed;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Enumeration;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The programs of the servers, unpacked from their archives once per machine, and other folders that are kept. */
final class Binaries {
    /** Writes programs to a folder, or prepares the programs in the folder. */
    interface Unpacker {
        void into(Path folder) throws IOException;
    }

    private Binaries() {}

    /** Unpacks a {@code .txz} of the class path and returns the folder. */
    static Path unpackTar(String resource) {
        try (JarFile jar = jar(resource)) {
            JarEntry archive = jar.getJarEntry(resource);
            return cached(resource.replace(".txz", ""), archive.getCrc(), folder -> {
                try (InputStream in = new BufferedInputStream(jar.getInputStream(archive));
                        TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in))) {
                    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                        Path target = inside(folder, entry.getName());
                        if (entry.isDirectory()) {
                            Files.createDirectories(target);
                        } else if (entry.isSymbolicLink()) {
                            Files.createDirectories(target.getParent());
                            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                        } else {
                            copy(tar, target);
                        }
                    }
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + resource + ": " + e.getMessage(), e);
        }
    }

    /**
     * Unpacks entries of a jar and returns the folder. The unpacked paths are relative to the folder of the jar that
     * contains the path {@code program}.
     *
     * @param resource a resource that only this jar contains
     * @param wanted accepts the names of the entries to unpack
     * @param program the path of one of these entries; its checksum distinguishes versions
     */
    static Path unpackJar(String resource, Predicate<String> wanted, String program) {
        try (JarFile jar = jar(resource)) {
            return unpack(jar, wanted, program, folder -> {});
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + program + ": " + e.getMessage(), e);
        }
    }

    /**
     * Unpacks entries of an archive and returns the folder, as {@link #unpackJar} does.
     *
     * @param finish prepares the unpacked programs
     */
    static Path unpackZip(Path archive, Predicate<String> wanted, String program, Unpacker finish) {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            return unpack(zip, wanted, program, finish);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + archive + ": " + e.getMessage(), e);
        }
    }

    private static Path unpack(ZipFile zip, Predicate<String> wanted, String program, Unpacker finish)
            throws IOException {
        ZipEntry main = zip.stream()
                .filter(entry -> ("/" + entry.getName()).endsWith("/" + program) && wanted.test(entry.getName()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(zip.getName() + " has no " + program));
        String home = main.getName().substring(0, main.getName().length() - program.length());
        String name = program.substring(program.lastIndexOf('/') + 1);
        return cached(name, main.getCrc(), folder -> {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (!entry.isDirectory() && entry.getName().startsWith(home) && wanted.test(entry.getName())) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        copy(in, inside(folder, entry.getName().substring(home.length())));
                    }
                }
            }
            finish.into(folder);
        });
    }

    private static JarFile jar(String resource) throws IOException {
        URL url = Binaries.class.getClassLoader().getResource(resource);
        if (url == null) {
            throw new IllegalStateException("no " + resource + " on the classpath: the testbed has no server for "
                    + System.getProperty("os.name") + " on " + System.getProperty("os.arch")
                    + "; set TRELLIS_TEST_POSTGRESQL_URL or TRELLIS_TEST_MARIADB_URL to a running one");
        }
        JarURLConnection connection = (JarURLConnection) url.openConnection();
        connection.setUseCaches(false);
        return connection.getJarFile();
    }

    /**
     * Returns a folder that is kept on this machine, and fills it if it is missing. Several JVMs may do so concurrently: each
     * JVM fills a folder of its own, and the first JVM that renames its folder wins.
     *
     * @param checksum distinguishes folders with other contents
     */
    static Path cached(String name, long checksum, Unpacker unpack) throws IOException {
        Path cache = cache();
        Path home = cache.resolve(name + "-" + Long.toHexString(checksum));
        if (Files.isDirectory(home)) {
            return home;
        }
        Path unpacked = Files.createTempDirectory(cache, "unpacking-");
        try {
            Files.setPosixFilePermissions(unpacked, PosixFilePermissions.fromString("rwxr-xr-x"));
            unpack.into(unpacked);
            Files.move(unpacked, home);
        } catch (IOException | IllegalStateException e) {
            TemporaryFolders.delete(unpacked);
            if (!Files.isDirectory(home)) {
                throw e;
            }
        }
        return home;
    }

    /** Returns the folder of all programs, which must belong to the current user, because tests execute the programs. */
    private static Path cache() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Path cache = temporary.resolve("trellis-testbed-" + System.getProperty("user.name"));
        if (!Files.isDirectory(cache)) {
            Files.createDirectories(cache);
            Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Path probe = Files.createTempFile(cache, "probe-", "");
        boolean isOwner = Files.getOwner(probe).equals(Files.getOwner(cache));
        Files.delete(probe);
        if (!isOwner) {
            throw new IOException(cache + " belongs to " + Files.getOwner(cache));
        }
        return cache;
    }

    private static Path inside(Path folder, String name) throws IOException {
        Path target = folder.resolve(name).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("an entry of the archive leads out of its folder: " + name);
        }
        return target;
    }

    private static void copy(InputStream in, Path target) throws IOException {
        Path folder = Objects.requireNonNull(target.getParent());
        Files.createDirectories(folder);
        Files.copy(in, target);
        if (folder.endsWith("bin")) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
