package dev.trellis.internal.dashboard.route;

import dev.trellis.internal.dashboard.http.LocalServer;
import dev.trellis.internal.dashboard.http.Request;
import dev.trellis.internal.dashboard.http.Response;
import dev.trellis.internal.dashboard.live.Answer;
import dev.trellis.internal.dashboard.live.Environment;
import dev.trellis.internal.dashboard.live.Environments;
import dev.trellis.internal.dashboard.live.LiveSite;
import dev.trellis.internal.dashboard.live.LiveState;
import dev.trellis.internal.dashboard.page.HistoryPage;
import dev.trellis.internal.dashboard.page.LogPage;
import dev.trellis.internal.dashboard.page.MessagePage;
import dev.trellis.internal.dashboard.page.OverviewPage;
import dev.trellis.internal.dashboard.page.PendingPage;
import dev.trellis.internal.dashboard.page.Resources;
import dev.trellis.internal.dashboard.upgrade.BrowserSession;
import dev.trellis.internal.dashboard.upgrade.OneTimeToken;
import dev.trellis.internal.dashboard.upgrade.PlanFingerprint;
import dev.trellis.internal.dashboard.upgrade.RandomText;
import dev.trellis.internal.dashboard.upgrade.UpgradeRuns;
import dev.trellis.report.PlanReport;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Leads each request to its page. */
public final class Routes implements LocalServer.Handler {
    private static final String SITE = "/site/";
    private static final String LIVE = "/live/";

    private final Environments environments;
    private final LiveSite site;
    private final UpgradeRuns runs;
    private final @Nullable OneTimeToken token;
    private final String cookie;

    /**
     * Creates the routes.
     *
     * @param token the token that permits upgrades; null if the dashboard only reads
     * @param port the port of the server. Browsers send cookies to all ports of a host, so the name of the cookie contains it
     */
    public Routes(Environments environments, LiveSite site, UpgradeRuns runs, @Nullable OneTimeToken token, int port) {
        this.environments = environments;
        this.site = site;
        this.runs = runs;
        this.token = token;
        this.cookie = "trellis-" + port;
    }

    @Override
    public Response handle(Request request) {
        try {
            return request.method().equals("POST") ? post(request) : get(request);
        } catch (RuntimeException e) {
            // The text of an unexpected exception may contain anything, such as a password.
            return page(
                    500,
                    "Error",
                    "The page cannot be shown: internal_error: " + e.getClass().getName());
        }
    }

    private Response get(Request request) {
        String path = request.path();
        return switch (path) {
            case "/" -> Response.page(200, OverviewPage.of(environments.title(), states(), runs.running()));
            case "/style.css" -> Response.file(path, Resources.styleSheet());
            case "/live.js" -> Response.file(path, Resources.script());
            case "/search.html" -> Response.redirect(SITE + "search.html" + query(request.parameter("q")));
            case "/site", SITE -> Response.redirect(SITE + "index.html");
            case "/login" -> login(request);
            default -> path.startsWith(SITE) ? site(path.substring(SITE.length())) : live(request);
        };
    }

    private static String query(@Nullable String words) {
        return words == null ? "" : "?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    private Map<Environment, Answer<LiveState>> states() {
        Map<Environment, Supplier<Answer<LiveState>>> begun = new LinkedHashMap<>();
        environments.all().forEach(environment -> begun.put(environment, environment.state()));
        Map<Environment, Answer<LiveState>> states = new LinkedHashMap<>();
        begun.forEach((environment, state) -> states.put(environment, state.get()));
        return states;
    }

    private Response site(String path) {
        Answer<Optional<String>> file = site.file(path);
        Optional<String> text = file.value();
        if (text != null) {
            return text.map(found -> Response.file(path, found)).orElseGet(this::notFound);
        }
        String title = "Documentation";
        return site.isBeingWritten()
                ? Response.page(503, MessagePage.waiting(environments.title(), title, "The pages are being written."))
                : Response.page(500, MessagePage.of(environments.title(), title, file.problems()));
    }

    private Response live(Request request) {
        String[] parts = request.path().split("/", -1);
        if (!request.path().startsWith(LIVE) || parts.length != 4) {
            return notFound();
        }
        Environment environment = environments.find(parts[2]).orElse(null);
        if (environment == null) {
            return notFound();
        }
        String project = environments.title();
        return switch (parts[3]) {
            case "pending" -> Response.page(200, pending(environment, request));
            case "history" ->
                Response.page(200, HistoryPage.of(project, environment, environment.history(HistoryPage.ROWS)));
            case "log" ->
                Response.page(
                        200,
                        LogPage.of(project, environment, environment.state().get(), runs.last(environment)));
            default -> notFound();
        };
    }

    private String pending(Environment environment, Request request) {
        Answer<PlanReport> plan = environment.plan();
        BrowserSession session = session(request);
        PlanReport report = plan.value();
        PendingPage.UpgradeForm form = session == null || report == null
                ? null
                : new PendingPage.UpgradeForm(session.formToken(), RandomText.create(), PlanFingerprint.of(report));
        boolean isOnSite = environment.equals(environments.all().get(0));
        return PendingPage.of(environments.title(), environment, plan, isOnSite, form);
    }

    private @Nullable BrowserSession session(Request request) {
        return token == null ? null : token.session(request.cookies().get(cookie));
    }

    private Response login(Request request) {
        if (token == null) {
            return notFound();
        }
        String given = request.parameter("token");
        return given == null || request.isSpeculative()
                ? Response.page(200, MessagePage.login(environments.title()))
                : redeem(token, given);
    }

    private Response redeem(OneTimeToken required, @Nullable String given) {
        BrowserSession session = required.redeem(given);
        if (session == null) {
            return page(
                    403,
                    "Permit upgrades",
                    required.isUsed()
                            ? "The token has been used. Start the dashboard again for a new one."
                            : "The token is wrong. Copy it from the terminal in which the dashboard was started.");
        }
        return Response.redirect("/")
                .with("Set-Cookie", cookie + "=" + session.cookie() + "; Path=/; HttpOnly; SameSite=Strict");
    }

    private Response post(Request request) {
        if (token == null) {
            return page(
                    403, "Not permitted", "This dashboard only reads. Start it with --allow-upgrade to run upgrades.");
        }
        if (request.path().equals("/login")) {
            return redeem(token, request.parameter("token"));
        }
        String[] parts = request.path().split("/", -1);
        Environment environment = request.path().startsWith(LIVE) && parts.length == 4 && parts[3].equals("upgrade")
                ? environments.find(parts[2]).orElse(null)
                : null;
        return environment == null ? notFound() : upgrade(environment, request);
    }

    private Response upgrade(Environment environment, Request request) {
        BrowserSession session = session(request);
        if (session == null || !session.accepts(request.parameter("session"))) {
            return page(403, "Not permitted", "Only the browser that has used the token may start an upgrade.");
        }
        String form = request.parameter("form");
        String plan = request.parameter("plan");
        if (form == null || plan == null) {
            return page(400, "Not complete", "The form is not complete. Load the page again.");
        }
        runs.start(environment, form, plan);
        return Response.redirect(LIVE + environment.name().slug() + "/log");
    }

    private Response notFound() {
        return page(404, "No such page", "There is no such page.");
    }

    private Response page(int status, String title, String sentence) {
        return Response.page(status, MessagePage.of(environments.title(), title, sentence));
    }
}
