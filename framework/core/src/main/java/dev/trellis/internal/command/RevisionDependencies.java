package dev.trellis.internal.command;

import dev.trellis.branch.Branch;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.sql.DefinitionText;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateSchema;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.IdentifierCollector;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.operation.ReplaceDefinition;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import dev.trellis.schema.Definition;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.TableName;
import dev.trellis.script.LocatedOperation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The revisions that a new revision has to depend on: for each foreign key to a table of another branch, the revision that
 * created the table or the referred columns; for each created or replaced definition, the revisions of other branches that
 * created the tables, columns and definitions whose names its SQL contains; for each created object in a schema, the
 * revision of another branch that created the schema. Revisions that are already below the new
 * revision, or below another dependency, are omitted.
 */
final class RevisionDependencies {
    private final Branches branches;
    private final RevisionGraph graph;
    private final ParseContext reading;

    RevisionDependencies(Workspace workspace) {
        this(workspace, workspace.parsing());
    }

    RevisionDependencies(Workspace workspace, ParseContext reading) {
        this.branches = workspace.branches();
        this.graph = branches.graph();
        this.reading = reading;
    }

    /**
     * Returns the identifiers that a new revision has to depend on.
     *
     * @param head the parent as text, or null for the branch's only head
     * @param dependsOn the dependencies that the author has requested, as text
     */
    List<String> of(Branch branch, @Nullable String head, List<Operation> operations, List<String> dependsOn) {
        Set<String> implied = below(head == null ? branch.label() + "@head" : head, branch);
        dependsOn.forEach(text -> implied.addAll(below(text, null)));
        return of(branch, operations, implied);
    }

    /**
     * Returns the identifiers that a merge point has to depend on.
     *
     * @param parents the revisions that it joins
     */
    List<String> ofMerge(Branch branch, List<String> parents, List<Operation> operations) {
        Set<String> implied = new HashSet<>();
        parents.forEach(id -> implied.addAll(below(id, null)));
        return of(branch, operations, implied);
    }

    private List<String> of(Branch branch, List<Operation> operations, Set<String> implied) {
        Set<String> required = new LinkedHashSet<>();
        for (ForeignKey key : outgoingKeys(operations)) {
            String origin = origin(key);
            if (origin != null && !implied.contains(origin) && !branch.equals(branches.of(origin))) {
                required.add(origin);
            }
        }
        Set<String> origins = origins(words(operations), branch);
        origins.addAll(schemaOrigins(operations, branch));
        for (String origin : origins) {
            if (!implied.contains(origin)) {
                required.add(origin);
            }
        }
        return topmost(required);
    }

    /** Returns the revisions of other branches that created a schema in which the operations create objects. */
    private Set<String> schemaOrigins(List<Operation> operations, Branch branch) {
        Set<String> schemas = new HashSet<>();
        operations.forEach(operation -> schemas.addAll(IdentifierCollector.schemasIn(
                operation, reading.dialect().capabilities().namedEnums())));
        operations.forEach(operation -> {
            if (operation instanceof CreateSchema create) {
                schemas.remove(create.name());
            }
        });
        Map<String, String> origins = new LinkedHashMap<>();
        if (!schemas.isEmpty()) {
            for (Revision revision : graph.order()) {
                MigrationScript script = branches.script(revision.id());
                if (script != null && !branch.equals(branches.of(revision.id()))) {
                    script.body(reading)
                            .upgrade()
                            .forEach(located -> createdSchemas(located.operation())
                                    .filter(schemas::contains)
                                    .forEach(schema -> origins.put(schema, revision.id())));
                }
            }
        }
        return new LinkedHashSet<>(origins.values());
    }

    private static Stream<String> createdSchemas(Operation operation) {
        if (operation instanceof Autocommit autocommit) {
            return autocommit.operations().stream().flatMap(RevisionDependencies::createdSchemas);
        }
        return operation instanceof CreateSchema create ? Stream.of(create.name()) : Stream.of();
    }

    /** Returns the words in the SQL of the definitions that the operations create or replace, in lower case. */
    private Set<String> words(List<Operation> operations) {
        Set<String> words = new HashSet<>();
        for (Operation operation : operations) {
            Definition definition = operation instanceof CreateDefinition create
                    ? create.definition()
                    : operation instanceof ReplaceDefinition replace ? replace.definition() : null;
            String sql = definition == null
                    ? null
                    : definition.sql().in(reading.dialect().name());
            if (sql != null) {
                words.addAll(DefinitionText.words(sql, reading.dialect().syntax()));
            }
        }
        return words;
    }

