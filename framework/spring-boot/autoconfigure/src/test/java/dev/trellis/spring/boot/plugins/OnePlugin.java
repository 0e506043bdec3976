package dev.trellis.spring.boot.plugins;

import dev.trellis.inject.TrellisBinder;
import dev.trellis.inject.TrellisPlugin;

/** The plugin of one application; the jar that contains the class has its scripts. */
public final class OnePlugin extends TrellisPlugin {
    @Override
    protected void configure(TrellisBinder trellis) {
        trellis.branch("one").tablePrefix("one_").scripts("db/one");
    }
}
