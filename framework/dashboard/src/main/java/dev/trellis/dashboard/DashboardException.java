package dev.trellis.dashboard;

import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.io.IOException;

/** A dashboard cannot be started. */
public final class DashboardException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private DashboardException(Problem problem, Throwable cause) {
        super(problem, cause);
    }

    static DashboardException portInUse(int port, IOException e) {
        return new DashboardException(
                Problem.of(
                                ErrorName.PORT_IN_USE,
                                "the port " + port + " of 127.0.0.1 cannot be used: " + e.getMessage())
                        .at(Location.of("--port"))
                        .advice("Stop the other program, or choose another port: --port 0 takes a free one."),
                e);
    }
}