    /**
     * Returns the revisions of other branches that created or changed a table or definition whose name is among the words, or
     * added or renamed one of its columns that is among the words.
     */
    private Set<String> origins(Set<String> words, Branch branch) {
        Set<String> origins = new LinkedHashSet<>();
        if (words.isEmpty()) {
            return origins;
        }
        for (Revision revision : graph.order()) {
            MigrationScript script = branches.script(revision.id());
            if (script != null
                    && !branch.equals(branches.of(revision.id()))
                    && script.body(reading).upgrade().stream()
                            .anyMatch(located -> isUsed(located.operation(), words))) {
                origins.add(revision.id());
            }
        }
        return origins;
    }

    private static boolean isUsed(Operation operation, Set<String> words) {
        if (operation instanceof CreateTable create) {
            return isAmong(create.table().name().name(), words);
        }
        if (operation instanceof RenameTable rename) {
            return isAmong(rename.to(), words);
        }
        if (operation instanceof AddColumn add) {
            return isAmong(add.table().name(), words) && isAmong(add.column().name(), words);
        }
        if (operation instanceof AlterColumn alter) {
            return alter.rename() != null && isAmong(alter.table().name(), words) && isAmong(alter.rename(), words);
        }
        if (operation instanceof CreateDefinition create) {
            return isAmong(create.definition().name().name().name(), words);
        }
        return operation instanceof Autocommit autocommit
                && autocommit.operations().stream().anyMatch(each -> isUsed(each, words));
    }

    private static boolean isAmong(String name, Set<String> words) {
        return words.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Returns the created foreign keys that refer to tables which the operations do not create. */
    private static List<ForeignKey> outgoingKeys(List<Operation> operations) {
        List<ForeignKey> keys = new ArrayList<>();
        Set<TableName> created = new HashSet<>();
        for (Operation operation : operations) {
            if (operation instanceof CreateTable create) {
                created.add(create.table().name());
                keys.addAll(create.table().foreignKeys());
            } else if (operation instanceof CreateForeignKey create) {
                keys.add(create.key());
            }
        }
        keys.removeIf(key -> created.contains(key.referredTable()));
        return keys;
    }

    /**
     * Returns the revision on which an existing revision should depend because of the foreign key; null if no dependency is
     * missing.
     */
    @Nullable
    String missing(String revision, ForeignKey key) {
        String origin = origin(key);
        boolean implied = origin == null
                || Objects.equals(branches.of(revision), branches.of(origin))
                || graph.withBelow(revision).stream().anyMatch(each -> each.id().equals(origin));
        return implied ? null : origin;
    }

    /**
     * Returns the identifiers of the revisions that a target names, of their ancestors and of the dependencies of both.
     *
     * @param text the target
     * @param branch the branch of the target, or null for any; if it has no revision yet, the result is empty
     */
    private Set<String> below(String text, @Nullable Branch branch) {
        Set<String> below = new HashSet<>();
        if (branch == null || graph.branch(branch.label()).isPresent()) {
            graph.resolve(text)
                    .revisions()
                    .forEach(revision -> graph.withBelow(revision.id()).forEach(each -> below.add(each.id())));
        }
        return below;
    }

    private List<String> topmost(Set<String> required) {
        List<String> topmost = new ArrayList<>();
        for (String id : required) {
            boolean implied = required.stream()
                    .filter(other -> !other.equals(id))
                    .anyMatch(other -> graph.withBelow(other).stream()
                            .anyMatch(each -> each.id().equals(id)));
            if (!implied) {
                topmost.add(id);
            }
        }
        return topmost;
    }

    /** Returns the last revision that created the table or columns that the key refers to; null if no script did. */
    private @Nullable String origin(ForeignKey key) {
        String origin = null;
        for (Revision revision : graph.order()) {
            MigrationScript script = branches.script(revision.id());
            if (script != null && createAny(script.body(reading).upgrade(), key)) {
                origin = revision.id();
            }
        }
        return origin;
    }

    private static boolean createAny(List<LocatedOperation> operations, ForeignKey key) {
        return operations.stream().anyMatch(located -> creates(located.operation(), key));
    }

    /** Returns whether the operation creates, or renames, the table or one of the columns that the key refers to. */
    private static boolean creates(Operation operation, ForeignKey key) {
        if (operation instanceof CreateTable create) {
            return create.table().name().equals(key.referredTable());
        }
        if (operation instanceof RenameTable rename) {
            return rename.table().renamed(rename.to()).equals(key.referredTable());
        }
        if (operation instanceof AddColumn add) {
            return add.table().equals(key.referredTable())
                    && key.referredColumns().contains(add.column().name());
        }
        if (operation instanceof AlterColumn alter) {
            return alter.rename() != null
                    && alter.table().equals(key.referredTable())
                    && key.referredColumns().contains(alter.rename());
        }
        return operation instanceof Autocommit autocommit
                && autocommit.operations().stream().anyMatch(each -> creates(each, key));
    }
}
