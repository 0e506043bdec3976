package dev.trellis.internal.dashboard.page;

import dev.trellis.dialect.TableLock;
import dev.trellis.internal.dashboard.live.Answer;
import dev.trellis.internal.dashboard.live.Environment;
import dev.trellis.internal.diagram.site.Html;
import dev.trellis.lint.Finding;
import dev.trellis.report.PlanReport;
import dev.trellis.report.PlanReport.PlannedStep;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The page of the revisions that an upgrade would run. */
public final class PendingPage {
    private static final int SHOWN = 200;
    private static final int OPEN = 5;

    private final Html html;
    private final UnaryOperator<String> secrets;

    private PendingPage(Html html, UnaryOperator<String> secrets) {
        this.html = html;
        this.secrets = secrets;
    }

    /**
     * The form that starts an upgrade.
     *
     * @param sessionToken the token of the session
     * @param form the random text of this form
     * @param plan the fingerprint of the plan
     */
    public record UpgradeForm(String sessionToken, String form, String plan) {}

    /**
     * Returns the page.
     *
     * @param isOnSite whether the documentation site contains the revisions
     * @param form the form; null if the reader may not start upgrades
     */
    public static String of(
            String project,
            Environment environment,
            Answer<PlanReport> plan,
            boolean isOnSite,
            @Nullable UpgradeForm form) {
        String title = "Pending: " + environment.name().text();
        DashboardPage page = new DashboardPage(project, title, DashboardPage.address(environment, "pending"), 0);
        page.tabs(environment, "Pending");
        PendingPage pending = new PendingPage(page.html(), environment::hide);
        PlanReport report = plan.value();
        if (report == null) {
            DashboardPage.problems(page.html(), plan.problems());
        } else {
            pending.plan(report, isOnSite);
            if (form != null && !report.steps().isEmpty()) {
                pending.form(environment, report, form);
            }
        }
        return page.finish();
    }

    private void plan(PlanReport report, boolean isOnSite) {
        int count = report.steps().size();
        html.paragraph(
                count == 0
                        ? "All revisions are applied."
                        : "An upgrade to heads would run " + DashboardPage.revisions(count)
                                + " in this order. This is a dry run: nothing has been changed.");
        if (!report.notes().isEmpty()) {
            html.open("ul");
            report.notes().forEach(note -> html.element("li", secrets.apply(note)));
            html.end();
        }
        List<PlannedStep> steps = report.steps();
        for (int i = 0; i < Math.min(count, SHOWN); i++) {
            step(steps.get(i), isOnSite, i < OPEN);
        }
        if (count > SHOWN) {
            html.paragraph("The first " + SHOWN + " of " + count + " revisions are shown.");
        }
    }

    private void step(PlannedStep step, boolean isOnSite, boolean isOpen) {
        html.open("h2");
        DashboardPage.revision(html, step.revision().revision(), isOnSite);
        html.text(" " + step.revision().message()).text(" ");
        html.element("span", step.revision().branch(), "class", "badge").end();
        findings(step.findings());
        locks(step.locks());
        if (step.statements().isEmpty()) {
            html.paragraph("No statements.");
            return;
        }
        if (isOpen) {
            html.open("details", "open", "open");
        } else {
            html.open("details");
        }
        String id = step.revision().revision();
        html.element("summary", "SQL of " + id);
        html.code(
                "SQL of " + id,
                String.join("\n", step.statements().stream().map(this::text).toList()));
        html.end();
    }

    private String text(String statement) {
        return secrets.apply(statement.startsWith("--") || statement.endsWith(";") ? statement : statement + ";");
    }

    private void findings(List<Finding> findings) {
        for (Finding finding : findings) {
            html.open("div", "class", "problem").open("p");
            html.element("strong", "lint: " + finding.rule() + ":")
                    .text(" " + finding.at() + ": " + secrets.apply(finding.message()));
            html.close()
                    .open("p")
                    .element("span", secrets.apply(finding.instead()), "class", "note")
                    .close();
            html.end();
        }
    }

    private void locks(List<TableLock> locks) {
        if (locks.isEmpty()) {
            return;
        }
        html.open("ul", "class", "locks");
        for (TableLock lock : locks) {
            String table = lock.table().equals(TableLock.EVERYTHING) ? "the whole database" : lock.table();
            html.open("li").text("locks ").element("code", table).text(": " + lock.mode() + ", blocks ");
            html.text(lock.blocks().toString().replace('_', ' ')).end();
        }
        html.end();
    }

    private void form(Environment environment, PlanReport report, UpgradeForm form) {
        html.section("Upgrade");
        html.paragraph(
                "The upgrade runs exactly these revisions. If the plan has changed in the meantime, it runs nothing.");
        html.open("form", "method", "post", "action", DashboardPage.address(environment, "upgrade"));
        hidden("session", form.sessionToken());
        hidden("form", form.form());
        hidden("plan", form.plan());
        int count = report.steps().size();
        html.element(
                "button",
                "Upgrade " + environment.name().text() + ": run " + DashboardPage.revisions(count),
                "type",
                "submit",
                "class",
                "button");
        html.end();
    }

    private void hidden(String name, String value) {
        html.empty("input", "type", "hidden", "name", name, "value", value);
    }
}
