package dev.trellis.internal.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tests the list of compared properties in {@code commands.md} against the comparers. */
class ComparedPropertiesTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\w[\\w ]*) \\| (?!compared)");

    @Test
    void the_documentation_lists_every_compared_object() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "commands.md"));
        String table = page.substring(page.indexOf("| object | compared properties |"));
        List<String> documented = ROW.matcher(table.substring(0, table.indexOf("\n\n")))
                .results()
                .map(row -> row.group(1).replace(" constraint", ""))
                .toList();
        List<String> compared = SchemaDiff.COMPARERS.stream()
                .map(comparer -> words(comparer.getClass().getSimpleName().replace("Comparer", "")))
                .toList();
        assertEquals(compared, documented);
    }

    private static String words(String className) {
        return className.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
