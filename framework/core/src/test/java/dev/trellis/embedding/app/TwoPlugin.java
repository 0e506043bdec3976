package dev.trellis.embedding.app;

import com.google.inject.Binder;
import com.google.inject.Inject;
import dev.trellis.inject.TrellisBinder;
import dev.trellis.inject.TrellisPlugin;
import dev.trellis.script.JavaStep;
import dev.trellis.script.MigrationContext;

/** The plugin of application two: a branch and a Java step with an injected value. */
public final class TwoPlugin extends TrellisPlugin {
    @Override
    protected void configure(TrellisBinder trellis) {
        trellis.branch("two").tablePrefix("two_").scripts("db/two").model("db/two/model.yaml");
        trellis.step("two.fill", Fill.class);
    }

    @Override
    protected void bindDependencies(Binder binder) {
        binder.bind(Name.class).toInstance(new Name("two"));
    }

    /** A value of the application. */
    record Name(String text) {}

    /** Adds a row. */
    static final class Fill implements JavaStep {
        private final Name name;

        @Inject
        Fill(Name name) {
            this.name = name;
        }

        @Override
        public void run(MigrationContext context) {
            context.handle().execute("insert into two_item (id, name) values (1, ?)", name.text());
        }
    }
}
