package dev.trellis.retail.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.hibernate.EntityModel;
import dev.trellis.internal.model.ModelWriter;
import dev.trellis.model.YamlModel;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The entity classes and {@code model.yaml} describe the same tables, including every default and comment. */
class RetailEntitiesTest {

    @Test
    void entities_are_equal_to_the_yaml_model() {
        Schema yaml = YamlModel.file(Path.of("src/main/resources/db/retail/model.yaml"))
                .read(Naming.DEFAULT, name -> Optional.empty());

        Schema entities = EntityModel.inPackagesOf(Customer.class).read(Naming.DEFAULT, name -> Optional.empty());

        assertEquals(24, yaml.tables().size());
        assertEquals(yaml.tables().keySet(), entities.tables().keySet());
        yaml.tables()
                .forEach((name, table) -> assertEquals(text(table), text(entities.require(name)), name.toString()));
        assertEquals(yaml, entities);
    }

    private static String text(Table table) {
        return new YAMLMapper().writeValueAsString(ModelWriter.table(table));
    }
}
