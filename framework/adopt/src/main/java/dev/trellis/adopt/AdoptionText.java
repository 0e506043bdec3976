package dev.trellis.adopt;

import dev.trellis.adopt.AdoptionReport.Script;
import java.util.ArrayList;
import java.util.List;

/** Prints an {@link AdoptionReport} as lines of text and as Markdown. */
public final class AdoptionText {
    private final AdoptionReport report;

    private AdoptionText(AdoptionReport report) {
        this.report = report;
    }

    /** Returns the report as lines for a terminal. */
    public static List<String> lines(AdoptionReport report) {
        return new AdoptionText(report).lines();
    }

    /** Returns the report as a page in Markdown. */
    public static String markdown(AdoptionReport report) {
        return new AdoptionText(report).markdown();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(summary());
        for (Script script : report.scripts()) {
            lines.add("  " + script.revision() + "  " + (script.applied() ? "applied" : "pending") + "  "
                    + script.origin() + "  " + script.state());
        }
        report.definitions().forEach(file -> lines.add("  definition " + file));
        report.models().forEach(file -> lines.add("  model " + file));
        section(lines, "gaps:", gaps());
        section(lines, "changed in meaning:", notes());
        section(lines, "changed after they were applied:", report.changed());
        section(lines, "the database differs from what the applied scripts create:", report.differences());
        lines.add(conclusion());
        return lines;
    }

    private static void section(List<String> lines, String heading, List<String> items) {
        if (!items.isEmpty()) {
            lines.add(heading);
            items.forEach(item -> lines.add("  " + item));
        }
    }

    private List<String> gaps() {
        return report.gaps().stream()
                .map(gap -> gap.place() + ": " + gap.reason())
                .toList();
    }

    private List<String> notes() {
        return report.notes().stream()
                .map(note -> note.place() + ": " + note.change())
                .toList();
    }

    private String summary() {
        AdoptionReport.Counts counts = report.counts();
        return report.tool() + ": " + number(counts.scripts(), "script") + ": " + counts.converted() + " converted, "
                + counts.changed() + " changed in meaning, " + number(counts.gaps(), "gap");
    }

    private String conclusion() {
        if (report.reason() != null) {
            return "nothing is recorded: " + report.reason();
        }
        if (report.dryRun()) {
            return "dry run: nothing is written and recorded";
        }
        return report.recorded().isEmpty()
                ? "nothing is recorded: no revision of the project is newly applied"
                : number(report.recorded().size(), "revision") + " recorded as applied";
    }

    private static String number(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private String markdown() {
        StringBuilder text = new StringBuilder("# Adoption from " + report.tool() + "\n\n");
        AdoptionReport.Counts counts = report.counts();
        text.append("| scripts | converted | changed in meaning | gaps |\n|---|---|---|---|\n| ")
                .append(counts.scripts())
                .append(" | ")
                .append(counts.converted())
                .append(" | ")
                .append(counts.changed())
                .append(" | ")
                .append(counts.gaps())
                .append(" |\n\n")
                .append(sentence(conclusion()))
                .append('\n');
        list(text, "Gaps", gaps());
        list(text, "Changed in meaning", notes());
        list(text, "Changed after they were applied", report.changed());
        list(text, "Differences between the database and the applied scripts", report.differences());
        if (!report.scripts().isEmpty()) {
            text.append("\n## Scripts\n\n| original | revision | branch | state | file |\n|---|---|---|---|---|\n");
        }
        for (Script script : report.scripts()) {
            text.append("| ")
                    .append(cell(script.origin()))
                    .append(" | ")
                    .append(cell(script.revision()))
                    .append(" | ")
                    .append(cell(script.branch()))
                    .append(" | ")
                    .append(script.applied() ? "applied" : "pending")
                    .append(" | ")
                    .append(cell(script.path() == null ? "" : script.path()))
                    .append(" |\n");
        }
        list(text, "Definitions", report.definitions());
        list(text, "Models", report.models());
        return text.toString();
    }

    private static void list(StringBuilder text, String heading, List<String> items) {
        if (!items.isEmpty()) {
            text.append("\n## ").append(heading).append("\n\n");
            items.forEach(item -> text.append("* ").append(code(item)).append('\n'));
        }
    }

    private static String sentence(String clause) {
        return Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".";
    }

    /** Returns a text as code, so that names in it have no effect on the page. */
    private static String code(String text) {
        String line = printable(text);
        String fence = line.contains("`") ? "``" : "`";
        String blank = line.startsWith("`") || line.endsWith("`") ? " " : "";
        return fence + blank + line + blank + fence;
    }

    private static String cell(String text) {
        return text.isEmpty() ? "" : code(text).replace("|", "\\|");
    }

    private static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
