package dev.trellis.poser.pages;

import dev.trellis.Trellis;
import dev.trellis.cli.Main;
import dev.trellis.fleet.Fleet;
import dev.trellis.hibernate.EntityModel;
import dev.trellis.loyalty.LoyaltyPlugin;
import dev.trellis.retail.model.Customer;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** A copy of Poser whose sources a page can change. It is compiled again after each change. */
final class PoserCopy implements ConsoleSession.App, AutoCloseable {
    private static final List<Path> FRAMEWORK = Stream.of(
                    Trellis.class, Main.class, Fleet.class, EntityModel.class, Customer.class)
            .map(Launcher::container)
            .toList();
    private static final String VERSION = "-0.1.0-SNAPSHOT.jar";

    private final Path folder;
    private @Nullable String builtSources;
    private @Nullable Launcher launcher;

    private PoserCopy(Path folder) {
        this.folder = folder;
    }

    /** Copies the sources, the configuration and the plugin folder. */
    static PoserCopy create(Path temporary) throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("example-app")).toRealPath();
        Artifacts.copy(Path.of("src", "main"), folder.resolve("src/main"));
        Files.copy(Path.of("trellis.yaml"), folder.resolve("trellis.yaml"));
        Path plugins = Files.createDirectories(folder.resolve("target/plugins"));
        Artifacts.jar(Launcher.container(LoyaltyPlugin.class), plugins.resolve("trellis-loyalty.jar"));
        Path lib = Files.createDirectories(folder.resolve("target/lib"));
        Artifacts.jar(Launcher.container(Customer.class), lib.resolve("trellis-base-schema" + VERSION));
        return new PoserCopy(folder);
    }

    Path folder() {
        return folder;
    }

    @Override
    public Launcher launcher() throws IOException {
        StringBuilder sources = new StringBuilder();
        for (Path file : Launcher.files(folder.resolve("src/main"))) {
            sources.append(file).append('\n').append(Files.readString(file));
        }
        if (launcher == null || !sources.toString().equals(builtSources)) {
            close();
            Path classes = Files.createTempDirectory(folder.resolve("target"), "classes");
            compile(classes);
            Artifacts.copy(folder.resolve("src/main/resources"), classes);
            Path jar = Files.createTempDirectory(folder.resolve("target"), "built")
                    .resolve("trellis-example-app" + VERSION);
            Artifacts.jar(classes, jar);
            List<Path> all = new ArrayList<>(FRAMEWORK.subList(0, FRAMEWORK.size() - 1));
            all.add(folder.resolve("target/lib/trellis-base-schema" + VERSION));
            all.add(jar);
            launcher = new Launcher(all);
            builtSources = sources.toString();
        }
        return Objects.requireNonNull(launcher);
    }

    private void compile(Path classes) throws IOException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        String classPath = Stream.concat(FRAMEWORK.stream(), Launcher.libraries().stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> sources = Launcher.files(folder.resolve("src/main/java"));
            boolean compiled = compiler.getTask(
                            messages,
                            files,
                            null,
                            List.of("-proc:none", "-d", classes.toString(), "-cp", classPath),
                            null,
                            files.getJavaFileObjectsFromPaths(sources))
                    .call();
            if (!compiled) {
                throw new IllegalStateException(messages.toString());
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (launcher != null) {
            launcher.close();
        }
    }
}
