package dev.trellis.inject;

import dev.trellis.Extensions;
import dev.trellis.error.JarName;
import dev.trellis.error.Problems;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the plugins and collects their contributions. */
public final class Plugins {
    private Plugins() {}

    /**
     * Finds the plugins on the class path, in a folder and by name.
     *
     * @param folder a folder of jars with plugins, or null for none
     * @param named the names of plugin classes that no service file lists
     * @throws PluginException {@code broken_plugin}, {@code duplicate_plugin}, {@code duplicate_step} or
     *     {@code no_plugin_folder}, with all problems and the jars that cause them
     */
    public static Extensions find(@Nullable Path folder, List<String> named) {
        return find(Plugins.class.getClassLoader(), folder, named, List.of(), true);
    }

    /**
     * Finds the plugins that service files of a class loader and of a folder list, and the named plugins, and adds the given
     * plugins. A given plugin replaces a found plugin of the same class.
     *
     * @param parent finds the service files, the named classes, and the classes that the jars in the folder need
     * @param folder a folder of jars with plugins, or null for none
     * @param named the names of plugin classes that no service file lists
     * @param isListed whether to use the plugins that service files of {@code parent} list; those of the folder are always
     *     used
     * @throws PluginException {@code broken_plugin}, {@code duplicate_plugin}, {@code duplicate_step} or
     *     {@code no_plugin_folder}, with all problems and the jars that cause them
     */
    public static Extensions find(
            ClassLoader parent,
            @Nullable Path folder,
            List<String> named,
            List<? extends TrellisPlugin> given,
            boolean isListed) {
        Problems problems = new Problems();
        ClassLoader loader = PluginFolder.loader(parent, folder, problems);
        Map<String, String> originByClass = listed(parent, loader, isListed, problems);
        named.forEach(name -> originByClass.putIfAbsent(name, PluginException.CONFIGURATION));
        given.forEach(plugin -> originByClass.remove(plugin.getClass().getName()));
        Map<TrellisPlugin, TrellisBinder> plugins = new LinkedHashMap<>();
        originByClass.forEach((name, origin) -> {
            TrellisPlugin plugin = PluginClasses.create(loader, name, origin, problems);
            if (plugin != null) {
                add(plugin, origin, plugins, problems);
            }
        });
        given.forEach(plugin -> add(plugin, JarName.of(plugin.getClass()), plugins, problems));
        return collect(plugins, loader, problems);
    }

    /** Returns the names of the plugins that service files list, with their jars. */
    private static Map<String, String> listed(
            ClassLoader parent, ClassLoader loader, boolean alsoOfParent, Problems problems) {
        if (alsoOfParent) {
            return PluginClasses.list(loader, problems);
        }
        return loader != parent && loader instanceof URLClassLoader ofFolder
                ? PluginClasses.listOwn(ofFolder, problems)
                : new LinkedHashMap<>();
    }

    private static void add(
            TrellisPlugin plugin, String origin, Map<TrellisPlugin, TrellisBinder> plugins, Problems problems) {
        TrellisBinder contributions = contributions(plugin, origin, problems);
        if (contributions != null) {
            plugins.put(plugin, contributions);
        }
    }

    /**
     * Collects the contributions of the given plugins.
     *
     * @param loader finds JDBC drivers
     * @throws PluginException {@code duplicate_step}
     */
    public static Extensions of(List<? extends TrellisPlugin> plugins, ClassLoader loader) {
        Map<TrellisPlugin, TrellisBinder> contributions = new LinkedHashMap<>();
        plugins.forEach(plugin -> contributions.put(plugin, plugin.contributions()));
        return collect(contributions, loader, new Problems());
    }

    private static @Nullable TrellisBinder contributions(TrellisPlugin plugin, String origin, Problems problems) {
        try {
            return plugin.contributions();
        } catch (RuntimeException | Error e) {
            problems.add(PluginException.notConfigured(plugin.getClass().getName(), origin, e));
            return null;
        }
    }

    private static Extensions collect(
            Map<TrellisPlugin, TrellisBinder> plugins, ClassLoader loader, Problems problems) {
        Extensions.Builder extensions =
                Extensions.builder().loader(loader).instances(new InjectedInstances(List.copyOf(plugins.keySet())));
        Map<String, Class<?>> steps = new TreeMap<>();
        for (TrellisBinder contributions : plugins.values()) {
            contributions.addTo(extensions);
            contributions.forEachStep((name, type) -> {
                Class<?> other = steps.putIfAbsent(name, type);
                if (other != null) {
                    problems.add(PluginException.duplicateStep(name, other, type));
                }
            });
        }
        if (!problems.isEmpty()) {
            throw new PluginException(problems.all());
        }
        return extensions.build();
    }
}
