package dev.trellis.publishing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A release of the files of this working copy, including changes that are not committed: {@code prepare-release} has created
 * its tag in a copy of the repository, and two builds of the tag have published it in two folders. The first is signed with a
 * key that exists only as long as the tests run, the second is not signed.
 */
final class Release {
    private static final Path TARGET = Path.of("target", "release").toAbsolutePath();
    private static final Pattern VERSION = Pattern.compile("(?m)^    <version>(.*)-SNAPSHOT</version>$");
    private static final Pattern COMMAND = Pattern.compile("(?m)^    mvn (-Prelease deploy (?:.*\\\\\n)*.*)$");
    private static final Pattern ARTIFACT = Pattern.compile("(?m)^    <artifactId>(.*)</artifactId>$");

    /** The copy of the repository with the commits of {@code prepare-release}. */
    final Path repository = TARGET.resolve("repository");

    /** A clone at the tag. */
    final Path tag = TARGET.resolve("first");

    /** The folders into which the first and the second build have published the release. */
    final Path published = TARGET.resolve("published");

    final Path publishedAgain = TARGET.resolve("published-again");

    final Path keys;
    final String version;

    /** The modules that are published. */
    final Set<Module> modules = new TreeSet<>(Comparator.comparing(Module::artifact));

    record Module(String artifact, boolean isPom) {
        /** Returns the ends of the names of its files. */
        List<String> suffixes() {
            List<String> suffixes = new ArrayList<>(List.of(".pom"));
            if (!isPom) {
                suffixes.addAll(List.of(".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json", "-cyclonedx.xml"));
            }
            if (artifact.equals("trellis-cli")) {
                suffixes.addAll(List.of(".zip", ".deb"));
            }
            return suffixes;
        }
    }

    private static final class Holder {
        static final Release RELEASE = new Release();
    }

    static Release get() {
        return Holder.RELEASE;
    }

    private Release() {
        try {
            delete(TARGET);
            copyWorkingCopy();
            version = found(VERSION, repository.resolve("pom.xml"));
            findModules();
            // Not below target: the path of the socket of gpg-agent has at most 107 characters.
            keys = Files.createTempDirectory("gpg");
            Runtime.getRuntime().addShutdownHook(new Thread(this::removeKeys));
            Command gpg = Command.in(TARGET).with("GNUPGHOME", keys);
            gpg.run(
                    "gpg",
                    "--batch",
                    "--passphrase",
                    "",
                    "--quick-generate-key",
                    "Test <test@example.com>",
                    "ed25519",
                    "sign");
            Command.in(repository).run("framework/publishing/prepare-release", version);
            build(tag, published, keys, "trellis.maven.newest", "UTC");
            build(
                    TARGET.resolve("elsewhere/second"),
                    publishedAgain,
                    keys,
                    "trellis.maven.current",
                    "Asia/Tokyo",
                    "-Dgpg.skip");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copyWorkingCopy() throws IOException {
        Path source = Path.of(Command.property("trellis.repository"));
        Files.createDirectories(repository);
        String files = Command.in(source).run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard");
        for (String name : files.split("\0")) {
            if (Files.exists(source.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                Path copy = repository.resolve(name);
                Files.createDirectories(copy.getParent());
                Files.copy(source.resolve(name), copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Command git = Command.in(repository);
        git.run("git", "init", "-q");
        git.run("git", "config", "user.name", "Test");
        git.run("git", "config", "user.email", "test@example.com");
        git.run("git", "add", "--all");
        git.run("git", "commit", "-q", "-m", "Everything");
    }

    private void findModules() throws IOException {
        try (Stream<Path> files = Files.walk(repository)) {
            for (Path pom : files.filter(file -> file.endsWith("pom.xml")).toList()) {
                String text = Files.readString(pom);
                if (text.contains("<maven.deploy.skip>false</maven.deploy.skip>")) {
                    modules.add(new Module(found(ARTIFACT, pom), text.contains("<packaging>pom</packaging>")));
                }
            }
        }
    }

    /**
     * Runs the documented command in a new clone of the tag. The two builds differ in the folder, the version of Maven, the
     * time zone and the option that omits the signatures. The umask is the usual one: archives contain the permissions
     * of the files.
     */
    private void build(Path clone, Path target, Path keys, String maven, String zone, String... options)
            throws IOException {
        Command.in(TARGET).run("git", "clone", "-q", "--branch", "v" + version, repository, clone);
        Path program = Path.of(Command.property(maven), "bin", "mvn");
        // The plugin that has unpacked it does not keep the permissions.
        program.toFile().setExecutable(true);
        List<Object> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "umask 022 && exec \"$@\"",
                "sh",
                program,
                "-B",
                "-ntp",
                "-Dmaven.repo.local=" + Command.property("trellis.downloads")));
        String documented = found(COMMAND, clone.resolve(".github/CONTRIBUTING.md"))
                .replace("\\", "")
                .replace("file:///tmp/release", target.toUri().toString());
        command.addAll(List.of(documented.trim().split("\\s+")));
        command.addAll(List.of(options));
        Command.in(clone).with("GNUPGHOME", keys).with("TZ", zone).run(command.toArray());
    }

    /** Returns the published files, relative to the folder, without checksums. */
    static Set<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            Set<String> names = new TreeSet<>();
            files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(name -> !name.matches(".*\\.(md5|sha1|sha256|sha512)"))
                    .forEach(names::add);
            return names;
        }
    }

    /** Returns the file of an artifact; the suffix is {@code .jar}, {@code -sources.jar} and so on. */
    Path file(String artifact, String suffix) {
        return published.resolve(name(artifact, suffix));
    }

    String name(String artifact, String suffix) {
        return "dev/trellis/" + artifact + "/" + version + "/" + artifact + "-" + version + suffix;
    }

    private static String found(Pattern pattern, Path file) throws IOException {
        Matcher matcher = pattern.matcher(Files.readString(file));
        if (!matcher.find()) {
            throw new IllegalStateException(file + ": no " + pattern);
        }
        return matcher.group(1);
    }

    private void removeKeys() {
        try {
            Command.in(TARGET).with("GNUPGHOME", keys).run("gpgconf", "--kill", "all");
            delete(keys);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
