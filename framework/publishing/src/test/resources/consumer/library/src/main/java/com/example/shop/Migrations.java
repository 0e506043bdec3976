package com.example.shop;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import javax.sql.DataSource;

/** Upgrades the database of the application. */
public final class Migrations {
    private Migrations() {}

    public static void run(DataSource database) {
        try (Trellis trellis = Trellis.builder()
                .dataSource(database)
                .branch("shop", branch -> branch.scripts("classpath:db/shop").tablePrefix("shop_"))
                .build()) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
        }
    }
}
