package dev.trellis.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.DialectUnderTest;
import dev.trellis.operation.AddColumn;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of types.md are what the dialects do. Where they differ, the failure shows the text to paste. */
class TypesPageTest {
    private static final TableName TABLE = TableName.of("t");
    private static final String COLUMN = "c";
    private static final List<String> NUMBERS = List.of("", "(3)", "(10,2)");
    /** Forms that may equal another one, in addition to those of the first table. */
    private static final List<String> SPECIAL = List.of(
            "numeric(3,0)",
            "numeric(10,0)",
            "char(32)",
            "char(36)",
            "timestamp(0)",
            "timestamp(6)",
            "timestamptz(0)",
            "timestamptz(6)");

    private final Documentation page = Documentation.page("types.md");

    @Test
    void the_types_are_rendered_as_the_page_shows() {
        StringBuilder table = new StringBuilder("| type |");
        dialects().forEach(dialect -> table.append(' ').append(dialect.name()).append(" |"));
        table.append("\n|---|").append("---|".repeat(dialects().size())).append('\n');
        for (String type : Stream.concat(portable().stream(), Stream.of("enum(mood: sad, ok)"))
                .toList()) {
            table.append("| `").append(type).append("` |");
            dialects()
                    .forEach(dialect ->
                            table.append(" `").append(rendered(dialect, type)).append("` |"));
            table.append('\n');
        }
        assertEquals(table.toString(), page.generated("rendered types"), "types.md should have the first text");
    }

    @Test
    void the_page_names_the_types_that_compare_equal() {
        StringBuilder table = new StringBuilder("| database | equal types |\n|---|---|\n");
        for (Dialect dialect : dialects()) {
            Map<ColumnType, Set<String>> groups = new LinkedHashMap<>();
            Stream.concat(portable().stream(), SPECIAL.stream())
                    .forEach(type -> groups.computeIfAbsent(canonical(dialect, type), none -> new LinkedHashSet<>())
                            .add("`" + type + "`"));
            groups.values().stream()
                    .filter(group -> group.size() > 1)
                    .forEach(group -> table.append("| ")
                            .append(dialect.name())
                            .append(" | ")
                            .append(String.join(" = ", group))
                            .append(" |\n"));
        }
        assertEquals(table.toString(), page.generated("equal types"), "types.md should have the first text");
    }

    private static List<Dialect> dialects() {
        return DialectUnderTest.ALL.stream().map(DialectUnderTest::dialect).toList();
    }

    /** Each portable type in each form that can be parsed. */
    private static List<String> portable() {
        List<String> types = new ArrayList<>();
        for (ColumnType.Kind kind : ColumnType.Kind.values()) {
            NUMBERS.stream()
                    .map(numbers -> kind.word() + numbers)
                    .filter(TypesPageTest::isType)
                    .forEach(types::add);
        }
        return types;
    }

    private static boolean isType(String text) {
        try {
            ColumnType.parse(text);
            return true;
        } catch (SchemaException notAType) {
            return false;
        }
    }

    /** The type in the ADD COLUMN that the dialect compiles. */
    private static String rendered(Dialect dialect, String type) {
        List<String> statements = new ArrayList<>();
        Table before = Table.of(TABLE, List.of(Column.of("id", ColumnType.of(ColumnType.Kind.INTEGER))));
        dialect.compile(
                List.of(new AddColumn(TABLE, Column.of(COLUMN, ColumnType.parse(type)))),
                Catalog.ofSchema(Schema.EMPTY.with(before)),
                command -> statements.add(command.sql()));
        String last = statements.get(statements.size() - 1);
        String start = "ADD COLUMN " + dialect.quote(COLUMN) + " ";
        return last.substring(last.indexOf(start) + start.length());
    }

    private static ColumnType canonical(Dialect dialect, String type) {
        Table table = Table.of(TABLE, List.of(Column.of(COLUMN, ColumnType.parse(type))));
        return dialect.canonical(table).columns().get(0).type();
    }
}
