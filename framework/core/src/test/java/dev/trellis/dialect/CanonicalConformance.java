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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * That the canonical form of a model is what inspection reads back, on the databases and models of the conformance cases:
 * what Alembic sees no difference in has none, what it sees one in has one, and what is inspected can be created again.
 */
abstract class CanonicalConformance {
    private static final Path FOLDER = Path.of("src/test/resources/conformance/autogenerate");
    private static final List<String> FAMILIES =
            List.of("no-false-positives", "one-difference", "order", "ownership", "proposed", "random");

    private final Dialect dialect;

    CanonicalConformance(Dialect dialect) {
        this.dialect = dialect;
    }

    /** @param differs whether the model differs from the database in tables of its own */
    record Case(String id, List<String> before, Schema model, boolean differs) {}

    interface Trial {
        void run(LiveDatabase live) throws SQLException;
    }

    /** Tries it on an empty database in which only these statements have been run. */
    abstract void runTrial(List<String> before, Trial trial) throws SQLException;

    /** What is no part of a schema value and must be there before its tables. */
    List<String> prerequisites(Case each) {
        return List.of();
    }

    /** @param expect what Alembic finds */
    boolean differs(MappingReader expect) {
        return !expect.list("operations", each -> each).isEmpty();
    }

    @TestFactory
    final Stream<DynamicNode> a_database_made_from_the_model_equals_it() {
        return Stream.of("no-false-positives", "proposed")
                .flatMap(family -> cases(family).stream())
                .filter(each -> each.id().startsWith("no-false-positives"))
                .map(each -> dynamicTest(each.id(), () -> {
                    runTrial(each.before(), live -> {
                        Schema actual = live.inspect(each.model());
                        assertAlike(live.canonical(each.model(), actual), actual);
                    });
                }));
    }

    /** Else the equality above would prove nothing. */
    @TestFactory
    final Stream<DynamicNode> a_difference_is_seen() {
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

    /** Inspect, create, inspect is the identity: on every database of the cases. */
    @TestFactory
    final Stream<DynamicNode> what_is_inspected_can_be_created_again() {
        return FAMILIES.stream()
                .flatMap(family -> cases(family).stream())
                .map(each -> dynamicTest(each.id(), () -> {
                    List<Schema> inspected = new ArrayList<>();
                    runTrial(each.before(), live -> inspected.add(live.inspect(each.model())));
                    runTrial(prerequisites(each), live -> {
                        live.run(creation(inspected.get(0)));
                        Schema recreated = live.inspect(each.model());
                        assertAlike(inspected.get(0), recreated);
                        assertAlike(live.canonical(inspected.get(0), recreated), recreated);
                    });
                }));
    }

    /** A model that is created and inspected reads as its canonical form says. */
    @TestFactory
    final Stream<DynamicNode> what_is_created_from_the_model_equals_it() {
        return FAMILIES.stream()
                .flatMap(family -> cases(family).stream())
                .map(each -> dynamicTest(each.id(), () -> {
                    runTrial(prerequisites(each), live -> {
                        live.run(creation(each.model()));
                        Schema actual = live.inspect(each.model());
                        assertAlike(live.canonical(each.model(), actual), actual);
                    });
                }));
    }

    /** Foreign keys come last, because tables may refer to each other in a ring. */
    private static List<Operation> creation(Schema schema) {
        List<Operation> operations = new ArrayList<>();
        schema.tables().values().forEach(table -> operations.add(new CreateTable(table.withForeignKeys(List.of()))));
        schema.tables()
                .values()
                .forEach(table ->
                        table.foreignKeys().forEach(key -> operations.add(new CreateForeignKey(table.name(), key))));
        return operations;
    }

    private void assertAlike(Schema desired, Schema actual) {
        assertEquals(text(desired, actual), text(actual, desired));
    }

    private String text(Schema schema, Schema other) {
        return SchemaText.of(withoutFreeNames(schema, other), dialect.capabilities());
    }

    /** Without the names that are no difference: of foreign keys and primary keys, and conventional ones that were cut. */
    private Schema withoutFreeNames(Schema schema, Schema other) {
        return Schema.of(schema.tables().values().stream()
                .map(table -> withoutFreeNames(table, other.table(table.name()).orElse(table)))
                .toList());
    }

    private Table withoutFreeNames(Table table, Table other) {
        PrimaryKey key = table.primaryKey();
        return table.withPrimaryKey(key == null ? null : new PrimaryKey(null, key.columns()))
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
