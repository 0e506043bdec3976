package dev.trellis.internal.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.dialect.DialectUnderTest;
import dev.trellis.dialect.LiveDatabase;
import dev.trellis.dialect.RoundTripAssert;
import dev.trellis.operation.Operation;
import dev.trellis.report.Diff;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.Schema;
import dev.trellis.testbed.TestDatabase.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Property test: one change to a random model yields exactly one operation, of the right kind and on the right table. More
 * models: {@code -Dtrellis.differences.tries=200}; other models: {@code -Dtrellis.differences.seed=7}.
 */
final class OneDifferenceTest {
    /** A change to a table of a model, with the name of the expected operation. */
    private enum Change {
        ADD_COLUMN("add_column"),
        ADD_FILLED_COLUMN("add_column"),
        ADD_CHECK("create_check_constraint"),
        DROP_CHECK("drop_constraint"),
        DROP_KEY("drop_constraint"),
        DROP_UNIQUE("drop_constraint"),
        COLUMNS_IN_ANOTHER_ORDER("");

        private final String word;

        Change(String word) {
            this.word = word;
        }

        /** Makes the change; returns false if the table has nothing to change. */
        boolean make(Map<String, Object> table) {
            Map<String, Object> columns = part(table, "columns");
            return switch (this) {
                case ADD_COLUMN -> columns.put("brand new", Map.of("type", "integer")) == null;
                case ADD_FILLED_COLUMN ->
                    columns.put("brand new", Map.of("type", "string(20)", "default", "it's", "comment", "c")) == null;
                case ADD_CHECK -> list(table, "checks").add(Map.of("name", "ck_brand_new", "sql", "1 < 2"));
                case DROP_CHECK -> removeLast(table, "checks");
                case DROP_KEY -> removeLast(table, "foreign_keys");
                case DROP_UNIQUE -> removeLast(table, "unique");
                case COLUMNS_IN_ANOTHER_ORDER -> {
                    List<Map.Entry<String, Object>> entries = List.copyOf(columns.entrySet());
                    columns.clear();
                    for (int i = entries.size() - 1; i >= 0; i--) {
                        columns.put(entries.get(i).getKey(), entries.get(i).getValue());
                    }
                    yield true;
                }
            };
        }
    }

    @TestFactory
    Stream<DynamicTest> one_change_is_one_operation() {
        long first = Long.getLong("trellis.differences.seed", 1);
        int tries = Integer.getInteger("trellis.differences.tries", 5);
        return DialectUnderTest.ALL.stream()
                .flatMap(under -> LongStream.range(first, first + tries)
                        .mapToObj(seed -> DynamicTest.dynamicTest(under + " seed " + seed, () -> run(under, seed))));
    }

    @TestFactory
    Stream<DynamicTest> one_change_of_a_definition_is_one_operation() {
        long first = Long.getLong("trellis.differences.seed", 1);
        int tries = Integer.getInteger("trellis.differences.tries", 2);
        return DialectUnderTest.ALL.stream()
                .flatMap(under -> LongStream.range(first, first + tries)
                        .mapToObj(seed -> DynamicTest.dynamicTest(
                                under + " seed " + seed, () -> changeDefinitions(under, seed))));
    }

