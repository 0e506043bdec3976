package com.example.app;

import dev.trellis.hibernate.EntityModel;
import dev.trellis.inject.TrellisBinder;
import dev.trellis.inject.TrellisPlugin;

public final class AppPlugin extends TrellisPlugin {
    @Override
    protected void configure(TrellisBinder trellis) {
        trellis.branch("app").tablePrefix("app_").scripts("db/app").model(EntityModel.of(AppOrder.class));
    }
}
