package dev.trellis.internal.diff;

import dev.trellis.operation.CreateSchema;
import dev.trellis.operation.IdentifierCollector;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Finds the schemas that operations need and a database lacks. */
final class MissingSchemas {
    private MissingSchemas() {}

    /**
     * Returns the operations that create the schemas, to be run first.
     *
     * @param operations the operations that create tables and definitions
     * @param canonical the desired schema as the database would return it, in which enumerations without a name in the
     *     database are missing
     */
    static List<Operation> creations(List<Operation> operations, Schema canonical, Schema actual) {
        Set<String> missing = new TreeSet<>();
        Set<String> ofEnums = new TreeSet<>();
        for (Operation operation : operations) {
            missing.addAll(IdentifierCollector.schemasIn(operation, false));
            ofEnums.addAll(IdentifierCollector.schemasIn(operation, true));
        }
        ofEnums.retainAll(canonical.enums().keySet().stream()
                .map(TableName::schema)
                .filter(Objects::nonNull)
                .toList());
        missing.addAll(ofEnums);
        missing.removeAll(actual.schemas());
        return missing.stream().<Operation>map(CreateSchema::new).toList();
    }
}
