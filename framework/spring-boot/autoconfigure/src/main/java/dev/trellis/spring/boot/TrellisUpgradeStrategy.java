package dev.trellis.spring.boot;

import dev.trellis.Trellis;
import dev.trellis.report.RunReport;

/**
 * Replaces the upgrade in the modes {@code upgrade} and {@code upgrade-and-exit}. At most one bean of this type may exist.
 *
 * <pre>{@code
 * @Bean
 * TrellisUpgradeStrategy nothingAtNight() {
 *     return (name, trellis) -> trellis.upgrade(isNight() ? "+0" : "heads", UpgradeOptions.NONE);
 * }
 * }</pre>
 */
@FunctionalInterface
public interface TrellisUpgradeStrategy {
    /**
     * Upgrades a database.
     *
     * @param name the name of the bean: {@code trellis}, or the name of a data source and {@code Trellis}
     * @return the report for the log
     */
    RunReport upgrade(String name, Trellis trellis);
}
