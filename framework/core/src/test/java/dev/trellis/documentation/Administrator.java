package dev.trellis.documentation;

import dev.trellis.SeedContext;
import dev.trellis.SeedOption;
import dev.trellis.Seeder;
import java.util.List;

/** Creates the first clerk: {@code db-create --user=doe --password=...}. */
final class Administrator implements Seeder {
    static final SeedOption<String> USER =
            SeedOption.text("user", "The name of the administrator.").orElse("admin");
    static final SeedOption<String> PASSWORD =
            SeedOption.secret("password", "The password of the administrator.").require();

    @Override
    public String describe() {
        return "the administrator";
    }

    @Override
    public List<SeedOption<?>> options() {
        return List.of(USER, PASSWORD);
    }

    @Override
    public void seed(SeedContext context) {
        context.handle()
                .createUpdate("insert into shop_clerk (id, name, password) values (1, :name, :password)")
                .bind("name", context.value(USER))
                .bind("password", new Sha256().of(context.value(PASSWORD)))
                .execute();
    }
}
