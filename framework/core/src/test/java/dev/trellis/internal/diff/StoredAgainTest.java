package dev.trellis.internal.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.dialect.DialectUnderTest;
import dev.trellis.dialect.LiveDatabase;
import dev.trellis.internal.model.ModelReader;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.script.DraftBody;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Expressions that a database stores more than once. MySQL parses the CHECKs of a table again with each ALTER TABLE, PostgreSQL
 * with a new type of a column, and a downgrade creates them from the text of the catalogue; each time the spelling may change.
 */
final class StoredAgainTest {
    private static final String MODEL = """
            tables:
              thing:
                columns:
                  id: integer
                  s: {type: %1$s, nullable: false}
                  n: "%2$s"
                  a: integer
                  b: integer
                  c: {type: integer, computed: {sql: "case when a > 1 and (b < 2 and (a < 9 or (b > 3 or a = b))) then a + (b + 1) else a - (b - 1) end", stored: true}}
                  z: %3$s
                primary_key: [id]
                checks:
                  - {name: ck1, sql: "s in ('PENDING', 'DONE') and (a > 0 and (b > 0 and a < b))"}
                  - {name: ck2, sql: "n between 0.0 and 99.5 and not (n = 7 or n is null)"}
                  - {name: ck3, sql: "not (a > 1 and not (s like 'x%%')) or (a is null or (b is null or a <> b))"}
                  - {name: ck4, sql: "(a + (b + 1)) * 2 > a - (b - (1 + 2))"}
                  - {name: ck5, sql: "(a = 1) or (b = 2 and a = 3) or not (a = 4) and b not in (1, 2, 3)"}
                  - {name: ck6, sql: "coalesce(a, b, 0) >= 0 and (case when a = 1 then 1 when (a = 2 or (b = 2 or a = 3)) then 2 else 0 end) < 5"}
                  - {name: ck7, sql: "not (not (a = 1)) or not (a is null and (b is null and s is null))"}
                  - {name: ck8, sql: "a not between 1 and 3 or (b between 1 and (2 + a) or b is null)"}
            """;

    @TestFactory
    Stream<DynamicTest> an_expression_that_a_change_of_the_table_respells_is_no_difference() {
        return tests(StoredAgainTest::change);
    }

    @TestFactory
    Stream<DynamicTest> an_expression_that_a_downgrade_creates_again_is_no_difference() {
        return tests(StoredAgainTest::revert);
    }

    private static Stream<DynamicTest> tests(Scenario scenario) {
        return DialectUnderTest.ALL.stream()
                .map(under -> DynamicTest.dynamicTest(under.toString(), () -> {
                    try (Connection connection = EmptyDatabase.of(under.kind()).emptied()) {
                        scenario.run(under, new LiveDatabase(under.dialect(), connection));
                    }
                }));
    }

    private interface Scenario {
        void run(DialectUnderTest under, LiveDatabase live) throws SQLException;
    }

    private static void change(DialectUnderTest under, LiveDatabase live) throws SQLException {
        Schema first = model(under, "string(7)", "numeric(5,2)", "integer");
        Schema second = model(under, "string(70)", "numeric(7,2)", "bigint");
        migrate(first, under, live);
        for (int times = 0; times < 2; times++) {
            migrate(second, under, live);
            migrate(first, under, live);
        }
    }

    private static void revert(DialectUnderTest under, LiveDatabase live) throws SQLException {
        Schema whole = model(under, "string(7)", "numeric(5,2)", "integer");
        Table table = whole.tables().values().iterator().next();
        List<Column> stored = table.columns().stream()
                .filter(column -> column.computed() == null)
                .toList();
        Schema plain = Schema.of(List.of(table.withColumns(stored).withChecks(List.<Check>of())));
        migrate(whole, under, live);
        for (int times = 0; times < 2; times++) {
            DraftBody draft = WrittenDraft.of(NoPhantomsTest.difference(plain, under, live), under.dialect());
            live.run(draft.upgrade());
            live.run(Objects.requireNonNull(draft.downgrade()));
            assertEquals(
                    List.of(),
                    NoPhantomsTest.difference(whole, under, live).operations(),
                    "differs after " + draft.downgrade());
        }
    }

    private static void migrate(Schema model, DialectUnderTest under, LiveDatabase live) throws SQLException {
        live.run(NoPhantomsTest.difference(model, under, live).operations());
        assertEquals(List.of(), NoPhantomsTest.difference(model, under, live).operations());
    }

    private static Schema model(DialectUnderTest under, String text, String number, String count) {
        return new ModelReader(AutogenerateCase.naming(under.dialect()), name -> Optional.empty())
                .read(YamlReader.read("model.yaml", MODEL.formatted(text, number, count)));
    }
}
