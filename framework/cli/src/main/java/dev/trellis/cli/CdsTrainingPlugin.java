package dev.trellis.cli;

import dev.trellis.inject.TrellisBinder;
import dev.trellis.inject.TrellisPlugin;

/** The plugin of {@link CdsTraining}, with one script in the jar that it is in. */
public final class CdsTrainingPlugin extends TrellisPlugin {
    @Override
    protected void configure(TrellisBinder trellis) {
        trellis.branch("plugged").scripts("dev/trellis/cli/warm");
    }
}
