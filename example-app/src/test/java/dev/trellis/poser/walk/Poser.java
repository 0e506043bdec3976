package dev.trellis.poser.walk;

import dev.trellis.Trellis;
import dev.trellis.cli.Main;
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

/** A copy of Poser whose sources a page may change; it is compiled anew when they are not what they were. */
final class Poser implements Session.App, AutoCloseable {
    private static final List<Path> FRAMEWORK = Stream.of(Trellis.class, Main.class, EntityModel.class, Customer.class)
            .map(Launcher::container)
            .toList();
    private static final String VERSION = "-0.1.0-SNAPSHOT.jar";

    private final Path folder;
    private @Nullable String built;
    private @Nullable Launcher launcher;

    private Poser(Path folder) {
        this.folder = folder;
    }

    /** Copies the sources, the configuration and the plugin folder. */
    static Poser copied(Path temporary) throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("example-app")).toRealPath();
        Distribution.copy(Path.of("src", "main"), folder.resolve("src/main"));
        Files.copy(Path.of("trellis.yaml"), folder.resolve("trellis.yaml"));
        Path plugins = Files.createDirectories(folder.resolve("target/plugins"));
        Distribution.jar(Launcher.container(LoyaltyPlugin.class), plugins.resolve("trellis-loyalty.jar"));
        Path lib = Files.createDirectories(folder.resolve("target/lib"));
        Distribution.jar(Launcher.container(Customer.class), lib.resolve("trellis-base-schema" + VERSION));
        return new Poser(folder);
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
        if (launcher == null || !sources.toString().equals(built)) {
            close();
            Path classes = Files.createTempDirectory(folder.resolve("target"), "classes");
            compile(classes);
            Distribution.copy(folder.resolve("src/main/resources"), classes);
            Path jar = Files.createTempDirectory(folder.resolve("target"), "built")
                    .resolve("trellis-example-app" + VERSION);
            Distribution.jar(classes, jar);
            List<Path> all = new ArrayList<>(FRAMEWORK.subList(0, FRAMEWORK.size() - 1));
            all.add(folder.resolve("target/lib/trellis-base-schema" + VERSION));
            all.add(jar);
            launcher = new Launcher(all);
            built = sources.toString();
        }
        return Objects.requireNonNull(launcher);
    }

    private void compile(Path classes) throws IOException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        String classPath = Stream.concat(FRAMEWORK.stream(), Launcher.libraries().stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> sources = Launcher.files(folder.resolve("src/main/java"));
            boolean compiled = compiler.getTask(
                            said,
                            files,
                            null,
                            List.of("-proc:none", "-d", classes.toString(), "-cp", classPath),
                            null,
                            files.getJavaFileObjectsFromPaths(sources))
                    .call();
            if (!compiled) {
                throw new IllegalStateException(said.toString());
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
