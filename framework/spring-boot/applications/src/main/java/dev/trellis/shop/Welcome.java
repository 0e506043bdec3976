package dev.trellis.shop;

import dev.trellis.script.JavaStep;
import dev.trellis.script.MigrationContext;
import org.springframework.stereotype.Component;

/** A Java step of the scripts. */
@Component("shop.welcome")
public class Welcome implements JavaStep {
    @Override
    public void run(MigrationContext context) {
        context.handle().execute("insert into shop_order (id, customer_name) values (1, ?)", "the first");
    }
}
