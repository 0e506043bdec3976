package dev.trellis.inject;

import com.google.inject.ConfigurationException;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import dev.trellis.AutogenerateHook;
import dev.trellis.Extensions;
import dev.trellis.Extensions.Instances;
import dev.trellis.Seeder;
import dev.trellis.branch.Branch;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Problem;
import dev.trellis.error.Problems;
import dev.trellis.lint.LintRule;
import dev.trellis.script.JavaMigration;
import dev.trellis.script.JavaStep;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** Finds plugins on the class path and in a folder, and makes what they contribute into {@link Extensions}. */
public final class Plugins {
    static final String SERVICE = "dev.trellis.inject.TrellisPlugin";

    private Plugins() {}

    /**
     * Finds all plugins. The files are those of {@link java.util.ServiceLoader}; they are read here because that class
     * does not tell which jar a broken entry came from.
     *
     * @param folder a folder of plugin jars, or null for none
     * @param named classes of plugins that no such file names
     * @throws PluginException with every plugin that is broken, and the jar that it came from
     */
    public static Extensions find(@Nullable Path folder, List<String> named) {
        Problems problems = new Problems();
        ClassLoader loader = loader(folder, problems);
        Map<String, String> classes = new LinkedHashMap<>();
        services(loader, classes, problems);
        named.forEach(name -> classes.putIfAbsent(name, "the configuration"));
        Map<TrellisPlugin, Contribution> plugins = new LinkedHashMap<>();
        classes.forEach((name, origin) -> {
            TrellisPlugin plugin = load(loader, name, origin, problems);
            Contribution contribution = plugin == null ? null : contribution(plugin, origin, problems);
            if (plugin != null && contribution != null) {
                plugins.put(plugin, contribution);
            }
        });
        return of(plugins, loader, problems);
    }

    /** The plugins of a folder are loaded together, so that one may need another. */
    private static ClassLoader loader(@Nullable Path folder, Problems problems) {
        ClassLoader parent = Plugins.class.getClassLoader();
        if (folder == null || !Files.exists(folder)) {
            return parent;
        }
        if (!Files.isDirectory(folder)) {
            problems.add(PluginException.noFolder(folder.toString()));
            return parent;
        }
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            files.forEach(jars::add);
        } catch (IOException e) {
            problems.add(PluginException.noFolder(folder.toString()));
        }
        Collections.sort(jars);
        jars.removeIf(jar -> !isJar(jar, problems));
        return jars.isEmpty() ? parent : new URLClassLoader(urls(jars), parent);
    }

    private static boolean isJar(Path file, Problems problems) {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.size() >= 0;
        } catch (IOException e) {
            problems.add(PluginException.notAJar(file.toString(), String.valueOf(e.getMessage())));
            return false;
        }
    }

    private static URL[] urls(List<Path> jars) {
        return jars.stream()
                .map(jar -> {
                    try {
                        return jar.toUri().toURL();
                    } catch (MalformedURLException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toArray(URL[]::new);
    }

    private static void services(ClassLoader loader, Map<String, String> classes, Problems problems) {
        try {
            for (URL url : Collections.list(loader.getResources("META-INF/services/" + SERVICE))) {
                String origin = origin(url);
                for (String name : names(url)) {
                    String other = classes.putIfAbsent(name, origin);
                    if (other != null && !other.equals(origin)) {
                        problems.add(PluginException.twice(name, other, origin));
                    }
                }
            }
        } catch (IOException e) {
            problems.add(Problem.of(ErrorName.BROKEN_PLUGIN, "the plugins cannot be listed: " + e.getMessage()));
        }
    }

    private static List<String> names(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.replaceAll("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    private static String origin(URL url) throws IOException {
        if (url.openConnection() instanceof JarURLConnection jar) {
            String path = jar.getJarFileURL().getPath();
            return path.substring(path.lastIndexOf('/') + 1);
        }
        return url.getPath().replace("/META-INF/services/" + SERVICE, "");
    }

    private static @Nullable TrellisPlugin load(ClassLoader loader, String name, String origin, Problems problems) {
        try {
            Object made =
                    Class.forName(name, true, loader).getDeclaredConstructor().newInstance();
            if (made instanceof TrellisPlugin plugin) {
                return plugin;
            }
            problems.add(PluginException.doesNotLoad(name, origin, "it does not extend " + SERVICE));
        } catch (ClassNotFoundException e) {
            problems.add(PluginException.doesNotLoad(name, origin, "there is no such class"));
        } catch (ReflectiveOperationException | LinkageError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            problems.add(PluginException.doesNotLoad(name, origin, cause.toString()));
        }
        return null;
    }

    private static @Nullable Contribution contribution(TrellisPlugin plugin, String origin, Problems problems) {
        try {
            return plugin.contribution();
        } catch (RuntimeException | LinkageError e) {
            problems.add(PluginException.doesNotConfigure(plugin.getClass().getName(), origin, e));
            return null;
        }
    }

    /** What given plugins contribute. */
    public static Extensions of(List<TrellisPlugin> plugins, ClassLoader loader) {
        Map<TrellisPlugin, Contribution> contributions = new LinkedHashMap<>();
        plugins.forEach(plugin -> contributions.put(plugin, plugin.contribution()));
        return of(contributions, loader, new Problems());
    }

    private static Extensions of(Map<TrellisPlugin, Contribution> plugins, ClassLoader loader, Problems problems) {
        List<Branch> branches = new ArrayList<>();
        List<Class<? extends Dialect>> dialects = new ArrayList<>();
        Map<String, List<Class<? extends JavaMigration>>> migrations = new TreeMap<>();
        Map<String, Class<? extends JavaStep>> steps = new TreeMap<>();
        List<Class<? extends Seeder>> seeders = new ArrayList<>();
        List<Class<? extends AutogenerateHook>> hooks = new ArrayList<>();
        List<Class<? extends LintRule>> lintRules = new ArrayList<>();
        List<Class<?>> commands = new ArrayList<>();
        for (Contribution contribution : plugins.values()) {
            branches.addAll(contribution.branches());
            dialects.addAll(contribution.dialects());
            migrations.putAll(contribution.migrations());
            contribution.steps().forEach((name, type) -> {
                Class<?> other = steps.putIfAbsent(name, type);
                if (other != null) {
                    problems.add(PluginException.stepTwice(name, other, type));
                }
            });
            seeders.addAll(contribution.seeders());
            hooks.addAll(contribution.hooks());
            lintRules.addAll(contribution.lintRules());
            commands.addAll(contribution.commands());
        }
        if (!problems.isEmpty()) {
            throw new PluginException(problems.all());
        }
        return new Extensions(
                branches,
                dialects,
                migrations,
                steps,
                seeders,
                hooks,
                lintRules,
                commands,
                loader,
                new Injected(List.copyOf(plugins.keySet())));
    }

    /** Makes the injector when it is first asked for. */
    private static final class Injected implements Instances {
        private final List<TrellisPlugin> plugins;
        private @Nullable Injector injector;

        Injected(List<TrellisPlugin> plugins) {
            this.plugins = plugins;
        }

        @Override
        public <T> T get(Class<T> type) {
            try {
                if (injector == null) {
                    injector = Guice.createInjector(plugins);
                }
                return injector.getInstance(type);
            } catch (CreationException | ConfigurationException | ProvisionException | LinkageError e) {
                throw PluginException.notMade(type, e);
            }
        }
    }
}
