package dev.trellis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.trellis.branch.Branch;
import dev.trellis.model.ModelSource;
import dev.trellis.revision.Heads;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.ColumnType.Portable;
import dev.trellis.schema.Computed;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Index;
import dev.trellis.schema.Naming;
import dev.trellis.schema.PartitionBy;
import dev.trellis.schema.PartitionOf;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOptions;
import dev.trellis.schema.UniqueConstraint;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Verifies the records whose {@code equals} and {@code hashCode} are written by hand, because linking the generated methods
 * costs milliseconds of every start. The components are found by reflection, so that a component which is added later but not
 * compared fails here.
 */
final class RecordEqualityTest {
    /** A model source that equals every other with the same text. */
    private record Source(String display) implements ModelSource {
        @Override
        public Schema read(Naming naming, Function<TableName, Optional<Table>> bases) {
            return Schema.EMPTY;
        }
    }

    /** Two different values of each type of component. */
    private static final Map<Class<?>, List<Object>> VALUES = Map.ofEntries(
            Map.entry(String.class, List.of("a", "b")),
            Map.entry(Integer.class, List.of(1, 2)),
            Map.entry(boolean.class, List.of(false, true)),
            Map.entry(Boolean.class, List.of(false, true)),
            Map.entry(Kind.class, List.of(Kind.NUMERIC, Kind.CHAR)),
            Map.entry(SortedSet.class, List.of(new TreeSet<>(Set.of("a")), new TreeSet<>(Set.of("b")))),
            Map.entry(List.class, List.of(List.of("a"), List.of("b"))),
            Map.entry(Map.class, List.of(Map.of(), Map.of("h2", Map.of("cached", true)))),
            Map.entry(ModelSource.class, List.of(new Source("a"), new Source("b"))),
            Map.entry(TableName.class, List.of(TableName.of("a"), TableName.of("b"))),
            Map.entry(ColumnType.class, List.of(ColumnType.parse("integer"), ColumnType.parse("text"))),
            Map.entry(DefaultValue.class, List.of(new DefaultValue.Literal("a"), new DefaultValue.Literal("b"))),
            Map.entry(Identity.class, List.of(Identity.BY_DEFAULT, new Identity(true, null, null))),
            Map.entry(
                    Computed.class, List.of(new Computed(SqlText.of("a"), true), new Computed(SqlText.of("a"), false))),
            Map.entry(SqlText.class, List.of(SqlText.of("a"), SqlText.of("b"))),
            Map.entry(ReferentialAction.class, List.of(ReferentialAction.CASCADE, ReferentialAction.RESTRICT)),
            Map.entry(ForeignKey.Match.class, List.of(ForeignKey.Match.FULL, ForeignKey.Match.PARTIAL)),
            Map.entry(
                    PartitionBy.class,
                    List.of(
                            new PartitionBy(PartitionBy.Method.RANGE, List.of(PartitionBy.Part.column("a"))),
                            new PartitionBy(PartitionBy.Method.RANGE, List.of(PartitionBy.Part.column("b"))))),
            Map.entry(
                    PartitionOf.class,
                    List.of(
                            new PartitionOf(TableName.of("a"), new PartitionOf.Default()),
                            new PartitionOf(TableName.of("b"), new PartitionOf.Default()))),
            Map.entry(
                    Branch.ScriptLocation.class,
                    List.of(Branch.ScriptLocation.folder(Path.of("a")), Branch.ScriptLocation.folder(Path.of("b")))));

    private static final List<Class<? extends Record>> TYPES = List.of(
            TableName.class,
            Heads.class,
            Portable.class,
            Branch.class,
            Column.class,
            Index.class,
            Index.Part.class,
            ForeignKey.class,
            PrimaryKey.class,
            UniqueConstraint.class,
            TableOptions.class);

    @TestFactory
    Stream<DynamicTest> equals_compares_each_component() {
        return TYPES.stream()
                .flatMap(type -> Arrays.stream(type.getRecordComponents())
                        .map(component ->
                                DynamicTest.dynamicTest(type.getSimpleName() + "." + component.getName(), () -> {
                                    assertEquals(record(type, null), record(type, null));
                                    assertNotEquals(record(type, null), record(type, component));
                                })));
    }

    /** Of a branch, only the label determines the hash code. */
    @TestFactory
    Stream<DynamicTest> hash_code_depends_on_each_component() {
        return TYPES.stream()
                .flatMap(type -> Arrays.stream(type.getRecordComponents())
                        .filter(component ->
                                type != Branch.class || component.getName().equals("label"))
                        .map(component ->
                                DynamicTest.dynamicTest(type.getSimpleName() + "." + component.getName(), () -> {
                                    assertEquals(
                                            record(type, null).hashCode(),
                                            record(type, null).hashCode());
                                    assertNotEquals(
                                            record(type, null).hashCode(),
                                            record(type, component).hashCode());
                                })));
    }

    /** Creates a record from the first value of each type; one component gets the second value. */
    private static Record record(Class<? extends Record> type, @Nullable RecordComponent changed)
            throws ReflectiveOperationException {
        List<Object> values = new ArrayList<>();
        List<Class<?>> types = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            List<Object> samples = VALUES.get(component.getType());
            if (samples == null) {
                throw new AssertionError("add two values of " + component.getType() + " to VALUES");
            }
            values.add(samples.get(changed != null && component.getName().equals(changed.getName()) ? 1 : 0));
            types.add(component.getType());
        }
        return type.getDeclaredConstructor(types.toArray(Class<?>[]::new)).newInstance(values.toArray());
    }
}
