package dev.trellis.thirdparty;

import dev.trellis.inject.TrellisBinder;
import dev.trellis.inject.TrellisPlugin;

/** Named in {@code META-INF/services}, as in any jar that is dropped in. */
public final class HsqldbPlugin extends TrellisPlugin {
    @Override
    protected void configure(TrellisBinder trellis) {
        trellis.dialect(HsqldbDialect.class);
    }
}
