package dev.trellis.poser.walk;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * The command line as an app's launcher starts it, in this process: with class loaders of its own, so that it sees the
 * framework and what the page has made, and not what else is on the class path of the tests.
 */
final class Launcher implements AutoCloseable {
    private static final Path PROJECT =
            Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());

    /** Of other projects; loaded once, because they are most of what starting takes. */
    private static final List<Path> LIBRARIES = Stream.concat(
                    classPath().stream().filter(path -> path.toString().endsWith(".jar") && !path.startsWith(PROJECT)),
                    Stream.of(container(CommandLine.class))) // compiled by this project, and another's all the same
            .toList();

    private static final URLClassLoader SHARED =
            new URLClassLoader(urls(LIBRARIES), ClassLoader.getPlatformClassLoader());

    private final URLClassLoader loader;

    /** @param classes the jars and folders of the framework and of the app, in the order of their class path */
    Launcher(List<Path> classes) {
        this.loader = new URLClassLoader(urls(classes), SHARED);
    }

    private static List<Path> classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(all.split(File.pathSeparator)).map(Path::of).toList();
    }

    /** The jar or folder that a class of the tests' class path comes from. */
    static Path container(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Path> libraries() {
        return LIBRARIES;
    }

    private static URL[] urls(List<Path> paths) {
        List<URL> urls = new ArrayList<>();
        for (Path path : paths) {
            try {
                urls.add(path.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }
        return urls.toArray(URL[]::new);
    }

    /** @return the exit code */
    int run(Path directory, Map<String, String> variables, PrintStream out, List<String> arguments) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Class<?> surroundings = loader.loadClass("dev.trellis.cli.CommandEnvironment");
            Constructor<?> make = surroundings.getConstructors()[0];
            UnaryOperator<@Nullable String> lookup = variables::get;
            Method run = loader.loadClass("dev.trellis.cli.Main")
                    .getMethod("run", surroundings, PrintStream.class, PrintStream.class, String[].class);
            return (int)
                    run.invoke(null, make.newInstance(directory, lookup), out, out, arguments.toArray(String[]::new));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    /** All files below a folder. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
