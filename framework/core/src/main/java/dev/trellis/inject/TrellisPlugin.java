package dev.trellis.inject;

import com.google.inject.AbstractModule;
import com.google.inject.Binder;

/**
 * A plugin: a Guice module that contributes to Trellis. Name the class in
 * {@code META-INF/services/dev.trellis.inject.TrellisPlugin}; it needs a public constructor without parameters.
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

    /** Names what this plugin contributes. Called once to read it and once more when an injector is made. */
    protected abstract void configure(TrellisBinder trellis);

    /** Binds what the contributed classes need in their constructors; override it for bindings of your own. */
    protected void bindDependencies(Binder binder) {}

    @Override
    protected final void configure() {
        Contribution contribution = new Contribution(this);
        configure(contribution);
        contribution.bind(binder());
        bindDependencies(binder());
    }

    /** What the plugin contributes, without an injector. */
    final Contribution contribution() {
        Contribution contribution = new Contribution(this);
        configure(contribution);
        return contribution;
    }
}
