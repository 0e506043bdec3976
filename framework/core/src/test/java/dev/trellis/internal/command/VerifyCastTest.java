package dev.trellis.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.Trellis;
import dev.trellis.dialect.DialectUnderTest;
import dev.trellis.fixture.TestProject;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * H2 rewrites the casts in a CHECK when a column changes its type and back; {@code verify} reported downgrade_differs. On
 * PostgreSQL the casts stay in the CHECK, which is a real difference.
 */
class VerifyCastTest {
    @TempDir
    Path folder = Path.of("");

    @TestFactory
    Stream<DynamicTest> a_type_changed_and_changed_back_is_no_difference() {
        return DialectUnderTest.ALL.stream()
                .filter(under -> under.kind() != Kind.POSTGRESQL)
                .map(under -> DynamicTest.dynamicTest(under.toString(), () -> run(under)));
    }

    private void run(DialectUnderTest under) {
        try (TestProject site = new TestProject(under.kind(), folder.resolve(under.toString()))) {
            site.script("a1", "null", """
                    upgrade:
                      - create_table:
                          name: t
                          columns: {id: integer, n: integer, d: {type: integer, default: 3}}
                          primary_key: [id]
                          checks: [{name: ck_n, sql: n > 0 and n < 100}, {name: ck_d, sql: d + 1 > 2}]
                    downgrade:
                      - drop_table: t
                    """);
            site.script("a2", "a1", """
                    upgrade:
                      - alter_column: {table: t, name: n, type: "numeric(9,4)"}
                      - alter_column: {table: t, name: d, type: bigint}
                    downgrade:
                      - alter_column: {table: t, name: d, type: integer}
                      - alter_column: {table: t, name: n, type: integer}
                    """);
            try (Trellis trellis = site.trellis()) {
                assertEquals(List.of(), trellis.verify().findings());
            }
        }
    }
}
