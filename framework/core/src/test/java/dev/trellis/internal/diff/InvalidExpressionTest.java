package dev.trellis.internal.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.dialect.DialectUnderTest;
import dev.trellis.dialect.LiveDatabase;
import dev.trellis.operation.Operation;
import dev.trellis.report.Diff;
import dev.trellis.report.UnmanagedDifference;
import dev.trellis.report.UnmanagedDifference.Reason;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.Computed;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Index;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.testbed.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A typing error in one expression of a model: random models with correct expressions get one invalid default, computed
 * column, CHECK or index, which must be the only difference and must be named.
 */
class InvalidExpressionTest {
    private static final String NEW = "new_one";
    private static final SqlText INVALID = SqlText.of("lenght(1)");

    private static final Map<String, UnaryOperator<Table>> ERRORS = Map.of(
            "add column %s." + NEW, table -> with(table, column().withDefault(new DefaultValue.Expression(INVALID))),
            "add column %s." + NEW + " ", table -> with(table, column().withComputed(new Computed(INVALID, true))),
            "create check constraint " + NEW + " on %s",
                    table -> {
                        List<Check> checks = new ArrayList<>(table.checks());
                        checks.add(0, new Check(NEW, SqlText.of("lenght(1) > 0")));
                        return table.withChecks(checks);
                    },
            "create index " + NEW + " on %s",
                    table -> {
                        List<Index> indexes = new ArrayList<>(table.indexes());
                        indexes.add(
                                0,
                                new Index(
                                        NEW,
                                        List.of(Index.Part.expression(INVALID)),
                                        false,
                                        null,
                                        List.of(),
                                        null,
                                        false));
                        return table.withIndexes(indexes);
                    });

    private static Column column() {
        return Column.of(NEW, ColumnType.of(Kind.INTEGER));
    }

    private static Table with(Table table, Column column) {
        List<Column> columns = new ArrayList<>(table.columns());
        columns.add(column);
        return table.withColumns(columns);
    }

    @TestFactory
    Stream<DynamicTest> an_invalid_expression_is_named_and_is_the_only_difference() {
        long first = Long.getLong("trellis.phantoms.seed", 1);
        int tries = Integer.getInteger("trellis.phantoms.tries", 6);
        return DialectUnderTest.ALL.stream()
                .flatMap(under -> LongStream.range(first, first + tries)
                        .mapToObj(seed -> DynamicTest.dynamicTest(under + " seed " + seed, () -> run(under, seed))));
    }

    private static void run(DialectUnderTest under, long seed) throws SQLException {
        Schema model = NoPhantomsTest.model(NoPhantomsTest.acceptedTables(under, seed), under.dialect());
        try (Connection connection = EmptyDatabase.of(under.kind()).emptied()) {
            LiveDatabase live = new LiveDatabase(under.dialect(), connection);
            live.run(NoPhantomsTest.difference(model, under, live).operations());
            for (Table table : model.tables().values()) {
                for (Map.Entry<String, UnaryOperator<Table>> error : ERRORS.entrySet()) {
                    if (!error.getKey().startsWith("create index") || hasExpressionIndexes(under.kind())) {
                        String expected = error.getKey().strip().formatted(table.name());
                        verify(expected, model.with(error.getValue().apply(table)), table, under, live);
                    }
                }
            }
        }
    }

    private static boolean hasExpressionIndexes(TestDatabase.Kind kind) {
        return kind != TestDatabase.Kind.MARIADB && kind != TestDatabase.Kind.H2;
    }

    private static void verify(String expected, Schema model, Table table, DialectUnderTest under, LiveDatabase live)
            throws SQLException {
        Diff difference = NoPhantomsTest.difference(model, under, live);
        assertEquals(
                expected,
                String.join(
                        "\n",
                        difference.operations().stream()
                                .map(Operation::describe)
                                .toList()));
        List<UnmanagedDifference> rejected = difference.reported().stream()
                .filter(each -> each.reason() == Reason.REJECTED)
                .toList();
        assertEquals(1, rejected.size(), expected + rejected);
        rejected.forEach(each -> {
            assertEquals(table.name(), each.table());
            assertEquals(true, each.what().contains(NEW) && each.what().contains("lenght(1)"), each.what());
        });
    }
}
