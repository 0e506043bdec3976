package dev.trellis.documentation;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.config.Configuration;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import dev.trellis.inject.Plugins;
import dev.trellis.report.RunReport;
import dev.trellis.revision.Step;
import dev.trellis.script.Script;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Migrates the database when an application starts. */
final class Embedding {
    private static final Logger LOG = System.getLogger("shop.migrations");

    private Embedding() {}

    /** @param variables values for {@code ${...}} in the configuration; they come before environment variables */
    static RunReport migrate(Path file, Map<String, String> variables) {
        Configuration configuration = ConfigurationReader.read(file, null, variables, System::getenv);
        Extensions plugins = Plugins.find(configuration.pluginFolder(), configuration.pluginClasses());
        try (Trellis trellis = new Trellis(configuration, plugins, new Progress())) {
            RunReport report = trellis.upgrade("heads", UpgradeOptions.NONE);
            LOG.log(
                    Level.INFO,
                    "{0} revisions applied, now at {1}",
                    report.steps().size(),
                    report.heads());
            return report;
        } catch (TrellisException e) {
            for (Problem problem : e.problems()) {
                LOG.log(Level.ERROR, "{0}: {1}", problem.name(), problem.message());
            }
            throw e;
        }
    }

    /** Logs what a run does. */
    private static final class Progress implements Listener {
        @Override
        public void done(Step step, @Nullable Script script, Duration took) {
            LOG.log(
                    Level.INFO,
                    "{0} {1} in {2} ms",
                    step.direction(),
                    step.revision().id(),
                    took.toMillis());
        }

        @Override
        public void note(String text) {
            LOG.log(Level.WARNING, text);
        }
    }
}
