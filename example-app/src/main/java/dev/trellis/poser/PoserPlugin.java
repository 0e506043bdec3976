package dev.trellis.poser;

import dev.trellis.hibernate.EntityModel;
import dev.trellis.inject.TrellisBinder;
import dev.trellis.inject.TrellisPlugin;
import dev.trellis.poser.model.PoserCustomer;
import dev.trellis.poser.model.PoserDeliveryRoute;
import dev.trellis.poser.model.PoserDeliveryStop;
import dev.trellis.poser.model.PoserProduct;

/** Contributes the branch {@code poser}. */
public final class PoserPlugin extends TrellisPlugin {

    @Override
    protected void configure(TrellisBinder trellis) {
        trellis.branch("poser")
                .tablePrefix("poser_")
                .scripts("db/poser")
                .model(EntityModel.of(
                                PoserCustomer.class,
                                PoserProduct.class,
                                PoserDeliveryRoute.class,
                                PoserDeliveryStop.class)
                        // The base's keys are char(36) on MySQL, where Hibernate's default is binary(16).
                        .setting("mysql", "hibernate.type.preferred_uuid_jdbc_type", "CHAR"));
        trellis.seeder(DeliveryRoutes.class);
    }
}
