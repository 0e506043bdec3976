/**
 * Upgrades that a user starts on a page. {@link dev.trellis.internal.dashboard.upgrade.OneTimeToken} admits one browser, which
 * receives a {@link dev.trellis.internal.dashboard.upgrade.BrowserSession}. {@link
 * dev.trellis.internal.dashboard.upgrade.UpgradeRuns} runs one upgrade of an environment at a time.
 */
@NullMarked
package dev.trellis.internal.dashboard.upgrade;

import org.jspecify.annotations.NullMarked;
