package com.example.shop;

import dev.trellis.script.JavaStep;
import dev.trellis.script.MigrationContext;
import org.springframework.stereotype.Component;

@Component("shop.trim_names")
class TrimNames implements JavaStep {
    @Override
    public void run(MigrationContext context) {
        context.handle().execute("update shop_order set note = trim(note)");
    }
}
