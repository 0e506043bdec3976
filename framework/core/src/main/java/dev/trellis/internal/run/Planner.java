package dev.trellis.internal.run;

import dev.trellis.internal.state.DatabaseState;
import dev.trellis.revision.Plan;
import java.sql.SQLException;

/** Decides what is to be done about what the database says; asked again when others have changed that meanwhile. */
public interface Planner {

    /**
     * @param begun whether something has been done already
     * @return no steps when there is nothing (more) to do
     * @throws SQLException as the driver throws it
     */
    Plan plan(DatabaseState now, boolean begun) throws SQLException;
}
