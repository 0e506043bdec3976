package dev.trellis.spring.boot.plugins;

import dev.trellis.inject.TrellisBinder;
import dev.trellis.inject.TrellisPlugin;

/** The plugin of another application; the jar that contains the class has its scripts. */
public final class TwoPlugin extends TrellisPlugin {
    @Override
    protected void configure(TrellisBinder trellis) {
        trellis.branch("two").tablePrefix("two_").scripts("db/two");
    }
}
