package dev.trellis.maven;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;

/** The class path of a project, followed by the plugin and what the plugin depends on, in a class loader without Maven. */
final class ProjectClassPath implements AutoCloseable {
    private final URLClassLoader loader;

    ProjectClassPath(List<String> elements) {
        List<URL> urls = new ArrayList<>();
        for (String element : elements) {
            try {
                urls.add(new File(element).toURI().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(element, e);
            }
        }
        urls.addAll(Arrays.asList(((URLClassLoader) ProjectClassPath.class.getClassLoader()).getURLs()));
        loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    /**
     * Calls a static method of a class of this package, loaded with the project's class path.
     *
     * @param type the simple name of the class
     * @param parameters the types of the method's parameters, which are classes of the JDK
     */
    Object call(String type, Class<?>[] parameters, Object... arguments) throws MojoExecutionException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return loader.loadClass(ProjectClassPath.class.getPackageName() + "." + type)
                    .getMethod("run", parameters)
                    .invoke(null, arguments);
        } catch (InvocationTargetException e) {
            throw new MojoExecutionException(String.valueOf(e.getCause()), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new MojoExecutionException("cannot load " + type + ": " + e, e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
