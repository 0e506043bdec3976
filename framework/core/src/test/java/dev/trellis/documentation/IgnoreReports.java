package dev.trellis.documentation;

import dev.trellis.AutogenerateHook;
import dev.trellis.schema.TableName;
import dev.trellis.script.DraftBody;
import java.util.ArrayList;
import java.util.List;

/** Leaves the tables of the reporting tool alone, and adds a reminder to each draft. */
final class IgnoreReports implements AutogenerateHook {
    @Override
    public boolean includes(TableName table) {
        return !table.name().startsWith("report_");
    }

    @Override
    public DraftBody edit(String branch, DraftBody draft) {
        List<String> notes = new ArrayList<>(draft.notes());
        notes.add("try the downgrade too");
        return new DraftBody(draft.upgrade(), draft.downgrade(), notes);
    }
}
