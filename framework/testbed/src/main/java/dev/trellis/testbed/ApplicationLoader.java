package dev.trellis.testbed;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** Loads the classes of one application itself, although its parent has them too. */
public final class ApplicationLoader extends URLClassLoader {
    private final String prefix;

    /**
     * Creates the class loader.
     *
     * @param jar contains the classes
     * @param parent loads all other classes
     * @param prefix the beginning of the names of the application's classes
     */
    public ApplicationLoader(Path jar, ClassLoader parent, String prefix) throws IOException {
        super(new URL[] {jar.toUri().toURL()}, parent);
        this.prefix = prefix;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            if (!name.startsWith(prefix)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }
}
