package dev.trellis.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import dev.trellis.hibernate.EntityModel;
import dev.trellis.schema.Naming;
import dev.trellis.schema.TableName;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.Optional;
import org.hibernate.Version;
import org.junit.jupiter.api.Test;

/**
 * Reads entity classes with the Hibernate version of this Spring Boot: version 7 or later gives a model, an earlier version
 * an error.
 */
class EntityModelVersionTest {
    private static final int SINCE = 7;

    @Entity(name = "ticket")
    static class Ticket {
        @Id
        long id;
    }

    @Test
    void entity_classes_are_read_from_hibernate_7_on_and_refused_with_the_required_version_before() {
        String version = Version.getVersionString();
        EntityModel model = EntityModel.of(Ticket.class);
        if (Integer.parseInt(version.replaceFirst("\\..*", "")) >= SINCE) {
            assertTrue(model.read(Naming.DEFAULT, name -> Optional.empty())
                    .table(TableName.of("ticket"))
                    .isPresent());
        } else {
            Problem problem = assertThrows(
                            TrellisException.class, () -> model.read(Naming.DEFAULT, name -> Optional.empty()))
                    .problem();
            assertEquals("bad_entity", problem.name());
            assertTrue(problem.message().contains(version), problem.message());
            assertTrue(problem.message().contains("version " + SINCE + " or later"), problem.message());
        }
    }
}