    /** Replaces, drops and creates a definition of each kind that the database has. */
    private static void changeDefinitions(DialectUnderTest under, long seed) throws SQLException {
        Map<String, Object> tables = NoPhantomsTest.acceptedTables(under, seed);
        Set<DefinitionKind> kinds = new TreeSet<>(under.dialect().definitionKinds());
        AnyDefinitions definitions = new AnyDefinitions(seed, under.kind());
        try (Connection connection = EmptyDatabase.of(under.kind()).emptied()) {
            LiveDatabase live = new LiveDatabase(under.dialect(), connection);
            Schema model = NoPhantomsTest.read(definitions.oneOfEach(tables, kinds, null), under.dialect());
            live.run(NoPhantomsTest.difference(model, under, live).operations());
            Schema before = NoPhantomsTest.inspect(live, under);
            for (DefinitionKind kind : kinds) {
                Schema replaced = NoPhantomsTest.read(definitions.oneOfEach(tables, kinds, kind), under.dialect());
                changeOnce("replace_" + kind.key(), replaced, under, live);
                changeOnce("replace_" + kind.key(), model, under, live);
                Set<DefinitionKind> others = new TreeSet<>(kinds);
                others.remove(kind);
                if (kind != DefinitionKind.FUNCTION || under.kind() != Kind.POSTGRESQL) {
                    Schema dropped = NoPhantomsTest.read(definitions.oneOfEach(tables, others, null), under.dialect());
                    changeOnce("drop_" + kind.key(), dropped, under, live);
                    changeOnce("create_" + kind.key(), model, under, live);
                }
                RoundTripAssert.assertSame(before, NoPhantomsTest.inspect(live, under), kind + " is not restored");
            }
        }
    }

    private static void changeOnce(String operation, Schema desired, DialectUnderTest under, LiveDatabase live)
            throws SQLException {
        Diff difference = NoPhantomsTest.difference(desired, under, live);
        assertEquals(
                List.of(operation),
                difference.operations().stream().map(Operation::scriptName).toList(),
                () -> difference.operations().toString());
        live.run(difference.operations());
        assertEquals(List.of(), NoPhantomsTest.difference(desired, under, live).operations(), operation);
    }

    @AfterAll
    static void rejections_are_known() {
        NoPhantomsTest.rejections_are_known();
    }

    private static void run(DialectUnderTest under, long seed) throws SQLException {
        Map<String, Object> tables = NoPhantomsTest.acceptedTables(under, seed);
        Random random = new Random(seed);
        List<String> names = List.copyOf(tables.keySet());
        try (Connection connection = EmptyDatabase.of(under.kind()).emptied()) {
            LiveDatabase live = new LiveDatabase(under.dialect(), connection);
            Schema model = NoPhantomsTest.model(tables, under.dialect());
            live.run(NoPhantomsTest.difference(model, under, live).operations());
            Schema before = NoPhantomsTest.inspect(live, under);
            for (Change change : Change.values()) {
                String name = names.get(random.nextInt(names.size()));
                Map<String, Object> changed = copy(tables);
                if (!change.make(part(changed, name))) {
                    continue;
                }
                Diff difference =
                        NoPhantomsTest.difference(NoPhantomsTest.model(changed, under.dialect()), under, live);
                assertEquals(
                        change.word.isEmpty() ? List.of() : List.of(change.word + " " + name),
                        difference.operations().stream()
                                .map(OneDifferenceTest::describe)
                                .toList(),
                        change + " " + difference.operations());
                live.run(difference.operations());
                live.run(difference.reversed(under.dialect().quoting()));
                RoundTripAssert.assertSame(before, NoPhantomsTest.inspect(live, under), change + " is not reverted");
            }
        }
    }

    private static String describe(Operation operation) {
        return operation.scriptName() + " "
                + operation.tables().iterator().next().name();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> part(Map<String, Object> of, String key) {
        return (Map<String, Object>) Objects.requireNonNull(of.get(key));
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Map<String, Object> table, String key) {
        return (List<Object>) table.computeIfAbsent(key, absent -> new ArrayList<>());
    }

    private static boolean removeLast(Map<String, Object> table, String key) {
        List<Object> list = list(table, key);
        if (list.isEmpty()) {
            return false;
        }
        list.remove(list.size() - 1);
        return true;
    }

    /** Returns a deep copy. */
    private static Map<String, Object> copy(Map<String, Object> original) {
        Map<String, Object> copy = new LinkedHashMap<>();
        original.forEach((key, value) -> copy.put(key, copied(value)));
        return copy;
    }

    @SuppressWarnings("unchecked")
    private static Object copied(Object value) {
        return value instanceof Map
                ? copy((Map<String, Object>) value)
                : value instanceof List<?> list ? new ArrayList<>(list) : value;
    }
}
