package dev.trellis.poser.pages;

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
 * Runs the command line in this process, as the launcher of an app would start it. It has class loaders of its own, which
 * contain the framework and the classes of the page, but no other classes of the tests.
 */
final class Launcher implements AutoCloseable {
    private static final Path PROJECT =
            Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());

    /** The libraries of other projects. They are loaded only once, because that takes most of the time of a start. */
    private static final List<Path> LIBRARIES = Stream.concat(
                    classPath().stream().filter(path -> path.toString().endsWith(".jar") && !path.startsWith(PROJECT)),
                    Stream.of(container(CommandLine.class))) // a library, although this project compiles it
            .toList();

    private static final URLClassLoader SHARED =
            new URLClassLoader(urls(LIBRARIES), ClassLoader.getPlatformClassLoader());

    private final URLClassLoader loader;

    /**
     * Creates a launcher.
     *
     * @param classes the jars and folders of the framework and of the app, in the order of the class path
     */
    Launcher(List<Path> classes) {
        this.loader = new URLClassLoader(urls(classes), SHARED);
    }

    private static List<Path> classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(all.split(File.pathSeparator)).map(Path::of).toList();
    }

    /** Returns the jar or folder of a class. */
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

    /**
     * Runs a command.
     *
     * @return the exit code
     */
    int run(Path directory, Map<String, String> variables, PrintStream out, List<String> arguments) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Class<?> environment = loader.loadClass("dev.trellis.cli.CommandEnvironment");
            Constructor<?> constructor = environment.getConstructors()[0];
            UnaryOperator<@Nullable String> lookup = variables::get;
            Method run = loader.loadClass("dev.trellis.cli.Main")
                    .getMethod("run", environment, PrintStream.class, PrintStream.class, String[].class);
            return (int) run.invoke(
                    null, constructor.newInstance(directory, lookup), out, out, arguments.toArray(String[]::new));
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

    /** Returns all files below a folder. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
