package dev.trellis.dialect;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.trellis.internal.script.OperationReader;
import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Random sequences of operations: afterwards the database equals the replayed scripts, and the reversal restores the start.
 * Every build tries the same sequences; {@code -Dtrellis.sequences.seed=N} tries others. A failing sequence is shrunk and
 * printed as a case for {@code sequences/failed.yaml}, whose cases every build runs.
 */
final class SequencesTest {
    private static final int TRIES = 25;
    private static final String SEED = "20261120";
    private static final long SEED_OFFSET = Long.getLong("trellis.sequences.seed", 0);
    private static final Path FAILED = Path.of("src/test/resources/sequences/failed.yaml");

    @Property(seed = SEED, tries = TRIES, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void random_sequences_on_sqlite(@ForAll long seed) {
        verify(Kind.SQLITE, seed);
    }

    @Property(seed = SEED, tries = TRIES, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void random_sequences_on_postgresql(@ForAll long seed) {
        verify(Kind.POSTGRESQL, seed);
    }

    @Property(seed = SEED, tries = TRIES, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void random_sequences_on_mariadb(@ForAll long seed) {
        verify(Kind.MARIADB, seed);
    }

    @Property(seed = SEED, tries = TRIES, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void random_sequences_on_mysql(@ForAll long seed) {
        verify(Kind.MYSQL, seed);
    }

    @Property(seed = SEED, tries = TRIES, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void random_sequences_on_h2(@ForAll long seed) {
        verify(Kind.H2, seed);
    }

    @TestFactory
    Stream<DynamicTest> sequences_that_failed_before() throws IOException {
        Node document = YamlReader.read("failed.yaml", Files.readString(FAILED));
        return MappingReader.items(document, "cases", Known::read).stream()
                .flatMap(known -> DialectUnderTest.ALL.stream()
                        .filter(under -> known.dialects.contains(under.dialect().name()))
                        .map(under ->
                                dynamicTest(known.name + " (" + under + ")", () -> known.sequence.verify(under))));
    }

    /**
     * A sequence that once failed.
     *
     * @param dialects the dialects that support all of its operations
     */
    private record Known(String name, List<String> dialects, OperationSequence sequence) {
        static Known read(Node node) {
            MappingReader fields = MappingReader.of(node, "a case");
            OperationReader operations = new OperationReader(Naming.DEFAULT.withLimit(63));
            Schema start = Schema.EMPTY;
            for (Operation operation : operations.operations(fields.require("start"), "'start'")) {
                start = operation.apply(start);
            }
            Known known = new Known(
                    fields.requireString("name"),
                    fields.strings("on"),
                    new OperationSequence(start, operations.operations(fields.require("operations"), "'operations'")));
            fields.done();
            return known;
        }
    }

    private static void verify(Kind kind, long seed) {
        DialectUnderTest under = DialectUnderTest.ALL.stream()
                .filter(each -> each.kind() == kind)
                .findFirst()
                .orElseThrow();
        OperationSequence sequence = AnyOperationSequence.of(under.dialect(), seed + SEED_OFFSET);
        @Nullable Throwable failure = sequence.failure(under);
        if (failure != null) {
            OperationSequence shrunk = sequence.shrink(under);
            @Nullable Throwable cause = shrunk.failure(under);
            throw new AssertionError("on " + under + ", seed " + (seed + SEED_OFFSET) + ":\n"
                    + (cause == null ? failure : cause).getMessage() + "\n" + shrunk);
        }
    }
}
