package dev.trellis.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.dialect.Capabilities.Feature;
import dev.trellis.schema.Definition;
import dev.trellis.schema.Schema;
import java.util.stream.Collectors;

/** Asserts that operations and their reversal have restored a schema. */
public final class RoundTripAssert {
    /** All features; the comparison ignores names of constraints, because a reversal replaces names that the database chose. */
    private static final Capabilities ALL = Capabilities.of(0, Feature.values());

    private RoundTripAssert() {}

    private static String definitions(Schema schema) {
        return schema.definitions().values().stream().map(Definition::toString).collect(Collectors.joining("\n"));
    }

    public static void assertSame(Schema before, Schema after, String what) {
        assertEquals(SchemaText.withoutNames(before, ALL), SchemaText.withoutNames(after, ALL), what);
        assertEquals(before.schemas(), after.schemas(), what);
        assertEquals(definitions(before), definitions(after), what);
    }
}
