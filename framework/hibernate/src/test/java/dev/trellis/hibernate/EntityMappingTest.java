package dev.trellis.hibernate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.dialect.postgresql.PostgresqlDialect;
import dev.trellis.hibernate.cases.associations.Associations;
import dev.trellis.hibernate.cases.collections.Collections;
import dev.trellis.hibernate.cases.columns.Columns;
import dev.trellis.hibernate.cases.composite.Composite;
import dev.trellis.hibernate.cases.constraints.Constraints;
import dev.trellis.hibernate.cases.embedded.Embedded;
import dev.trellis.hibernate.cases.enums.Enums;
import dev.trellis.hibernate.cases.inherited.Inherited;
import dev.trellis.hibernate.cases.joined.Joined;
import dev.trellis.hibernate.cases.perclass.PerClass;
import dev.trellis.hibernate.cases.singletable.SingleTable;
import dev.trellis.hibernate.cases.types.Types;
import dev.trellis.internal.model.ModelReader;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each case is a class that contains entities and, in {@code MODEL}, the same tables in YAML, as PostgreSQL would have them.
 * {@link HibernateRoundTripTest} tests the types of the other databases.
 */
class EntityMappingTest {

    @TestFactory
    Stream<DynamicTest> entities_are_equal_to_the_yaml_model() {
        return Stream.of(
                        Types.class,
                        dev.trellis.hibernate.cases.rarer.Rarer.class,
                        Columns.class,
                        Constraints.class,
                        Associations.class,
                        Collections.class,
                        Embedded.class,
                        Composite.class,
                        SingleTable.class,
                        Joined.class,
                        PerClass.class,
                        Enums.class,
                        dev.trellis.hibernate.cases.names.Names.class,
                        Inherited.class)
                .map(entities -> DynamicTest.dynamicTest(entities.getSimpleName(), () -> check(entities)));
    }

    private static void check(Class<?> entities) throws ReflectiveOperationException {
        String text = (String) entities.getField("MODEL").get(null);
        Schema expected = new ModelReader(Naming.DEFAULT, name -> Optional.empty())
                .read(YamlReader.read(entities.getSimpleName(), text));

        Schema actual = EntityModel.inPackagesOf(entities).read(Naming.DEFAULT, name -> Optional.empty());

        assertEquals(expected.tables().keySet(), actual.tables().keySet());
        expected.tables()
                .forEach((name, table) ->
                        assertEquals(canonical(table), canonical(actual.require(name)), name.toString()));
    }

    private static String canonical(Table table) {
        return new PostgresqlDialect().canonical(table).toString().replace("), Column[", "),\nColumn[");
    }
}
