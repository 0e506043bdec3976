package dev.trellis.thirdparty;

import dev.trellis.inject.TrellisBinder;
import dev.trellis.inject.TrellisPlugin;

/** The plugin, which {@code META-INF/services} names. */
public final class HsqldbPlugin extends TrellisPlugin {
    @Override
    protected void configure(TrellisBinder trellis) {
        trellis.dialect(HsqldbDialect.class);
    }
}
