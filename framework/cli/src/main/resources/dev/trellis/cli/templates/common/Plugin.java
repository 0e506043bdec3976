package @{package};

import dev.trellis.inject.TrellisBinder;
import dev.trellis.inject.TrellisPlugin;

/** Contributes the branch '@{label}' to Trellis. */
public final class @{Label}Plugin extends TrellisPlugin {
    @Override
    protected void configure(TrellisBinder trellis) {
        trellis.branch("@{label}")
                .scripts("db/@{label}")
                .model("db/@{label}/model.yaml")@{protectedBase};
    }
}
