package dev.trellis.poser.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.dialect.postgresql.PostgresqlDialect;
import dev.trellis.hibernate.EntityModel;
import dev.trellis.model.YamlModel;
import dev.trellis.retail.model.Customer;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Poser's entity classes and the same model written by hand describe the same tables on PostgreSQL. */
class PoserEntitiesTest {

    @Test
    void entities_are_equal_to_the_yaml_model() {
        Schema base = EntityModel.inPackagesOf(Customer.class).read(Naming.DEFAULT, name -> Optional.empty());
        Schema yaml =
                YamlModel.file(Path.of("src/test/resources/poser-model.yaml")).read(Naming.DEFAULT, base::table);

        Schema entities = EntityModel.of(
                        PoserCustomer.class, PoserProduct.class, PoserDeliveryRoute.class, PoserDeliveryStop.class)
                .read(Naming.DEFAULT, name -> Optional.empty());

        assertEquals(4, yaml.tables().size());
        assertEquals(yaml.tables().keySet(), entities.tables().keySet());
        yaml.tables()
                .forEach((name, table) ->
                        assertEquals(canonical(table), canonical(entities.require(name)), name.toString()));
    }

    private static String canonical(Table table) {
        return new PostgresqlDialect().canonical(table).toString().replace("), Column[", "),\nColumn[");
    }
}
