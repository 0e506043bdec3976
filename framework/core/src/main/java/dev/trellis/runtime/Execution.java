package dev.trellis.runtime;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.Command;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.Location;
import dev.trellis.error.TrellisException;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.Operation;
import dev.trellis.operation.Run;
import dev.trellis.script.Instruction;
import dev.trellis.script.MigrationContext;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The instructions of one revision, one way. */
final class Execution {
    private final Session session;
    private final JavaSteps steps;
    private final Map<String, String> arguments;
    private final Listener listener;
    private final String revision;
    private final Runner.Standing standing;
    private final Catalog catalog;

    Execution(
            Session session,
            JavaSteps steps,
            Map<String, String> arguments,
            Listener listener,
            String revision,
            Runner.Standing standing) {
        this.session = session;
        this.steps = steps;
        this.arguments = arguments;
        this.listener = listener;
        this.revision = revision;
        this.standing = standing;
        this.catalog = session.dialect().catalog(session.connection());
    }

    /**
     * Runs the instructions in order. Neighbours go to the dialect together; a Java step and what must run outside a
     * transaction end such a neighbourhood.
     */
    void run(List<Instruction> instructions) throws SQLException {
        List<Instruction> together = new ArrayList<>();
        for (Instruction instruction : instructions) {
            if (instruction.operation() instanceof Run run) {
                compile(together);
                run(run, instruction.at());
            } else if (instruction.operation() instanceof Autocommit autocommit) {
                compile(together);
                outsideTransaction(autocommit, instruction.at());
            } else {
                together.add(instruction);
            }
        }
        compile(together);
    }

    private void compile(List<Instruction> together) {
        if (together.isEmpty()) {
            return;
        }
        IdentityHashMap<Operation, Location> places = new IdentityHashMap<>();
        together.forEach(instruction -> places.put(instruction.operation(), instruction.at()));
        Location first = together.get(0).at();
        session.dialect()
                .compile(
                        together.stream().map(Instruction::operation).toList(),
                        catalog,
                        command -> execute(command, places.getOrDefault(command.origin(), first)));
        together.clear();
    }

    private void execute(Command command, Location at) {
        listener.statement(command.sql());
        try {
            session.execute(command.sql());
        } catch (SQLException e) {
            throw RunException.statementFailed(
                    revision, at, command.sql(), session.said(e), standing.said(revision), e);
        }
    }

    private void outsideTransaction(Autocommit autocommit, Location at) throws SQLException {
        session.commit();
        List<Instruction> inside = new ArrayList<>();
        autocommit.operations().forEach(operation -> inside.add(new Instruction(operation, at)));
        compile(inside);
        session.begin();
    }

    private void run(Run run, Location at) {
        try {
            steps.find(run.step()).run(context(at));
        } catch (TrellisException e) {
            throw e;
        } catch (Exception e) {
            throw RunException.stepFailed(revision, at, run.step(), e, standing.said(revision));
        }
    }

    private MigrationContext context(Location at) {
        return new MigrationContext() {
            @Override
            public Handle handle() {
                return session.handle();
            }

            @Override
            public void apply(Operation... operations) {
                List<Instruction> instructions = new ArrayList<>();
                for (Operation operation : operations) {
                    instructions.add(new Instruction(operation, at));
                }
                compile(instructions);
            }

            @Override
            public Dialect dialect() {
                return session.dialect();
            }

            @Override
            public Map<String, String> arguments() {
                return arguments;
            }
        };
    }
}
