package dev.trellis.retail;

import com.google.inject.Binder;
import dev.trellis.inject.TrellisBinder;
import dev.trellis.inject.TrellisPlugin;

/** Contributes the branch {@code retail}. */
public final class RetailPlugin extends TrellisPlugin {

    @Override
    protected void configure(TrellisBinder trellis) {
        trellis.branch("retail")
                .scripts("db/retail")
                .model("db/retail/model.yaml")
                .protectedBase();
        trellis.step("retail.normalize_phone_numbers", NormalizePhoneNumbers.class);
    }

    @Override
    protected void bindDependencies(Binder binder) {
        binder.bind(PhoneNumbers.class).to(NorthAmericanPhoneNumbers.class);
    }
}
