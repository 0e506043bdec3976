package dev.trellis.internal.command;

import dev.trellis.branch.Branch;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.Location;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.DefinitionFiles;
import dev.trellis.internal.run.Replay;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.model.ModelSource;
import dev.trellis.model.YamlModel;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Revision;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The models of all branches. Each model is read on first use. */
final class BranchModels {
    private final Workspace workspace;
    private final Map<String, Schema> schemas = new HashMap<>();
    private final Map<String, Boolean> hasFiles = new HashMap<>();
    private @Nullable Schema replayed;

    BranchModels(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Returns the desired schema of a branch; empty if the branch has no model. */
    Schema of(Branch branch) {
        Schema known = schemas.get(branch.label());
        if (known != null) {
            return known;
        }
        schemas.put(branch.label(), Schema.EMPTY);
        Schema schema = branch.model() == null ? Schema.EMPTY : read(branch, branch.model());
        Schema complete = withVariables(branch, withFiles(branch, schema));
        schemas.put(branch.label(), complete);
        return complete;
    }

    /**
     * Returns whether the branch has a desired schema: a model, or a folder of definitions. Without a model, the branch
     * states nothing about tables.
     */
    boolean has(Branch branch) {
        return branch.model() != null
                || hasFiles.computeIfAbsent(branch.label(), none -> DefinitionFiles.exist(branch.definitionFolder()));
    }

    /** Adds the definitions in SQL files to a model. */
    private Schema withFiles(Branch branch, Schema model) {
        Dialect current = workspace.hasDatabase() ? workspace.dialect() : null;
        List<Definition> files = new DefinitionFiles(workspace.allDialects(), current).read(branch.definitionFolder());
        if (files.isEmpty()) {
            return model;
        }
        Schema complete = model;
        for (Definition definition : files) {
            if (model.definition(definition.name()).isPresent()) {
                throw SchemaException.alreadyExists(
                        definition.kind().words(), definition.name().toString());
            }
            complete = complete.withDefinition(definition);
        }
        return complete;
    }

    /** Replaces the variables in the names of schemas. */
    private Schema withVariables(Branch branch, Schema schema) {
        ModelSource model = branch.model();
        return names(schema).contains("${")
                ? workspace
                        .schemaVariables()
                        .fill(schema, Location.of(model == null ? branch.label() : model.display()))
                : schema;
    }

    private static String names(Schema schema) {
        StringBuilder names = new StringBuilder();
        schema.tables().values().forEach(table -> {
            names.append(table.name()).append(' ');
            table.foreignKeys().forEach(key -> names.append(key.referredTable()).append(' '));
            table.options().parents().forEach(parent -> names.append(parent).append(' '));
        });
        schema.enums().keySet().forEach(name -> names.append(name).append(' '));
        schema.definitions().keySet().forEach(name -> names.append(name).append(' '));
        return names.toString();
    }

    private Schema read(Branch branch, ModelSource model) {
        Function<TableName, Optional<Table>> bases = name -> inOtherBranches(branch, name);
        return model instanceof YamlModel yaml
                ? yaml.read(
                        workspace.naming(),
                        bases,
                        workspace.dialects(),
                        name -> ParseContext.tableOptions(workspace.allDialects(), name))
                : ContributedCode.call(
                        model,
                        "read",
                        () -> model.read(
                                workspace.naming(), bases, workspace.dialect().name()));
    }

    /**
     * Returns the desired schema of a protected branch, without its model if that is not a YAML file; empty for any other
     * branch. Protection uses this method during a run, where loading Hibernate for a model of entity classes would be too
     * slow. Protection knows the tables that scripts create without a model.
     */
    Schema ofYaml(Branch branch) {
        if (!branch.isProtected()) {
            return Schema.EMPTY;
        }
        return branch.model() instanceof YamlModel ? of(branch) : withFiles(branch, Schema.EMPTY);
    }

    private Optional<Table> inOtherBranches(Branch reader, TableName name) {
        return workspace.branches().all().stream()
                .filter(branch -> !branch.equals(reader))
                .flatMap(branch -> of(branch).table(name).stream())
                .findFirst()
                .or(() -> inScripts(name));
    }

    /** Finds a table of a branch without a model by replaying all scripts; empty if the scripts cannot be replayed. */
    private Optional<Table> inScripts(TableName name) {
        if (replayed == null) {
            replayed = Schema.EMPTY;
            List<String> heads = workspace.branches().graph().effectiveHeads().stream()
                    .map(Revision::id)
                    .toList();
            try {
                replayed = new Replay(workspace.branches(), workspace.parsing()).schema(Heads.of(heads));
            } catch (TrellisException notReplayable) {
                return Optional.empty();
            }
        }
        return replayed.table(name);
    }

    /** Returns the names of the tables that the branch's model declares, sorted. */
    List<String> tables(Branch branch) {
        return of(branch).tables().keySet().stream().map(TableName::toString).toList();
    }

    /** Returns the kinds and names of the definitions of the branch, sorted. */
    List<String> definitions(Branch branch) {
        return of(branch).definitions().keySet().stream()
                .map(DefinitionName::describe)
                .toList();
    }
}
