package dev.trellis.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.fixture.TestProject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Very large and very small numbers keep their exponents. Once, Trellis wrote them so that MySQL and MariaDB stored 1e300
 * as 1e65 and 1e-300 as 0.
 */
class ExtremeNumbersTest {
    private static final List<Double> NUMBERS = List.of(1e300, 1e-300, -2.5e-40, 1.5e200, 123456.789, 1e65, 3e15, 0.0);

    @TempDir
    Path folder = Path.of("");

    @TestFactory
    Stream<DynamicTest> an_exponent_survives_bulk_insert_and_default() {
        return DialectUnderTest.ALL.stream().map(under -> DynamicTest.dynamicTest(under.toString(), () -> run(under)));
    }

    private void run(DialectUnderTest under) throws Exception {
        try (TestProject site = new TestProject(under.kind(), folder.resolve(under.toString()))) {
            StringBuilder rows = new StringBuilder();
            for (int i = 0; i < NUMBERS.size(); i++) {
                rows.append("        - {id: ")
                        .append(i)
                        .append(", d: ")
                        .append(NUMBERS.get(i))
                        .append("}\n");
            }
            String table = "columns: {id: integer, d: double, e: {type: double, default: 1.5e200},"
                    + " f: {type: double, default: -1e-250}}, primary_key: [id]";
            site.script(
                    "a1",
                    "null",
                    "upgrade:\n  - create_table: {name: t, " + table
                            + "}\n  - bulk_insert:\n      table: t\n      rows:\n" + rows);
            site.write("db/model.yaml", "tables:\n  t: {" + table + "}\n");
            site.upgrade();
            List<Double> stored = new ArrayList<>();
            try (Connection connection = site.database().connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select d, e, f from t order by id")) {
                while (row.next()) {
                    stored.add(row.getDouble(1));
                    assertEquals(1.5e200, row.getDouble(2));
                    assertEquals(-1e-250, row.getDouble(3));
                }
            }
            assertEquals(NUMBERS, stored);
            try (var trellis = site.trellis()) {
                assertEquals(List.of(), trellis.check("app").get(0).operations());
            }
        }
    }
}
