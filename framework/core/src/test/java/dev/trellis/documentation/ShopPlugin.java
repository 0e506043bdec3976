package dev.trellis.documentation;

import com.google.inject.Binder;
import dev.trellis.inject.TrellisBinder;
import dev.trellis.inject.TrellisPlugin;

/** Contributes the branch {@code shop} and what it needs. */
public final class ShopPlugin extends TrellisPlugin {

    @Override
    protected void configure(TrellisBinder trellis) {
        trellis.branch("shop")
                .tablePrefix("shop_")
                .scripts("db/shop")
                .model(ShopModel.model())
                .definitions("db/shop/definitions")
                .migration(HashPasswords.class);
        trellis.step("shop.trim_names", TrimNames.class);
        trellis.seeder(Administrator.class);
        trellis.hook(IgnoreReports.class);
        trellis.lintRule(NoUnlimitedText.class);
    }

    @Override
    protected void bindDependencies(Binder binder) {
        binder.bind(PasswordHash.class).to(Sha256.class);
    }
}
