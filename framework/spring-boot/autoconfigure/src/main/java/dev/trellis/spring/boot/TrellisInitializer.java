package dev.trellis.spring.boot;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.report.RevisionReport;
import dev.trellis.report.RunReport;
import dev.trellis.spring.boot.TrellisProperties.Mode;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * Does for each {@link Trellis} bean what the property {@code trellis.mode} states when the application starts, and writes
 * one line for each bean into the log. Beans that use a database depend on this bean, so they are created after it.
 */
public final class TrellisInitializer implements InitializingBean {
    private static final Log LOG = LogFactory.getLog(TrellisInitializer.class);

    private final ListableBeanFactory beans;
    private final Environment environment;
    private final TrellisProperties properties;
    private final @Nullable TrellisUpgradeStrategy strategy;

    /**
     * Creates the bean.
     *
     * @param beans contains the {@link Trellis} beans
     * @param environment states the port on which probes are answered
     * @param strategy null for the upgrade that the properties describe
     */
    public TrellisInitializer(
            ListableBeanFactory beans,
            Environment environment,
            TrellisProperties properties,
            @Nullable TrellisUpgradeStrategy strategy) {
        this.beans = beans;
        this.environment = environment;
        this.properties = properties;
        this.strategy = strategy;
    }

    /**
     * Upgrades or checks each database, or does nothing, as the property {@code trellis.mode} states.
     *
     * @throws dev.trellis.error.TrellisException if a database cannot be upgraded, or is not at its heads in the modes
     *     {@code check-heads} and {@code wait}
     * @throws UpgradeFinishedException in the mode {@code upgrade-and-exit}, after all databases have been upgraded
     */
    @Override
    public void afterPropertiesSet() {
        ProbeServer probes = properties.probes() ? ProbeServer.open(environment) : null;
        try {
            runAll();
        } finally {
            if (probes != null) {
                probes.close();
            }
        }
    }

    private void runAll() {
        boolean isExit = false;
        for (String name : beans.getBeanNamesForType(Trellis.class, false, false)) {
            TrellisProperties chosen = TrellisBeanNames.properties(name, properties);
            run(name, chosen);
            isExit |= chosen.mode() == Mode.UPGRADE_AND_EXIT;
        }
        if (isExit) {
            throw new UpgradeFinishedException();
        }
    }

    private void run(String name, TrellisProperties chosen) {
        if (chosen.mode() == Mode.NONE) {
            LOG.info(name + ": nothing done: the mode is none");
            return;
        }
        long start = System.nanoTime();
        Trellis trellis = beans.getBean(name, Trellis.class);
        String done = new Attempts(name, chosen).run(() -> run(name, chosen, trellis));
        List<RevisionReport> heads = trellis.heads(false);
        if (heads.isEmpty()) {
            LOG.warn(
                    name + ": nothing done: neither a plugin nor a property 'trellis.branches' contributes a revision");
            return;
        }
        LOG.info(name + ": " + done + " in " + (System.nanoTime() - start) / 1_000_000 + " ms; found " + found(heads));
    }

    private String run(String name, TrellisProperties chosen, Trellis trellis) {
        if (chosen.mode() == Mode.CHECK_HEADS || chosen.mode() == Mode.WAIT) {
            trellis.checkHeads();
            return "checked that the database is at its heads";
        }
        RunReport report = strategy == null
                ? trellis.upgrade(chosen.target(), new UpgradeOptions(chosen.adopt(), chosen.acceptChanged()))
                : strategy.upgrade(name, trellis);
        int steps = report.steps().size();
        return (steps == 0 ? "nothing to do" : steps == 1 ? "1 revision run" : steps + " revisions run")
                + ", the database is at " + (report.heads().isEmpty() ? "base" : String.join(", ", report.heads()));
    }

    /** Returns a text with the labels of the branches that have scripts. */
    private static String found(List<RevisionReport> heads) {
        List<String> labels = heads.stream()
                .map(RevisionReport::branch)
                .filter(label -> !label.isEmpty())
                .distinct()
                .sorted()
                .toList();
        return labels.stream().collect(Collectors.joining(", ", labels.size() == 1 ? "branch " : "branches ", ""));
    }
}
