package dev.trellis.internal.command;

import dev.trellis.error.TrellisException;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.run.Replay;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.DropDefinition;
import dev.trellis.operation.Operation;
import dev.trellis.operation.ReplaceDefinition;
import dev.trellis.revision.Heads;
import dev.trellis.schema.Definition;
import dev.trellis.schema.Schema;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The former texts of definitions in a draft. If the scripts contain the text by which the present definition was created, a
 * draft contains that text, with its comments and for all databases, instead of the text that the database prints. An upgrade
 * then needs no former text, because the earlier scripts contain it.
 */
final class PreviousTexts {
    private final Schema replayed;
    private final Schema actual;

    private PreviousTexts(Schema replayed, Schema actual) {
        this.replayed = replayed;
        this.actual = actual;
    }

    /**
     * Reads the scripts, if the operations create, replace or drop definitions.
     *
     * @param actual the inspected schema
     */
    static PreviousTexts of(
            Workspace workspace, Session session, Heads heads, Schema actual, List<Operation> operations)
            throws SQLException {
        boolean isNeeded = operations.stream()
                .anyMatch(each -> each instanceof ReplaceDefinition
                        || each instanceof CreateDefinition
                        || each instanceof DropDefinition);
        if (!isNeeded) {
            return new PreviousTexts(Schema.EMPTY, Schema.EMPTY);
        }
        try {
            Schema replayed = new Replay(workspace.branches(), workspace.parsing()).schema(heads);
            Schema written = actual.withDefinitions(replayed.definitions().values());
            Schema canonical = session.dialect().canonical(session.connection(), written, actual, rejected -> {});
            List<Definition> unchanged = new ArrayList<>();
            for (Definition definition : replayed.definitions().values()) {
                Definition found = canonical.definitions().get(definition.name());
                if (found != null && found.equals(actual.definitions().get(found.name()))) {
                    unchanged.add(definition);
                }
            }
            return new PreviousTexts(replayed.withDefinitions(unchanged), actual);
        } catch (TrellisException notReplayable) {
            return new PreviousTexts(Schema.EMPTY, Schema.EMPTY);
        }
    }

    /** Returns the upgrade without the former texts that the scripts contain. */
    List<Operation> upgrade(List<Operation> operations) {
        return operations.stream().map(this::asScriptsNeed).toList();
    }

    private Operation asScriptsNeed(Operation operation) {
        if (operation instanceof ReplaceDefinition replace
                && replayed.definition(replace.definition().name()).isPresent()) {
            return new ReplaceDefinition(replace.definition(), null);
        }
        if (operation instanceof DropDefinition drop) {
            return replayed.definition(drop.name()).map(DropDefinition::of).orElse(drop);
        }
        return operation;
    }

    /** Returns the downgrade with the texts of the scripts in place of those that the database prints. */
    List<Operation> downgrade(List<Operation> operations) {
        List<Operation> written = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation instanceof ReplaceDefinition replace) {
                Definition text = asWritten(replace.definition());
                written.add(text == null ? operation : new ReplaceDefinition(text, replace.previous()));
            } else if (operation instanceof CreateDefinition create) {
                Definition text = asWritten(create.definition());
                written.add(text == null ? operation : new CreateDefinition(text));
            } else {
                written.add(operation);
            }
        }
        return written;
    }

    private @Nullable Definition asWritten(Definition printed) {
        Definition found = actual.definitions().get(printed.name());
        return found != null && found.sql().equals(printed.sql())
                ? replayed.definitions().get(printed.name())
                : null;
    }
}
