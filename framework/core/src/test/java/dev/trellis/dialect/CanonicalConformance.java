package dev.trellis.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.trellis.internal.model.ModelReader;
import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Naming;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.UniqueConstraint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Verifies, on the databases and models of the conformance cases, that inspection returns the canonical form of a model: there
 * is a difference exactly where Alembic finds one, and an inspected schema can be created again.
 */
abstract class CanonicalConformance {
    private static final Path FOLDER = Path.of("src/test/resources/conformance/autogenerate");
    private static final List<String> FAMILIES =
            List.of("no-false-positives", "one-difference", "order", "ownership", "proposed", "random");

    private final Dialect dialect;

    CanonicalConformance(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * A case of the conformance files.
     *
     * @param before the SQL that creates the database
     * @param differs whether the model differs from the database in tables that belong to the model
     */
    record Case(String id, List<String> before, Schema model, boolean differs) {}

    interface Trial {
        void run(LiveDatabase live) throws SQLException;
    }

    /** Runs a trial in an empty database in which only these statements have been run. */
    abstract void runTrial(List<String> before, Trial trial) throws SQLException;

    /** Returns statements for objects that are not part of a schema value but must exist before its tables. */
    List<String> prerequisites(Case testCase) {
        return List.of();
    }

    /**
     * Returns whether Alembic finds a difference.
     *
     * @param expect the result of Alembic
     */
    boolean differs(MappingReader expect) {
        return !expect.list("operations", each -> each).isEmpty();
    }

    @TestFactory
    final Stream<DynamicNode> a_database_created_by_alembic_equals_its_model() {
        return Stream.of("no-false-positives", "proposed")
                .flatMap(family -> cases(family).stream())
                .filter(each -> each.id().startsWith("no-false-positives"))
                .map(each -> dynamicTest(each.id(), () -> {
                    runTrial(each.before(), live -> {
                        Schema actual = live.inspect(each.model());
                        assertEqualSchemas(live.canonical(each.model(), actual), actual);
                    });
                }));
    }

    /** Without this test, a comparison that never finds a difference would pass the test above. */
    @TestFactory
    final Stream<DynamicNode> a_difference_is_detected() {
        return cases("one-difference").stream()
                .filter(Case::differs)
                .map(each -> dynamicTest(each.id(), () -> {
                    runTrial(each.before(), live -> {
                        Schema actual = live.inspect(each.model());
                        Schema desired = live.canonical(each.model(), actual);
                        assertNotEquals(text(desired, actual), text(actual, desired));
                    });
                }));
    }

    /** Inspects each database of the cases, creates the schema elsewhere and inspects it again. */
    @TestFactory
    final Stream<DynamicNode> an_inspected_schema_can_be_created_again() {
        return FAMILIES.stream()
                .flatMap(family -> cases(family).stream())
                .map(each -> dynamicTest(each.id(), () -> {
                    List<Schema> inspected = new ArrayList<>();
                    runTrial(each.before(), live -> inspected.add(live.inspect(each.model())));
                    runTrial(prerequisites(each), live -> {
                        live.run(creation(inspected.get(0)));
                        Schema recreated = live.inspect(each.model());
                        assertEqualSchemas(inspected.get(0), recreated);
                        assertEqualSchemas(live.canonical(inspected.get(0), recreated), recreated);
                    });
                }));
    }

    /** Creates each model and inspects it. */
    @TestFactory
    final Stream<DynamicNode> a_schema_created_from_the_model_equals_it() {
        return FAMILIES.stream()
                .flatMap(family -> cases(family).stream())
                .map(each -> dynamicTest(each.id(), () -> {
                    runTrial(prerequisites(each), live -> {
                        live.run(creation(each.model()));
                        Schema actual = live.inspect(each.model());
                        assertEqualSchemas(live.canonical(each.model(), actual), actual);
                    });
                }));
    }

    /** Creates foreign keys last, because tables may refer to each other in a cycle. */
    private static List<Operation> creation(Schema schema) {
        List<Operation> operations = new ArrayList<>();
        schema.tables().values().forEach(table -> operations.add(new CreateTable(table.withForeignKeys(List.of()))));
        schema.tables()
                .values()
                .forEach(table ->
                        table.foreignKeys().forEach(key -> operations.add(new CreateForeignKey(table.name(), key))));
        return operations;
    }

    private void assertEqualSchemas(Schema desired, Schema actual) {
        assertEquals(text(desired, actual), text(actual, desired));
    }

    private String text(Schema schema, Schema other) {
        return SchemaText.of(withoutFreeNames(schema, other), dialect.capabilities());
    }

    /**
     * Removes what does not count as a difference: the names of foreign keys and primary keys, conventional names that were
     * shortened, and options that only one of the schemas states.
     */
    private Schema withoutFreeNames(Schema schema, Schema other) {
        return Schema.of(schema.tables().values().stream()
                .map(table -> withoutFreeNames(table, other.table(table.name()).orElse(table)))
                .toList());
    }

    /** Returns the options that both tables state: a comparison leaves the others alone. */
    private Map<String, Object> statedOptions(Table table, Table other) {
        Map<String, Object> stated = new LinkedHashMap<>(table.options().of(dialect.name()));
        stated.keySet().retainAll(other.options().of(dialect.name()).keySet());
        return stated;
    }

    private Table withoutFreeNames(Table table, Table other) {
        PrimaryKey key = table.primaryKey();
        return table.withPrimaryKey(key == null ? null : new PrimaryKey(null, key.columns()))
                .withOptions(table.options().only(dialect.name(), statedOptions(table, other)))
                .withForeignKeys(table.foreignKeys().stream()
                        .map(each -> each.withName(null))
                        .toList())
                .withUniques(table.uniques().stream()
                        .map(each ->
                                other.uniques().stream().noneMatch(same -> Objects.equals(same.name(), each.name()))
                                                && tooLong("uq_", table, each.columns())
                                        ? new UniqueConstraint(null, each.columns())
                                        : each)
                        .toList())
                .withIndexes(table.indexes().stream()
                        .map(each -> tooLong("ix_", table, each.columns()) ? each.withName(null) : each)
                        .toList());
    }

    private boolean tooLong(String prefix, Table table, List<String> columns) {
        return (prefix + table.name().name() + "_" + String.join("_", columns)).length()
                > dialect.capabilities().identifierLimit();
    }

    private List<Case> cases(String family) {
        String name = family + "-" + dialect.name() + ".json";
        try {
            return MappingReader.items(
                    YamlReader.read(name, Files.readString(FOLDER.resolve(name))), "a list of cases", this::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Case read(Node node) {
        MappingReader fields = MappingReader.of(node, "a case");
        return new Case(
                fields.requireString("id"),
                fields.strings("before_sql"),
                new ModelReader(
                                Naming.DEFAULT.withLimit(dialect.capabilities().identifierLimit()),
                                name -> Optional.empty())
                        .read(fields.require("model")),
                differs(MappingReader.of(fields.require("expect"), "'expect'")));
    }
}
