package dev.trellis.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.trellis.fixture.YamlCases;
import dev.trellis.internal.model.ModelReader;
import dev.trellis.internal.script.OperationReader;
import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.Operation;
import dev.trellis.operation.Reversal;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.testbed.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Views, routines, triggers and sequences in {@code definitions/*.yaml} on real databases: after the operations, inspection
 * returns the canonical form of the replayed definitions; another spelling of the same meaning is equal, another meaning is
 * not; the reversal restores what was there.
 */
final class DefinitionCasesTest {
    private static final Path FOLDER = Path.of("src/test/resources/definitions");

    /**
     * A case.
     *
     * @param dialects the dialects that the case applies to
     * @param operations the operations that are reversed afterwards
     * @param replayed false if the replayed text differs from the stored one, as after the rename of a column
     * @param run SQL that is run after the operations
     * @param holds queries that return 1 after that
     * @param comparison tables that the model declares in another form than the database has them
     * @param equal operations that create a definition of the same meaning as one that exists after the operations
     * @param different operations that create a definition of another meaning than the one that exists
     */
    record Case(
            String name,
            List<String> dialects,
            Schema before,
            List<Operation> setup,
            List<Operation> operations,
            boolean replayed,
            List<String> run,
            List<String> holds,
            Schema comparison,
            List<Operation> equal,
            List<Operation> different) {
        static Case read(Node node) {
            OperationReader operations = new OperationReader(Naming.DEFAULT);
            MappingReader fields = MappingReader.of(node, "a case");
            Case read = new Case(
                    fields.requireString("name"),
                    MappingReader.strings(fields.require("dialects"), "'dialects'"),
                    schema(fields.node("before")),
                    operations.operations(fields.node("setup"), "'setup'"),
                    operations.operations(fields.require("operations"), "'operations'"),
                    fields.flag("replayed", true),
                    fields.has("run") ? MappingReader.strings(fields.require("run"), "'run'") : List.of(),
                    fields.has("holds") ? MappingReader.strings(fields.require("holds"), "'holds'") : List.of(),
                    schema(fields.node("comparison")),
                    operations.operations(fields.node("equal"), "'equal'"),
                    operations.operations(fields.node("different"), "'different'"));
            fields.done();
            return read;
        }

        private static Schema schema(@Nullable Node node) {
            return node == null ? Schema.EMPTY : new ModelReader(Naming.DEFAULT, name -> Optional.empty()).read(node);
        }

        private Schema desired(Schema actual, Operation operation) {
            return actual.with(comparison).withDefinition(((CreateDefinition) operation).definition());
        }
    }

    @TestFactory
    Stream<DynamicNode> each_dialect_creates_reads_and_compares_definitions() {
        List<Case> cases = YamlCases.in(FOLDER).stream()
                .flatMap(file -> YamlCases.read(file, Case::read).stream())
                .toList();
        return DialectUnderTest.ALL.stream()
                .map(under -> dynamicContainer(
                        under.toString(),
                        cases.stream()
                                .filter(each -> each.dialects().contains(under.toString()))
                                .map(each -> dynamicTest(each.name(), () -> verify(under, each)))));
    }

    private static void verify(DialectUnderTest under, Case each) throws SQLException {
        Dialect dialect = under.dialect();
        try (TestDatabase database = TestDatabase.open(under.kind());
                Connection connection = database.connect()) {
            LiveDatabase live = new LiveDatabase(dialect, connection);
            live.create(each.before());
            live.run(each.setup());
            Schema before = live.inspect(Schema.EMPTY);
            live.run(each.operations());
            Schema after = live.inspect(Schema.EMPTY);
            database.execute(each.run());
            for (String query : each.holds()) {
                assertEquals(1, live.count(query), query);
            }
            if (each.replayed()) {
                Schema replayed = LiveDatabase.after(before, each.operations(), dialect);
                assertEquals(text(after), text(canonical(live, replayed, after)), "after the operations");
            }
            for (Operation operation : each.equal()) {
                Schema desired = each.desired(after, operation);
                assertEquals(text(after), text(canonical(live, desired, after)), operation.describe());
            }
            for (Operation operation : each.different()) {
                Schema desired = each.desired(after, operation);
                assertNotEquals(text(after), text(canonical(live, desired, after)), operation.describe());
            }
            assertEquals(text(after), text(live.inspect(Schema.EMPTY)), "the comparison leaves no trace");
            live.run(Reversal.of(each.operations(), before, dialect.quoting()));
            Schema reversed = live.inspect(Schema.EMPTY);
            assertEquals(text(reversed), text(canonical(live, before, reversed)), "after the reversal");
        }
    }

    private static Schema canonical(LiveDatabase live, Schema desired, Schema actual) throws SQLException {
        List<String> rejections = new ArrayList<>();
        Schema canonical = live.canonical(desired, actual, each -> rejections.add(each.describe()));
        assertEquals(List.of(), rejections);
        return canonical;
    }

    private static String text(Schema schema) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<DefinitionName, Definition> each : schema.definitions().entrySet()) {
            text.append(each.getKey().describe())
                    .append(": ")
                    .append(each.getValue().sql())
                    .append(
                            each.getValue().comment() == null
                                    ? ""
                                    : " -- " + each.getValue().comment())
                    .append('\n');
        }
        return text.toString();
    }
}
