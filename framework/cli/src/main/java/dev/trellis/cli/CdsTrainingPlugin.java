package dev.trellis.cli;

import dev.trellis.inject.TrellisBinder;
import dev.trellis.inject.TrellisPlugin;

/** The plugin of the project that {@link CdsTraining} runs; its branch has one script. */
public final class CdsTrainingPlugin extends TrellisPlugin {
    @Override
    protected void configure(TrellisBinder trellis) {
        trellis.branch("contributed").scripts("dev/trellis/cli/training/plugin");
    }
}
