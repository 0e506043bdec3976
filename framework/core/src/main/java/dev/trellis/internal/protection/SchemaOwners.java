package dev.trellis.internal.protection;

import dev.trellis.branch.Branch;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The schemas of all branches.
 *
 * @param created the schemas that scripts create and do not drop
 * @param protectors the protected branch of each schema that the scripts of a protected branch create, now or at an earlier
 *     revision
 */
record SchemaOwners(Set<String> created, Map<String, Branch> protectors) {
    /** Returns the schemas that the scripts of each branch create. */
    static SchemaOwners of(Map<Branch, CreatedSchemas> byScripts) {
        Set<String> created = new TreeSet<>();
        Map<String, Branch> protectors = new TreeMap<>();
        byScripts.forEach((branch, schemas) -> {
            created.addAll(schemas.atHeads());
            if (branch.isProtected()) {
                schemas.everCreated().forEach(schema -> protectors.put(schema, branch));
            }
        });
        return new SchemaOwners(created, protectors);
    }
}
