package dev.trellis.inject;

import com.google.inject.AbstractModule;
import com.google.inject.Binder;

/**
 * A plugin: a Guice module that contributes to Trellis. The file
 * {@code META-INF/services/dev.trellis.inject.TrellisPlugin} names the class, which needs a public constructor without
 * parameters.
 *
 * <pre>{@code
 * public final class LoyaltyPlugin extends TrellisPlugin {
 *     @Override
 *     protected void configure(TrellisBinder trellis) {
 *         trellis.branch("loyalty").tablePrefix("loyalty_").scripts("db/loyalty").model("db/loyalty/model.yaml");
 *     }
 * }
 * }</pre>
 */
public abstract class TrellisPlugin extends AbstractModule {

    /**
     * Contributes to Trellis. Trellis calls this method once to read the contributions, and again when it creates the
     * injector, so the method must not have side effects.
     */
    protected abstract void configure(TrellisBinder trellis);

    /**
     * Binds the objects that the constructors of the contributed classes require. Override this method to add bindings of
     * your own.
     */
    protected void bindDependencies(Binder binder) {}

    @Override
    protected final void configure() {
        contributions().bind(binder());
        bindDependencies(binder());
    }

    /** Returns the contributions of the plugin, without creating an injector. */
    final TrellisBinder contributions() {
        TrellisBinder contributions = new TrellisBinder(getClass());
        configure(contributions);
        return contributions;
    }
}
