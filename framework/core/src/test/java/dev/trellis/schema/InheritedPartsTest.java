package dev.trellis.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class InheritedPartsTest {
    @Test
    void a_table_has_the_columns_of_all_its_ancestors() {
        Schema schema = Schema.of(List.of(table("a"), table("b", "a"), table("c", "b")));

        assertEquals(
                List.of("of_a", "of_b", "of_c"),
                InheritedParts.complete(schema.require(TableName.of("c")), schema)
                        .columnNames());
    }

    @Test
    void a_table_that_is_its_own_ancestor_is_no_endless_loop() {
        Schema schema = Schema.of(List.of(table("a", "b"), table("b", "c"), table("c", "a")));

        assertEquals(
                List.of("of_c", "of_b", "of_a"),
                InheritedParts.complete(schema.require(TableName.of("a")), schema)
                        .columnNames());
        assertEquals(
                List.of("of_a"),
                InheritedParts.own(schema.require(TableName.of("a")), schema).columnNames());
    }

    private static Table table(String name, String... parents) {
        return Table.of(TableName.of(name), List.of(Column.of("of_" + name, ColumnType.parse("integer"))))
                .withOptions(TableOptions.NONE.withInherits(
                        Arrays.stream(parents).map(TableName::of).toList()));
    }
}
