package dev.trellis.inject;

import com.google.inject.ConfigurationException;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import dev.trellis.Extensions.Instances;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates contributed classes with an injector of all plugins. The injector is created when the first class is needed. */
final class InjectedInstances implements Instances {
    private final List<TrellisPlugin> plugins;
    private @Nullable Injector injector;

    InjectedInstances(List<TrellisPlugin> plugins) {
        this.plugins = List.copyOf(plugins);
    }

    @Override
    public <T> T get(Class<T> type) {
        try {
            if (injector == null) {
                injector = Guice.createInjector(plugins);
            }
            return injector.getInstance(type);
        } catch (CreationException | ConfigurationException | ProvisionException | LinkageError e) {
            throw PluginException.notCreated(type, e);
        }
    }
}
