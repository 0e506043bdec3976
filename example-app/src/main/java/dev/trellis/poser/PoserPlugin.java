package dev.trellis.poser;

import dev.trellis.inject.TrellisBinder;
import dev.trellis.inject.TrellisPlugin;

/** Contributes the branch {@code poser}. */
public final class PoserPlugin extends TrellisPlugin {

    @Override
    protected void configure(TrellisBinder trellis) {
        trellis.branch("poser").tablePrefix("poser_").scripts("db/poser");
        trellis.seeder(DeliveryRoutes.class);
    }
}
