package com.example.base;

import dev.trellis.inject.TrellisBinder;
import dev.trellis.inject.TrellisPlugin;

public final class BasePlugin extends TrellisPlugin {
    @Override
    protected void configure(TrellisBinder trellis) {
        trellis.branch("base_shop").scripts("db/base").protectedBase();
    }
}
