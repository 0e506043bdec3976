package dev.trellis.internal.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.DialectUnderTest;
import dev.trellis.dialect.LiveDatabase;
import dev.trellis.dialect.RoundTripAssert;
import dev.trellis.error.ErrorName;
import dev.trellis.internal.diff.AnyModel.Feature;
import dev.trellis.internal.model.ModelReader;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.internal.yaml.YamlWriter;
import dev.trellis.operation.Operation;
import dev.trellis.report.Diff;
import dev.trellis.schema.Schema;
import dev.trellis.script.DraftBody;
import dev.trellis.testbed.TestDatabase.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Property test with random models: a database created from a model does not differ from it; the draft that leads to another
 * model leaves no difference, and its downgrade restores the first schema. A failure names its seed. More models: {@code
 * -Dtrellis.phantoms.tries=500}; other models: {@code -Dtrellis.phantoms.seed=7}.
 */
final class NoPhantomsTest {
    /** The features that each database lacks; its dialect reports them as unsupported, as {@code DdlCasesTest} shows. */
    private static final Map<Kind, Set<Feature>> WITHOUT = new EnumMap<>(Map.of(
            Kind.SQLITE, EnumSet.of(Feature.INCLUDE, Feature.NULLS_ORDER, Feature.SCHEMA),
            Kind.POSTGRESQL, EnumSet.noneOf(Feature.class),
            Kind.MARIADB,
                    EnumSet.of(
                            Feature.EXPRESSION_INDEX,
                            Feature.PARTIAL_INDEX,
                            Feature.INCLUDE,
                            Feature.DEFERRABLE,
                            Feature.NULLS_ORDER),
            Kind.MYSQL, EnumSet.of(Feature.PARTIAL_INDEX, Feature.INCLUDE, Feature.DEFERRABLE, Feature.NULLS_ORDER),
            Kind.H2, EnumSet.of(Feature.EXPRESSION_INDEX, Feature.PARTIAL_INDEX, Feature.INCLUDE, Feature.DEFERRABLE)));

    /** The number of models that are tried for one seed until the database accepts one. */
    private static final int MAX_MODELS = 50;

    private static final RejectedModels REJECTED = new RejectedModels();

    @AfterAll
    static void rejections_are_known() {
        REJECTED.requireKnown();
    }

    @TestFactory
    Stream<DynamicTest> no_difference_remains_and_the_downgrade_restores_the_schema() {
        long first = Long.getLong("trellis.phantoms.seed", 1);
        int tries = Integer.getInteger("trellis.phantoms.tries", 12);
        return DialectUnderTest.ALL.stream()
                .flatMap(under -> LongStream.range(first, first + tries)
                        .mapToObj(seed -> DynamicTest.dynamicTest(under + " seed " + seed, () -> run(under, seed))));
    }

    /** Two models that the database accepts: random models contain SQL that not every database knows. */
    private record ModelPair(Schema first, Schema second) {
        static ModelPair of(DialectUnderTest under, long seed) throws SQLException {
            for (int i = 0; i < MAX_MODELS; i++) {
                AnyModel any = any(under, seed * MAX_MODELS + i);
                AnyDefinitions definitions = new AnyDefinitions(seed * MAX_MODELS + i, under.kind());
                Map<String, Object> tables = any.tables();
                Map<String, Object> changed = any.changed(tables);
                ModelPair pair = new ModelPair(
                        read(definitions.with(tables), under.dialect()),
                        read(
                                changed.isEmpty() ? Map.of("tables", changed) : definitions.with(changed),
                                under.dialect()));
                if (isAccepted(pair.first, under) && isAccepted(pair.second, under) && isSupported(pair, under)) {
                    return pair;
                }
            }
            throw new AssertionError(under + " accepts no model");
        }

        /**
         * Returns whether the dialect supports the changes from one model to the other. MariaDB, for example, cannot convert
         * a uuid to a timestamp.
         */
        private static boolean isSupported(ModelPair pair, DialectUnderTest under) throws SQLException {
            try (Connection connection = EmptyDatabase.of(under.kind()).emptied()) {
                LiveDatabase live = new LiveDatabase(under.dialect(), connection);
                run(live, difference(pair.first, under, live).operations());
                run(live, difference(pair.second, under, live).operations());
                run(live, difference(pair.first, under, live).operations());
                return true;
            } catch (DialectException e) {
                if (e.is(ErrorName.UNSUPPORTED)) {
                    REJECTED.rejected(under.kind(), e);
                    return false;
                }
                throw e;
            }
        }

