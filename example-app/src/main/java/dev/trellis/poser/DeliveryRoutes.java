package dev.trellis.poser;

import dev.trellis.SeedContext;
import dev.trellis.Seeder;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Creates a delivery route for each store of a new database, so that customers can be added to it. */
public final class DeliveryRoutes implements Seeder {

    @Override
    public String describe() {
        return "a delivery route for each store";
    }

    @Override
    public void seed(SeedContext context) {
        Handle handle = context.handle();
        for (Object store : handle.createQuery("select uuid from store")
                .map((row, ctx) -> row.getObject(1))
                .list()) {
            handle.createUpdate("insert into poser_delivery_route (uuid, store_uuid, name, weekday, active)"
                            + " values (:uuid, :store, 'Monday round', 1, :active)")
                    .bind("uuid", store instanceof UUID ? UUID.randomUUID() : hex(UUID.randomUUID()))
                    .bind("store", store)
                    .bind("active", true)
                    .execute();
        }
    }

    /** Returns a UUID as hexadecimal digits, the notation in databases without a type for UUIDs. */
    private static String hex(UUID uuid) {
        return uuid.toString().replace("-", "");
    }
}
