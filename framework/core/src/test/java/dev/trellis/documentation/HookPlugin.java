package dev.trellis.documentation;

import dev.trellis.inject.TrellisBinder;
import dev.trellis.inject.TrellisPlugin;

/** Contributes a hook and no branch. */
public final class HookPlugin extends TrellisPlugin {
    @Override
    protected void configure(TrellisBinder trellis) {
        trellis.hook(IgnoreReports.class);
    }
}
