package dev.trellis.internal.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.lint.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the cases in {@code lint/cases.yaml}. A case is the script of a revision on top of two given ones, the database that
 * it is checked for (or all), and the exact findings in order: rule, line, message, advice and corrected YAML.
 */
@SuppressWarnings("NullAway.Init")
class LintCasesTest {
    /** No server answers at these addresses: with a range of revisions, lint does not connect to the database. */
    private static final Map<String, String> URLS = Map.of(
            "postgresql", "jdbc:postgresql://127.0.0.1:1/none",
            "mariadb", "jdbc:mariadb://127.0.0.1:1/none",
            "mysql", "jdbc:mysql://127.0.0.1:1/none",
            "sqlite", "jdbc:sqlite:none.db",
            "h2", "jdbc:h2:mem:none");

    @TempDir
    Path folder;

    private record Case(String name, @Nullable String dialect, String file, String script, List<Expected> findings) {}

    private record Expected(
            String rule,
            int line,
            String message,
            String instead,
            @Nullable String yaml) {

        static Expected of(Finding finding) {
            return new Expected(
                    finding.rule(), finding.at().line(), finding.message(), finding.instead(), finding.yaml());
        }

        /** Returns the expectation as {@code lint/cases.yaml} writes it, so that a failure shows the lines to paste. */
        @Override
        public String toString() {
            return "    - rule: " + rule + "\n      line: " + line + "\n      message: " + quoted(message)
                    + "\n      instead: " + quoted(instead) + "\n"
                    + (yaml == null ? "" : "      yaml: |-\n" + yaml.indent(8));
        }

        private static String quoted(String text) {
            return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
    }

    @TestFactory
    Stream<DynamicTest> the_rules_report_the_findings_of_each_case() throws IOException {
        return cases().stream().map(lintCase -> dynamicTest(lintCase.name(), () -> check(lintCase)));
    }

    @Test
    void every_rule_has_a_case() throws IOException {
        TreeSet<String> rules = new TreeSet<>();
        Rules.shipped().forEach(rule -> rules.add(rule.name()));
        cases().forEach(lintCase -> lintCase.findings().forEach(finding -> rules.remove(finding.rule())));
        assertEquals(new TreeSet<>(), rules);
    }

    private void check(Case lintCase) throws IOException {
        Path project = Files.createTempDirectory(folder, "case");
        String database =
                lintCase.dialect() == null ? "" : "database: {url: \"" + URLS.get(lintCase.dialect()) + "\"}\n";
        write(project.resolve("trellis.yaml"), database + """
                branches:
                  shop: {directory: shop, protected: true}
                  app: {directory: app, table_prefix: app_}
                """);
        write(project.resolve("shop/a.yaml"), """
                revision: aaaaaaaaaaaa
                branch_labels: [shop]
                upgrade:
                  - create_table: {name: customer, columns: {id: integer, name: text}, primary_key: [id]}
                downgrade: [{drop_table: customer}]
                """);
        write(project.resolve("app/b.yaml"), """
                revision: bbbbbbbbbbbb
                branch_labels: [app]
                upgrade:
                  - create_enum: {name: app_mood, values: [good, bad]}
                  - create_table:
                      name: app_order
                      columns: {id: integer, customer_id: integer, code: string(20), total: "numeric(10,2)"}
                      primary_key: [id]
                downgrade: [{drop_table: app_order}]
                """);
        write(project.resolve("app/" + lintCase.file()), lintCase.script());
        try (Trellis trellis = new Trellis(
                ConfigurationReader.read(project.resolve("trellis.yaml"), null, Map.of(), name -> null),
                Extensions.NONE,
                Listener.NONE)) {
            List<Expected> actual = trellis.lint("bbbbbbbbbbbb:cccccccccccc").findings().stream()
                    .filter(finding -> !finding.revision().equals("bbbbbbbbbbbb"))
                    .map(Expected::of)
                    .toList();
            assertEquals(text(lintCase.findings()), text(actual));
        }
    }

    private static String text(List<Expected> findings) {
        return String.join("", findings.stream().map(Expected::toString).toList());
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }

    private static List<Case> cases() throws IOException {
        try (InputStream stream = Objects.requireNonNull(LintCasesTest.class.getResourceAsStream("/lint/cases.yaml"))) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return MappingReader.items(YamlReader.read("cases.yaml", text), "the cases", node -> {
                MappingReader fields = MappingReader.of(node, "a case");
                String script = fields.requireString("script");
                Case lintCase = new Case(
                        fields.requireString("case"),
                        fields.string("dialect"),
                        fields.has("sql") && fields.flag("sql", false) ? "c.sql" : "c.yaml",
                        script,
                        fields.list("findings", item -> {
                            MappingReader finding = MappingReader.of(item, "a finding");
                            Expected expected = new Expected(
                                    finding.requireString("rule"),
                                    Math.toIntExact(Objects.requireNonNull(finding.number("line"))),
                                    finding.requireString("message"),
                                    finding.requireString("instead"),
                                    finding.string("yaml"));
                            finding.done();
                            return expected;
                        }));
                fields.done();
                return lintCase;
            });
        }
    }
}
