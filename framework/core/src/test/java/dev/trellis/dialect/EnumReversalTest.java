package dev.trellis.dialect;

import dev.trellis.operation.CreateTable;
import dev.trellis.operation.Operation;
import dev.trellis.operation.Reversal;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.testbed.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The downgrade of {@code alter_enum} together with {@code alter_column}, as databases without named enumerations need it. */
class EnumReversalTest {
    private static final List<Operation> TABLE = LiveDatabase.operations(
            "- create_table: {name: t, columns: {id: integer, m: \"enum(mood: a, b)\"}, primary_key: [id]}");
    private static final List<Operation> CHANGE = LiveDatabase.operations("""
            - alter_enum: {name: mood, values: [a, b, c]}
            - alter_column: {table: t, name: m, type: "enum(mood: a, b, c)"}
            """);

    @TestFactory
    Stream<DynamicTest> alter_enum_with_alter_column_is_reversed_to_the_former_values() {
        return DialectUnderTest.ALL.stream().map(under -> DynamicTest.dynamicTest(under.toString(), () -> run(under)));
    }

    private static void run(DialectUnderTest under) throws SQLException {
        Table table = ((CreateTable) TABLE.get(0)).table();
        Schema before = Schema.withEnumsOf(List.of(table));
        try (TestDatabase database = TestDatabase.open(under.kind());
                Connection connection = database.connect()) {
            LiveDatabase live = new LiveDatabase(under.dialect(), connection);
            live.run(TABLE);
            live.run(CHANGE);
            live.assertSchema(LiveDatabase.after(before, CHANGE, under.dialect()), "after the change");
            live.run(Reversal.of(CHANGE, before, under.dialect().quoting()));
            live.assertSchema(before, "after the reversal");
        }
    }
}
