package dev.trellis.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.dialect.Capabilities;
import dev.trellis.dialect.DialectUnderTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table at the top of dialects.md agrees with the build and with the dialects. */
class DialectsPageTest {
    private final Documentation page = Documentation.page("dialects.md");

    @Test
    void the_drivers_have_the_versions_of_the_build() {
        Matcher versions = Pattern.compile("<(sqlite|h2|postgresql|mariadb|mysql)\\.version>([^<]+)<")
                .matcher(Documentation.file("pom.xml"));
        int found = 0;
        while (versions.find()) {
            found++;
            String version = versions.group(2);
            assertTrue(row("driver, tested version").stream().anyMatch(cell -> cell.endsWith(" " + version)), version);
        }
        assertEquals(DialectUnderTest.ALL.size(), found);
    }

    @Test
    void the_capabilities_are_those_of_the_dialects() {
        List<String> names = row("dialect name");
        for (DialectUnderTest each : DialectUnderTest.ALL) {
            String name = each.dialect().name();
            Capabilities can = each.dialect().capabilities();
            int column = names.indexOf("`" + name + "`");
            assertTrue(column >= 0, name);
            assertEquals(can.transactionalDdl(), isYes("DDL in a transaction", column), name);
            assertEquals(can.schemas(), isYes("several schemas", column), name);
            assertEquals(can.comments(), isYes("comments", column), name);
            assertEquals(can.namedEnums(), isYes("enumerations are types with a name", column), name);
            String limit = can.identifierLimit() == Integer.MAX_VALUE ? "no limit" : can.identifierLimit() + " ";
            assertTrue(row("longest name").get(column).startsWith(limit), name);
        }
    }

    @Test
    void every_option_of_a_table_is_on_the_page() {
        List<String> missing = DialectUnderTest.ALL.stream()
                .map(DialectUnderTest::dialect)
                .flatMap(dialect -> dialect.tableOptions().stream()
                        .map(option -> option.name().replaceFirst("^toast\\.", ""))
                        .filter(name -> !page.text().contains("`" + name + "`"))
                        .map(name -> dialect.name() + " " + name))
                .toList();
        assertEquals(List.of(), missing);
    }

    private boolean isYes(String title, int column) {
        return row(title).get(column).startsWith("yes");
    }

    /** The cells of a row, without its title. */
    private List<String> row(String title) {
        String line = page.text()
                .lines()
                .filter(each -> each.startsWith("| " + title + " |"))
                .findFirst()
                .orElseThrow();
        List<String> cells = new ArrayList<>(Arrays.asList(line.split("\\|")));
        return cells.subList(2, cells.size()).stream().map(String::strip).toList();
    }
}
