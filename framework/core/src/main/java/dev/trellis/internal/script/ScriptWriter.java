package dev.trellis.internal.script;

import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreatePrimaryKey;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.CreateUniqueConstraint;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Naming;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.UniqueConstraint;
import dev.trellis.script.Body;
import dev.trellis.script.DraftBody;
import dev.trellis.script.Header;
import dev.trellis.script.LocatedOperation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes new scripts, and checks each by reading it back. */
public final class ScriptWriter {
    private final ParseContext context;
    private final Naming naming;

    /**
     * Creates a writer.
     *
     * @param context the settings with which scripts will be parsed
     * @param naming names the constraints and indexes that operations leave unnamed, as the reader of the context does
     */
    public ScriptWriter(ParseContext context, Naming naming) {
        this.context = context;
        this.naming = naming;
    }

    /**
     * Returns the text of a script.
     *
     * @param name the file name of the script, for messages
     * @throws ScriptException {@code not_sql} when the format cannot express an operation; {@code not_as_written} when the text
     *     is read back differently
     */
    public String write(ScriptFormat format, Header header, DraftBody body, String name) {
        String text = format.write(header, body);
        MigrationScript script = format.read(new ScriptFile(name, name, null, text.getBytes(StandardCharsets.UTF_8)));
        if (!script.header().equals(header)) {
            throw ScriptException.notAsWritten(name, "its header");
        }
        Body read = script.body(context);
        check(name, "'upgrade'", body.upgrade(), read.upgrade());
        check(name, "'downgrade'", body.downgrade(), read.downgrade());
        return text;
    }

    private void check(
            String name, String what, @Nullable List<Operation> written, @Nullable List<LocatedOperation> read) {
        List<Operation> back = read == null
                ? null
                : read.stream().map(LocatedOperation::operation).toList();
        boolean same = written == null ? back == null : named(written).equals(back);
        if (!same) {
            throw ScriptException.notAsWritten(name, what);
        }
    }

    private List<Operation> named(List<Operation> operations) {
        return operations.stream().map(this::named).toList();
    }

    private Operation named(Operation operation) {
        if (operation instanceof CreateTable create) {
            return new CreateTable(naming.named(create.table()));
        }
        if (operation instanceof CreateForeignKey create) {
            return new CreateForeignKey(create.table(), naming.named(create.table(), create.key()));
        }
        if (operation instanceof CreateIndex create) {
            return new CreateIndex(create.table(), naming.named(create.table(), create.index()), create.concurrently());
        }
        if (operation instanceof CreatePrimaryKey create && create.key().name() == null) {
            List<String> columns = create.key().columns();
            return new CreatePrimaryKey(create.table(), new PrimaryKey(naming.primaryKey(create.table()), columns));
        }
        if (operation instanceof CreateUniqueConstraint create
                && create.constraint().name() == null) {
            List<String> columns = create.constraint().columns();
            return new CreateUniqueConstraint(
                    create.table(), new UniqueConstraint(naming.unique(create.table(), columns), columns));
        }
        return operation;
    }
}
