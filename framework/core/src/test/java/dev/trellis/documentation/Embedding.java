package dev.trellis.documentation;

import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import dev.trellis.report.RunReport;
import dev.trellis.revision.Step;
import dev.trellis.script.Script;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Migrates the database when an application starts. */
final class Embedding {
    private static final Logger LOG = System.getLogger("shop.migrations");

    private Embedding() {}

    /** With the pool of the application and scripts in its jar. */
    static RunReport migrate(DataSource pool) {
        try (Trellis trellis = Trellis.builder()
                .dataSource(pool)
                .branch("shop", branch -> branch.scripts("classpath:db/shop").tablePrefix("shop_"))
                .lockTimeout(Duration.ofMinutes(5))
                .listener(new Metrics())
                .build()) {
            return trellis.upgrade("heads", UpgradeOptions.NONE);
        } catch (TrellisException e) {
            for (Problem problem : e.problems()) {
                LOG.log(Level.ERROR, "{0}: {1}", problem.name(), problem.message());
            }
            throw e;
        }
    }

    /** With a configuration file, which also names the database. */
    static RunReport migrate(Path file, Map<String, String> variables) {
        try (Trellis trellis =
                Trellis.builder().configuration(file).variables(variables).build()) {
            return trellis.upgrade("heads", UpgradeOptions.NONE);
        }
    }

    /** Measures the steps of a run. */
    private static final class Metrics implements Listener {
        @Override
        public void done(Step step, @Nullable Script script, Duration took) {
            LOG.log(Level.DEBUG, "{0} {1}", step.revision().id(), took.toMillis());
        }
    }
}
