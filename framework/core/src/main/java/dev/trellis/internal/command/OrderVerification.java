package dev.trellis.internal.command;

import dev.trellis.Listener;
import dev.trellis.UsageException;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.command.ThrowawayReplay.Built;
import dev.trellis.internal.command.ThrowawayReplay.Stage;
import dev.trellis.internal.connection.DatabaseException;
import dev.trellis.internal.lock.LockException;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs heads in both orders, each on a throwaway database, and compares the databases. */
final class OrderVerification {
    private final Workspace workspace;
    private final Listener listener;
    private final ThrowawayReplay replay;

    OrderVerification(Workspace workspace, Listener listener) {
        this.workspace = workspace;
        this.listener = listener;
        this.replay = new ThrowawayReplay(workspace, listener, "merge");
    }

    /**
     * Compares the given order with the opposite one, so that each pair of heads runs in both orders.
     *
     * @param heads the identifiers of the heads
     * @return the differences, one line each; the error if an order cannot be run
     */
    List<String> differences(List<String> heads) {
        List<String> reversed = new ArrayList<>(heads);
        Collections.reverse(reversed);
        List<String> differences = new ArrayList<>();
        Optional<Built> expected = build(heads, null, differences);
        if (expected.isPresent()) {
            Built first = expected.get();
            build(reversed, first, differences).ifPresent(second -> {
                differences.addAll(first.rowDifferences(second));
                differences.addAll(
                        columnOrder(first.schemas().get(0), second.schemas().get(0)));
            });
        }
        return differences;
    }

    /** Builds a database; empty if a revision fails, whose error becomes a difference. */
    private Optional<Built> build(List<String> order, @Nullable Built expected, List<String> differences) {
        String place = String.join(", then ", order) + ": ";
        listener.note("building a throwaway database in the order " + String.join(", ", order));
        try {
            return Optional.of(
                    replay.build(workspace.branches(), List.of(new Stage(place, order)), expected, differences));
        } catch (UsageException | DatabaseException | LockException e) {
            // There is no throwaway database, or it is lost.
            throw e;
        } catch (TrellisException e) {
            differences.add(
                    place + workspace.database().secrets().hide(e.problem().message()));
            return Optional.empty();
        }
    }

    private static List<String> columnOrder(Schema expected, Schema actual) {
        List<String> lines = new ArrayList<>();
        for (Table table : expected.tables().values()) {
            TableName name = table.name();
            List<String> columns = actual.table(name).map(Table::columnNames).orElse(table.columnNames());
            if (!columns.equals(table.columnNames())) {
                lines.add("the columns of table " + name + " were " + String.join(", ", table.columnNames())
                        + " and are " + String.join(", ", columns));
            }
        }
        return lines;
    }
}
