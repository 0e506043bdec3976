package dev.trellis.internal.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.DialectUnderTest;
import dev.trellis.dialect.LiveDatabase;
import dev.trellis.dialect.RoundTripAssert;
import dev.trellis.internal.diff.AnyModel.Feature;
import dev.trellis.internal.model.ModelReader;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.internal.yaml.YamlWriter;
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
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A database made from a model equals it, whatever the model says and however it is spelled; and the draft that leads to
 * another model does, and back again. Models are random; a failure names its seed. More of them:
 * {@code -Dtrellis.phantoms.tries=500}, others: {@code -Dtrellis.phantoms.seed=7}.
 */
final class NoPhantomsTest {
    /** What each database has no words for; it says so itself when asked, as {@code DdlCasesTest} shows. */
    private static final Map<Kind, Set<Feature>> WITHOUT = new EnumMap<>(Map.of(
            Kind.SQLITE, EnumSet.of(Feature.INCLUDE, Feature.NULLS_ORDER),
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

    private static final int PATIENCE = 50;

    @TestFactory
    Stream<DynamicTest> nothing_is_left_and_everything_leads_back() {
        long first = Long.getLong("trellis.phantoms.seed", 1);
        int tries = Integer.getInteger("trellis.phantoms.tries", 12);
        return DialectUnderTest.ALL.stream()
                .flatMap(under -> LongStream.range(first, first + tries)
                        .mapToObj(seed -> DynamicTest.dynamicTest(under + " seed " + seed, () -> run(under, seed))));
    }

    /** Two models that the database takes; SQL that it does not know is no model for it. */
    private record Two(Schema first, Schema second) {
        static Two of(DialectUnderTest under, long seed) throws SQLException {
            for (int i = 0; i < PATIENCE; i++) {
                AnyModel any = any(under, seed * PATIENCE + i);
                Map<String, Object> tables = any.tables();
                Two two = new Two(model(tables, under.dialect()), model(any.changed(tables), under.dialect()));
                if (isTaken(two.first, under) && isTaken(two.second, under) && isWay(two, under)) {
                    return two;
                }
            }
            throw new AssertionError("no model that " + under + " takes");
        }

        /**
         * Whether values of the one can be made values of the other at all: MariaDB has no way from a uuid to a moment, and
         * is refused before it is tried.
         */
        private static boolean isWay(Two two, DialectUnderTest under) throws SQLException {
            try (Connection connection = EmptyDatabase.of(under.kind()).emptied()) {
                LiveDatabase live = new LiveDatabase(under.dialect(), connection);
                live.run(difference(two.first, under, live).operations());
                live.run(difference(two.second, under, live).operations());
                live.run(difference(two.first, under, live).operations());
                return true;
            } catch (DialectException e) {
                if (e.problem().message().contains("it cannot convert")) {
                    return false;
                }
                throw e;
            }
        }

        private static boolean isTaken(Schema model, DialectUnderTest under) throws SQLException {
            try (Connection connection = EmptyDatabase.of(under.kind()).emptied()) {
                LiveDatabase live = new LiveDatabase(under.dialect(), connection);
                live.run(difference(model, under, live).operations());
                assertEquals(List.of(), difference(model, under, live).operations(), "phantoms");
                return true;
            } catch (AssertionError e) {
                if (e.getCause() instanceof SQLException) {
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

    /** The tables of a model that the database takes. */
    static Map<String, Object> taken(DialectUnderTest under, long seed) throws SQLException {
        for (int i = 0; i < PATIENCE; i++) {
            Map<String, Object> tables = any(under, seed * PATIENCE + i).tables();
            if (Two.isTaken(model(tables, under.dialect()), under)) {
                return tables;
            }
        }
        throw new AssertionError("no model that " + under + " takes");
    }

    private static String quote(Kind kind) {
        return kind == Kind.MARIADB || kind == Kind.MYSQL ? "`" : "\"";
    }

    private static void run(DialectUnderTest under, long seed) throws SQLException {
        Two two = Two.of(under, seed);
        try (Connection connection = EmptyDatabase.of(under.kind()).emptied()) {
            LiveDatabase live = new LiveDatabase(under.dialect(), connection);
            live.run(difference(two.first(), under, live).operations());
            Schema before = live.inspect(Schema.EMPTY);
            DraftBody draft = WrittenDraft.of(difference(two.second(), under, live), under.dialect());
            live.run(draft.upgrade());
            assertEquals(
                    List.of(), difference(two.second(), under, live).operations(), "left after " + draft.upgrade());
            live.run(Objects.requireNonNull(draft.downgrade()));
            RoundTripAssert.assertSame(before, live.inspect(Schema.EMPTY), "not undone by " + draft.downgrade());
            assertEquals(List.of(), difference(two.first(), under, live).operations(), "phantoms of the way back");
        }
    }

    static Schema model(Map<String, Object> tables, Dialect dialect) {
        String text = YamlWriter.line(Map.of("tables", tables));
        return new ModelReader(AutogenerateCase.naming(dialect), name -> Optional.empty())
                .read(YamlReader.read("model.yaml", text));
    }

    static Diff difference(Schema desired, DialectUnderTest under, LiveDatabase live) throws SQLException {
        Schema actual = live.inspect(Schema.EMPTY);
        Scope scope =
                Scope.EVERYTHING.with(Scope.TableRole.OWNED, actual.tables().keySet());
        return SchemaDiff.of(desired, actual, scope, AutogenerateCase.naming(under.dialect()), live::canonical);
    }
}
