package dev.trellis.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.dialect.Dialect;
import dev.trellis.inject.BranchBinder;
import dev.trellis.inject.TrellisBinder;
import dev.trellis.lint.LintRule;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** plugins.md describes every extension point, with an example. */
class PluginsPageTest {
    private static final Pattern CALL = Pattern.compile("(?m)^\\| `([a-zA-Z]+)\\(");

    private final Documentation page = Documentation.page("plugins.md");

    @Test
    void there_is_a_section_for_each_extension_point_and_no_other() {
        assertEquals(methods(TrellisBinder.class), new TreeSet<>(page.sections().keySet()));
    }

    @Test
    void there_is_an_example_for_each_extension_point() {
        String examples = page.blocks().stream()
                        .filter(block -> block.info().startsWith("java "))
                        .map(Documentation.Block::text)
                        .collect(Collectors.joining())
                + page.text().replaceAll("(?s).*### command", "");
        methods(TrellisBinder.class)
                .forEach(name -> assertTrue(examples.contains("trellis." + name + "("), () -> "no example of " + name));
    }

    @Test
    void each_property_of_a_branch_has_a_row_and_an_example() {
        String section = String.valueOf(page.sections().get("branch"));
        assertEquals(methods(BranchBinder.class), rows(section));
        methods(BranchBinder.class)
                .forEach(name -> assertTrue(page.text().contains("." + name + "("), () -> "no example of " + name));
    }

    @Test
    void the_methods_that_a_dialect_must_implement_have_a_row() {
        Set<String> required = Arrays.stream(Dialect.class.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(required, rows(String.valueOf(page.sections().get("dialect"))));
    }

    @Test
    void the_methods_of_a_lint_rule_are_named() {
        String section = String.valueOf(page.sections().get("lintRule"));
        methods(LintRule.class)
                .forEach(name -> assertTrue(section.contains(name + "("), () -> "LintRule." + name + " is not named"));
    }

    private static Set<String> rows(String section) {
        Set<String> rows = new TreeSet<>();
        Matcher matcher = CALL.matcher(section);
        while (matcher.find()) {
            rows.add(matcher.group(1));
        }
        return rows;
    }

    private static Set<String> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
