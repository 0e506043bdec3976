package dev.trellis.dashboard;

import dev.trellis.error.TrellisException;
import dev.trellis.internal.dashboard.http.LocalServer;
import dev.trellis.internal.dashboard.live.EnvironmentName;
import dev.trellis.internal.dashboard.live.Environments;
import dev.trellis.internal.dashboard.live.LiveSite;
import dev.trellis.internal.dashboard.route.Routes;
import dev.trellis.internal.dashboard.upgrade.OneTimeToken;
import dev.trellis.internal.dashboard.upgrade.UpgradeRuns;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A running dashboard:
 *
 * <pre>{@code
 * try (Dashboard dashboard = Dashboard.start(
 *         new DashboardRequest(configuration, Extensions.NONE, null, 0, Permission.READ))) {
 *     System.out.println(dashboard.address());
 *     ...
 * }
 * }</pre>
 *
 * <p>The server listens on 127.0.0.1 only. Every user of the machine can read its pages.
 */
public final class Dashboard implements AutoCloseable {
    private final LocalServer server;
    private final Environments environments;
    private final LiveSite site;
    private final UpgradeRuns runs;
    private final @Nullable OneTimeToken token;

    private Dashboard(
            LocalServer server,
            Environments environments,
            LiveSite site,
            UpgradeRuns runs,
            @Nullable OneTimeToken token) {
        this.server = server;
        this.environments = environments;
        this.site = site;
        this.runs = runs;
        this.token = token;
    }

    /**
     * Starts a dashboard. It connects to no database until a page is requested.
     *
     * @throws TrellisException {@code port_in_use}, and {@code missing_key} if no database is configured
     */
    public static Dashboard start(DashboardRequest request) {
        Environments environments =
                Environments.of(request.configuration(), request.extensions(), request.environment());
        OneTimeToken token = request.permission() == Permission.UPGRADE ? OneTimeToken.create() : null;
        UpgradeRuns runs = new UpgradeRuns();
        LocalServer server;
        try {
            server = LocalServer.bind(request.port());
        } catch (IOException e) {
            environments.close();
            throw DashboardException.portInUse(request.port(), e);
        }
        LiveSite site = new LiveSite(environments.all().get(0), environments.title());
        server.start(new Routes(environments, site, runs, token, server.port()));
        return new Dashboard(server, environments, site, runs, token);
    }

    /** Returns the address of the start page, such as {@code http://127.0.0.1:8787/}. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.port() + "/");
    }

    /**
     * Returns the address that permits the first browser which opens it to start upgrades; null if the dashboard only reads.
     */
    public @Nullable URI upgradeAddress() {
        return token == null ? null : address().resolve("/login?token=" + token.text());
    }

    /** Returns the names of the environments in which an upgrade is running. */
    public List<String> upgrading() {
        return runs.running().stream().map(EnvironmentName::text).toList();
    }

    /** Stops the server. Running upgrades are completed first, while the pages still show their progress. */
    @Override
    public void close() {
        runs.close();
        server.close();
        site.close();
        environments.close();
    }
}