        private static boolean isAccepted(Schema model, DialectUnderTest under) throws SQLException {
            REJECTED.tried(under.kind());
            try (Connection connection = EmptyDatabase.of(under.kind()).emptied()) {
                LiveDatabase live = new LiveDatabase(under.dialect(), connection);
                run(live, difference(model, under, live).operations());
                assertEquals(List.of(), difference(model, under, live).operations(), "differs after its creation");
                return true;
            } catch (AssertionError e) {
                if (e.getCause() instanceof SQLException cause) {
                    REJECTED.rejected(under.kind(), cause);
                    return false;
                }
                throw e;
            }
        }
    }

    private static AnyModel any(DialectUnderTest under, long seed) {
        Set<Feature> without = Objects.requireNonNull(WITHOUT.get(under.kind()));
        return new AnyModel(seed, without, quote(under.kind()));
    }

    /** Returns the tables of a random model that the database accepts. */
    static Map<String, Object> acceptedTables(DialectUnderTest under, long seed) throws SQLException {
        for (int i = 0; i < MAX_MODELS; i++) {
            Map<String, Object> tables = any(under, seed * MAX_MODELS + i).tables();
            if (ModelPair.isAccepted(model(tables, under.dialect()), under)) {
                return tables;
            }
        }
        throw new AssertionError(under + " accepts no model");
    }

    private static String quote(Kind kind) {
        return kind == Kind.MARIADB || kind == Kind.MYSQL ? "`" : "\"";
    }

    private static void run(DialectUnderTest under, long seed) throws SQLException {
        ModelPair pair = ModelPair.of(under, seed);
        try (Connection connection = EmptyDatabase.of(under.kind()).emptied()) {
            LiveDatabase live = new LiveDatabase(under.dialect(), connection);
            run(live, difference(pair.first(), under, live).operations());
            Schema before = inspect(live, under);
            DraftBody draft = WrittenDraft.of(difference(pair.second(), under, live), under.dialect());
            run(live, draft.upgrade());
            assertEquals(
                    List.of(), difference(pair.second(), under, live).operations(), "differs after " + draft.upgrade());
            run(live, Objects.requireNonNull(draft.downgrade()));
            RoundTripAssert.assertSame(before, inspect(live, under), "not restored by " + draft.downgrade());
            assertEquals(List.of(), difference(pair.first(), under, live).operations(), "differs after the downgrade");
        }
    }

    /** Runs operations; a failure names all of them. */
    private static void run(LiveDatabase live, List<Operation> operations) throws SQLException {
        try {
            live.run(operations);
        } catch (AssertionError e) {
            throw new AssertionError(
                    e.getMessage()
                            + operations.stream()
                                    .map(Operation::describe)
                                    .collect(Collectors.joining("\n  ", "\n  ", "")),
                    e.getCause());
        }
    }

    static Schema model(Map<String, Object> tables, Dialect dialect) {
        return read(Map.of("tables", tables), dialect);
    }

    /** Reads a model with tables and definitions. */
    static Schema read(Map<String, Object> model, Dialect dialect) {
        String text = YamlWriter.line(model);
        return new ModelReader(AutogenerateCase.naming(dialect), name -> Optional.empty())
                .read(YamlReader.read("model.yaml", text));
    }

    /** Inspects the default schema and, if the database has schemas, that of {@link AnyModel#OTHER_SCHEMA}. */
    static Schema inspect(LiveDatabase live, DialectUnderTest under) throws SQLException {
        return live.inspect(
                under.dialect().capabilities().schemas()
                        ? Schema.EMPTY.withSchema(AnyModel.OTHER_SCHEMA)
                        : Schema.EMPTY);
    }

    static Diff difference(Schema desired, DialectUnderTest under, LiveDatabase live) throws SQLException {
        Schema actual = inspect(live, under);
        Scope scope = Scope.EVERYTHING
                .with(Scope.TableRole.OWNED, actual.tables().keySet())
                .withDefinitions(Scope.TableRole.OWNED, actual.definitions().keySet());
        return SchemaDiff.of(
                desired, actual, scope, AutogenerateCase.naming(under.dialect()), under.dialect(), live::canonical);
    }
}
