package dev.trellis.loyalty;

import dev.trellis.inject.TrellisBinder;
import dev.trellis.inject.TrellisPlugin;

/** Contributes the branch {@code loyalty}. */
public final class LoyaltyPlugin extends TrellisPlugin {

    @Override
    protected void configure(TrellisBinder trellis) {
        trellis.branch("loyalty").tablePrefix("loyalty_").scripts("db/loyalty").model("db/loyalty/model.yaml");
    }
}
