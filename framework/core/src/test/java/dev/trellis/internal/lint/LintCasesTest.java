package dev.trellis.internal.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.lint.Finding;
import dev.trellis.report.LintReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * Each case is the script of a revision on top of a given one, the databases that it is looked at for (one, or all), and
 * what is found: rule, place, a part of the message, a part of the corrected YAML.
 */
@SuppressWarnings("NullAway.Init")
class LintCasesTest {
    @TempDir
    Path folder;

    /** What a case says that a finding has. */
    private record Expected(
            String rule, int line, String message, @Nullable String yaml) {
        boolean fits(Finding finding) {
            return finding.rule().equals(rule)
                    && finding.at().line() == line
                    && finding.message().contains(message)
                    && (yaml == null || String.valueOf(finding.yaml()).contains(yaml.strip()));
        }
    }

    private record Case(String name, @Nullable String dialect, String file, String script, List<Expected> findings) {}

    @TestFactory
    Stream<DynamicTest> the_rules_find_what_the_cases_say() throws IOException {
        return cases().stream().map(each -> dynamicTest(each.name(), () -> prove(each)));
    }

    @Test
    void every_rule_has_a_case() throws IOException {
        TreeSet<String> rules = new TreeSet<>();
        Rules.own().forEach(rule -> rules.add(rule.name()));
        cases().forEach(each -> each.findings().forEach(finding -> rules.remove(finding.rule())));
        assertEquals(new TreeSet<>(), rules);
    }

    private void prove(Case each) throws IOException {
        Path place = Files.createTempDirectory(folder, "case");
        String url = each.dialect() == null ? "" : "database: {url: \"" + URLS.get(each.dialect()) + "\"}\n";
        write(place.resolve("trellis.yaml"), url + """
                branches:
                  shop: {directory: shop, protected: true}
                  app: {directory: app, table_prefix: app_}
                """);
        write(place.resolve("shop/a.yaml"), """
                revision: aaaaaaaaaaaa
                branch_labels: [shop]
                upgrade:
                  - create_table: {name: customer, columns: {id: integer, name: text}, primary_key: [id]}
                downgrade: [{drop_table: customer}]
                """);
        write(place.resolve("app/b.yaml"), """
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
        write(place.resolve("app/" + each.file()), each.script());
        try (Trellis trellis = new Trellis(
                ConfigurationReader.read(place.resolve("trellis.yaml"), null, Map.of(), name -> null),
                Extensions.NONE,
                Listener.NONE)) {
            LintReport report = trellis.lint("bbbbbbbbbbbb:cccccccccccc");
            List<Finding> left = new ArrayList<>(report.findings());
            left.removeIf(finding -> finding.revision().equals("bbbbbbbbbbbb"));
            for (Expected expected : each.findings()) {
                assertTrue(left.removeIf(expected::fits), () -> expected + " is not among " + report.findings());
            }
            assertEquals(List.of(), left);
        }
    }

    /** Nobody answers there: with a range no rule asks the database anything. */
    private static final Map<String, String> URLS = Map.of(
            "postgresql", "jdbc:postgresql://127.0.0.1:1/none",
            "mariadb", "jdbc:mariadb://127.0.0.1:1/none",
            "mysql", "jdbc:mysql://127.0.0.1:1/none",
            "sqlite", "jdbc:sqlite:none.db",
            "h2", "jdbc:h2:mem:none");

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
                Case each = new Case(
                        fields.requireString("case"),
                        fields.string("dialect"),
                        fields.has("sql") && fields.flag("sql", false) ? "c.sql" : "c.yaml",
                        script,
                        fields.list("findings", item -> {
                            MappingReader found = MappingReader.of(item, "a finding");
                            Expected expected = new Expected(
                                    found.requireString("rule"),
                                    Math.toIntExact(Objects.requireNonNull(found.number("line"))),
                                    found.requireString("message"),
                                    found.string("yaml"));
                            found.done();
                            return expected;
                        }));
                fields.done();
                return each;
            });
        }
    }
}
