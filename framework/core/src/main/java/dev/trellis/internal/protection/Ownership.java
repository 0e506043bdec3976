package dev.trellis.internal.protection;

import dev.trellis.branch.Branch;
import dev.trellis.error.Problems;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.operation.CreateEnum;
import dev.trellis.operation.CreateTable;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The branch that owns each table and each definition. A branch owns a table if its model declares the table, or if its
 * scripts create the table by an operation or by raw SQL. A branch owns a view, function or other definition if its model
 * declares the definition or if an operation of its scripts creates the definition. A table whose name raw SQL computes
 * at run time has no known owner. The views of a protected branch are protected like its tables.
 *
 * <p>{@link #of(Branches, Function, ParseContext)} parses every script, so callers create an ownership only when they
 * need it.
 */
public final class Ownership {
    private final Map<TableName, Branch> owners;
    private final Map<TableName, Branch> protectors;
    private final Map<Branch, CreatedTypes> protectedTypes;
    private final DefinitionOwners definitions;
    private final DefinitionOwners protectedDefinitions;
    private final SchemaOwners schemas;

    private Ownership(
            Map<TableName, Branch> owners,
            Map<TableName, Branch> protectors,
            Map<Branch, CreatedTypes> protectedTypes,
            DefinitionOwners definitions,
            DefinitionOwners protectedDefinitions,
            SchemaOwners schemas) {
        this.owners = owners;
        this.protectors = protectors;
        this.protectedTypes = protectedTypes;
        this.definitions = definitions;
        this.protectedDefinitions = protectedDefinitions;
        this.schemas = schemas;
    }

    /**
     * Collects the owners from the models and the scripts of all branches.
     *
     * @param models returns the desired schema of a branch; empty if the branch has no model
     * @throws TrellisException {@code two_owners} for each table or definition that two branches own
     */
    public static Ownership of(Branches branches, Function<Branch, Schema> models, ParseContext context) {
        Map<Branch, CreatedTypes> types = new LinkedHashMap<>();
        Map<Branch, CreatedDefinitions> definitionsByScripts = new LinkedHashMap<>();
        Map<Branch, CreatedSchemas> schemasByScripts = new LinkedHashMap<>();
        Map<Branch, CreatedTables> byScripts =
                createdByScripts(branches, context, types, definitionsByScripts, schemasByScripts);
        DefinitionOwners definitions = new DefinitionOwners();
        DefinitionOwners protectedDefinitions = new DefinitionOwners();
        Map<TableName, Set<Branch>> branchesByTable = new TreeMap<>();
        Map<TableName, Branch> protectors = new TreeMap<>();
        for (Branch branch : branches.all()) {
            CreatedTables created = byScripts.getOrDefault(branch, new CreatedTables(context.dialect()));
            Schema model = models.apply(branch);
            Set<TableName> declared = model.tables().keySet();
            CreatedDefinitions createdDefinitions = definitionsByScripts.getOrDefault(branch, new CreatedDefinitions());
            definitions.add(branch, createdDefinitions.atHeads());
            definitions.add(branch, model.definitions().keySet());
            for (TableName table : union(created.atHeads(), declared)) {
                branchesByTable
                        .computeIfAbsent(table, none -> new LinkedHashSet<>())
                        .add(branch);
            }
            if (branch.isProtected()) {
                union(created.everCreated(), declared).forEach(table -> protectors.put(table, branch));
                protectedDefinitions.add(branch, createdDefinitions.everCreated());
                protectedDefinitions.add(branch, model.definitions().keySet());
                protectedDefinitions.of(branch).stream()
                        .filter(Ownership::isView)
                        .forEach(view -> protectors.put(view.name(), branch));
                addDeclared(model, types.computeIfAbsent(branch, none -> new CreatedTypes(context.dialect())));
            }
        }
        Problems problems = new Problems();
        Map<TableName, Branch> owners = requireSingleOwners(branchesByTable, problems);
        definitions.requireSingleOwners(problems::add);
        problems.throwIfAny();
        return new Ownership(
                owners, protectors, types, definitions, protectedDefinitions, SchemaOwners.of(schemasByScripts));
    }

    private static boolean isView(DefinitionName name) {
        return name.kind() == DefinitionKind.VIEW || name.kind() == DefinitionKind.MATERIALIZED_VIEW;
    }

    private static void addDeclared(Schema model, CreatedTypes types) {
        model.tables().values().forEach(table -> types.read(new CreateTable(table)));
        model.enums().values().forEach(type -> types.read(new CreateEnum(type)));
    }

    /**
     * Returns the tables that the scripts of each branch create.
     *
     * @param types receives the types of the protected branches
     * @param definitions receives the definitions of each branch
     * @param schemas receives the schemas of each branch
     */
    private static Map<Branch, CreatedTables> createdByScripts(
            Branches branches,
            ParseContext context,
            Map<Branch, CreatedTypes> types,
            Map<Branch, CreatedDefinitions> definitions,
            Map<Branch, CreatedSchemas> schemas) {
        Map<Branch, CreatedTables> created = new LinkedHashMap<>();
        branches.readBodies(context, (script, body) -> {
            Branch branch = branches.of(script.id());
            if (branch != null) {
                created.computeIfAbsent(branch, none -> new CreatedTables(context.dialect()))
                        .read(body.upgrade());
                definitions
                        .computeIfAbsent(branch, none -> new CreatedDefinitions())
                        .read(body.upgrade());
                schemas.computeIfAbsent(branch, none -> new CreatedSchemas()).read(body.upgrade());
            }
            if (branch != null && branch.isProtected()) {
                types.computeIfAbsent(branch, none -> new CreatedTypes(context.dialect()))
                        .read(body.upgrade());
            }
        });
        return created;
    }

    private static Set<TableName> union(Set<TableName> first, Set<TableName> second) {
        if (first.isEmpty()) {
            return second;
        }
        Set<TableName> union = new TreeSet<>(first);
        union.addAll(second);
        return union;
    }

    private static Map<TableName, Branch> requireSingleOwners(
            Map<TableName, Set<Branch>> branchesByTable, Problems problems) {
        Map<TableName, Branch> owners = new TreeMap<>();
        branchesByTable.forEach((table, branches) -> {
            List<Branch> inLoadOrder = List.copyOf(branches);
            owners.put(table, inLoadOrder.get(0));
            if (inLoadOrder.size() > 1) {
                problems.add(ProtectionException.twoOwners(table, inLoadOrder.get(0), inLoadOrder.get(1)));
            }
        });
        return owners;
    }

    /** Returns the branch that owns a table, or null if no branch does. */
    public @Nullable Branch of(TableName table) {
        return owners.get(table);
    }

    /** Returns the tables that a branch owns, sorted. */
    public Set<TableName> of(Branch branch) {
        Set<TableName> tables = new TreeSet<>();
        for (Map.Entry<TableName, Branch> each : owners.entrySet()) {
            if (each.getValue().label().equals(branch.label())) {
                tables.add(each.getKey());
            }
        }
        return tables;
    }

    /** Returns the protected branch that owns a table now or owned it at an earlier revision, or null if none does. */
    public @Nullable Branch protectorOf(TableName table) {
        return protectors.get(table);
    }

    /** Returns the branch that owns a definition, or null if no branch does. */
    public @Nullable Branch of(DefinitionName definition) {
        DefinitionOwners.Owned owned = definitions.find(definition);
        return owned == null ? null : owned.branch();
    }

    /** Returns whether a branch other than the given one owns a definition. */
    public boolean hasDefinitionsOfOthers(Branch branch) {
        return definitions.hasOthersThan(branch);
    }

    /** Returns the definitions that a branch owns, sorted. */
    public Set<DefinitionName> definitionsOf(Branch branch) {
        return definitions.of(branch);
    }

    /** Returns the schemas that scripts create and do not drop, sorted. */
    public Set<String> createdSchemas() {
        return schemas.created();
    }

    /**
     * Returns the schemas that scripts create or that contain a table or definition of a branch, sorted; the default schema is
     * not included.
     */
    public Set<String> schemas() {
        Set<String> names = new TreeSet<>(schemas.created());
        Stream.concat(owners.keySet().stream(), definitions.all().map(DefinitionName::name))
                .map(TableName::schema)
                .filter(Objects::nonNull)
                .forEach(names::add);
        return names;
    }

    /** Returns the protected branch whose scripts create a schema, now or at an earlier revision, by schema. */
    Map<String, Branch> protectedSchemas() {
        return schemas.protectors();
    }

    /** Returns the definitions that the protected branches own now or owned at an earlier revision. */
    DefinitionOwners protectedDefinitions() {
        return protectedDefinitions;
    }

    /**
     * Returns every table that a protected branch owns or owned, and the names of its functions, sequences and domains, whose
     * structure has to be compared, too.
     */
    Set<TableName> protectedObjects() {
        Set<TableName> objects = new TreeSet<>(protectors.keySet());
        objects.addAll(protectedDefinitions.names(DefinitionOwners.SEPARATE));
        return objects;
    }

    /** Returns the named types of each protected branch. */
    Map<Branch, CreatedTypes> protectedTypes() {
        return protectedTypes;
    }

    /** Returns every table that a protected branch owns now or owned at an earlier revision, sorted. */
    public Set<TableName> protectedTables() {
        return protectors.keySet();
    }
}
