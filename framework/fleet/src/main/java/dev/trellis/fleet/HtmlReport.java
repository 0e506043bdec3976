package dev.trellis.fleet;

import dev.trellis.fleet.TargetResult.TargetError;
import dev.trellis.report.PlanReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes the results as one HTML page without scripts, each row as soon as its result is known. The summary is the last
 * element of the page, and its style shows it first.
 */
public final class HtmlReport implements FleetListener {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>trellis fleet %1$s</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; display: flex; flex-direction: column; }
            h1, .summary { order: -1; }
            table { border-collapse: collapse; width: 100%%; }
            th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #8884; }
            .failed, .finding { color: #c0262d; font-weight: 600; }
            .retry, .not_started, .pending { color: #a45b00; font-weight: 600; }
            pre { white-space: pre-wrap; margin: 0; }
            @media (prefers-color-scheme: dark) {
              .failed, .finding { color: #ff8a8a; }
              .retry, .not_started, .pending { color: #ffbf66; }
            }
            </style>
            </head>
            <body>
            <h1>trellis fleet %1$s</h1>
            <main>
            <table>
            <thead><tr><th scope="col">target</th><th scope="col">wave</th><th scope="col">labels</th>\
            <th scope="col">database</th><th scope="col">result</th><th scope="col">revisions</th>\
            <th scope="col">at</th><th scope="col">ms</th></tr></thead>
            <tbody>
            """;

    private final Consumer<String> out;
    private final List<String> plans = new ArrayList<>();

    /**
     * Creates the report.
     *
     * @param out receives the page in parts
     */
    public HtmlReport(Consumer<String> out) {
        this.out = out;
    }

    @Override
    public void begun(String command, int targets) {
        out.accept(HEAD.formatted(escape(command)));
    }

    @Override
    public void planned(int number, PlanReport plan) {
        StringBuilder text = new StringBuilder("<h2>Plan " + number + "</h2>\n<pre>");
        plan.steps().forEach(step -> {
            text.append(escape("-- " + step.revision().revision() + "  "
                            + step.revision().message()))
                    .append('\n');
            step.statements().forEach(sql -> text.append(escape(sql)).append(";\n"));
        });
        plans.add(text.append("</pre>\n").toString());
    }

    @Override
    public void result(TargetResult result) {
        StringBuilder row = new StringBuilder("<tr>");
        cell(row, result.target());
        cell(row, result.wave());
        cell(row, String.join(", ", result.labels()));
        cell(row, result.database());
        row.append("<td class=\"").append(result.status()).append("\">").append(escape(text(result)));
        TargetError error = result.error();
        if (error != null) {
            row.append("<pre>")
                    .append(escape(error.name() + ": " + error.message()
                            + (error.advice() == null ? "" : "\n" + error.advice()) + "\n" + error.examine()))
                    .append("</pre>");
        }
        if (!result.notes().isEmpty()) {
            row.append("<pre>")
                    .append(escape(String.join("\n", result.notes())))
                    .append("</pre>");
        }
        row.append("</td>");
        cell(row, String.join(" ", result.revisions()));
        cell(row, String.join(" ", result.heads()));
        cell(row, String.valueOf(result.durationMillis()));
        out.accept(row.append("</tr>\n").toString());
    }

    private static String text(TargetResult result) {
        String plan = result.plan() == null ? "" : ", plan " + result.plan();
        return result.status().toString().replace('_', ' ') + plan;
    }

    private static void cell(StringBuilder row, String text) {
        row.append("<td>").append(escape(text)).append("</td>");
    }

    @Override
    public void finished(FleetSummary summary) {
        StringBuilder end = new StringBuilder("</tbody>\n</table>\n");
        plans.forEach(end::append);
        end.append("</main>\n<p class=\"summary\">").append(summary.targets()).append(" targets");
        for (TargetStatus status : TargetStatus.values()) {
            if (summary.count(status) > 0) {
                end.append(", <span class=\"")
                        .append(status)
                        .append("\">")
                        .append(summary.count(status))
                        .append(' ');
                end.append(status.toString().replace('_', ' ')).append("</span>");
            }
        }
        end.append(" in ").append(summary.durationMillis()).append(" ms</p>\n</body>\n</html>\n");
        out.accept(end.toString());
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
