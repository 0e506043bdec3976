package dev.trellis.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.dialect.Capabilities.Feature;
import dev.trellis.schema.Schema;

/** Whether operations that were run back and forth have left what was there before. */
public final class RoundTripAssert {
    /** Names of constraints do not count: some that the database chose come back as the convention has them. */
    private static final Capabilities ALL = Capabilities.of(0, Feature.values());

    private RoundTripAssert() {}

    public static void assertSame(Schema before, Schema after, String what) {
        assertEquals(SchemaText.withoutNames(before, ALL), SchemaText.withoutNames(after, ALL), what);
    }
}
