package dev.trellis.documentation;

import dev.trellis.script.JavaStep;
import dev.trellis.script.MigrationContext;

/** Removes the white space around names. */
final class TrimNames implements JavaStep {
    @Override
    public void run(MigrationContext context) {
        context.handle()
                .createQuery("select id, name from shop_clerk")
                .mapToMap()
                .list()
                .forEach(clerk -> context.handle()
                        .createUpdate("update shop_clerk set name = :name where id = :id")
                        .bind("name", String.valueOf(clerk.get("name")).strip())
                        .bind("id", clerk.get("id"))
                        .execute());
    }
}
