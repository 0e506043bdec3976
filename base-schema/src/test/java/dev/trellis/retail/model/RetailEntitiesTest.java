package dev.trellis.retail.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.dialect.postgresql.PostgresqlDialect;
import dev.trellis.hibernate.EntityModel;
import dev.trellis.model.YamlModel;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The entity classes and {@code model.yaml} describe the same tables, including every default and comment, as PostgreSQL would
 * have them. On other databases Hibernate uses types of its own, for example {@code binary(16)} for a UUID on MySQL.
 */
class RetailEntitiesTest {

    @Test
    void entities_are_equal_to_the_yaml_model() {
        Schema yaml = YamlModel.file(Path.of("src/main/resources/db/retail/model.yaml"))
                .read(Naming.DEFAULT, name -> Optional.empty());

        Schema entities = EntityModel.inPackagesOf(Customer.class).read(Naming.DEFAULT, name -> Optional.empty());

        assertEquals(24, yaml.tables().size());
        assertEquals(yaml.tables().keySet(), entities.tables().keySet());
        yaml.tables()
                .forEach((name, table) ->
                        assertEquals(canonical(table), canonical(entities.require(name)), name.toString()));
    }

    private static String canonical(Table table) {
        return new PostgresqlDialect().canonical(table).toString().replace("), Column[", "),\nColumn[");
    }
}
