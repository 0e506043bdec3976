package dev.trellis.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.operation.CreateTable;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.testbed.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each pair of types: a type that {@link Dialect#canReference} refuses for a foreign key is refused by the database, too. */
class ForeignKeyTypesTest {
    private static final List<String> TYPES = List.of(
            "boolean",
            "smallint",
            "integer",
            "bigint",
            "numeric(10,2)",
            "double",
            "char(36)",
            "string(36)",
            "binary(16)",
            "date",
            "time",
            "timestamp",
            "timestamptz",
            "uuid");

    private static final List<String> STORED_AS_BYTES =
            List.of("numeric(10,2)", "binary(16)", "time", "timestamp", "timestamptz", "uuid");

    @TestFactory
    Stream<DynamicTest> a_refused_pair_of_types_is_refused_by_the_database() {
        return DialectUnderTest.ALL.stream().map(under -> DynamicTest.dynamicTest(under.toString(), () -> run(under)));
    }

    private static void run(DialectUnderTest under) throws SQLException {
        Map<String, List<String>> wronglyRefused = new TreeMap<>();
        int refused = 0;
        try (TestDatabase database = TestDatabase.open(under.kind());
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            int number = 0;
            for (String keyType : TYPES) {
                Table key = table("k" + number++, keyType, List.of());
                create(under.dialect(), statement, key);
                for (String type : TYPES) {
                    ForeignKey foreignKey = ForeignKey.of("fk" + number, List.of("c"), key.name(), List.of("c"));
                    Table table = table("t" + number++, type, List.of(foreignKey));
                    boolean accepted = isAccepted(under.dialect(), statement, table);
                    boolean expected = under.dialect().canReference(canonical(under, table), canonical(under, key));
                    if (!expected) {
                        refused++;
                    }
                    if (accepted && !expected && !isComparedByBytes(under.kind(), keyType, type)) {
                        wronglyRefused
                                .computeIfAbsent(keyType, k -> new ArrayList<>())
                                .add(type);
                    }
                }
            }
        }
        assertEquals(Map.of(), wronglyRefused);
        assertTrue(under.kind() == TestDatabase.Kind.SQLITE ? refused == 0 : refused > 50, "refused " + refused);
    }

    /**
     * Returns whether InnoDB accepts the pair because it stores both types as bytes. The bytes of equal values differ, so no
     * row could satisfy the foreign key.
     */
    private static boolean isComparedByBytes(TestDatabase.Kind kind, String key, String column) {
        return (kind == TestDatabase.Kind.MARIADB || kind == TestDatabase.Kind.MYSQL)
                && STORED_AS_BYTES.contains(key)
                && STORED_AS_BYTES.contains(column);
    }

    private static Table table(String name, String type, List<ForeignKey> foreignKeys) {
        Column column = new Column("c", ColumnType.parse(type), false, null, null, null, null, null, null, null);
        Table table = Table.of(TableName.of(name), List.of(column)).withForeignKeys(foreignKeys);
        return foreignKeys.isEmpty() ? table.withPrimaryKey(new PrimaryKey(null, List.of("c"))) : table;
    }

    private static ColumnType canonical(DialectUnderTest under, Table table) {
        return under.dialect().canonical(table).columns().get(0).type();
    }

    private static boolean isAccepted(Dialect dialect, Statement statement, Table table) {
        try {
            create(dialect, statement, table);
            return true;
        } catch (SQLException refused) {
            return false;
        }
    }

    private static void create(Dialect dialect, Statement statement, Table table) throws SQLException {
        List<String> sql = new ArrayList<>();
        dialect.compile(
                List.of(new CreateTable(table)), Catalog.ofSchema(Schema.EMPTY), compiled -> sql.add(compiled.sql()));
        for (String each : sql) {
            statement.execute(each);
        }
    }
}
