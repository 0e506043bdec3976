package dev.trellis.dialect.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class H2LockTest {
    private static final int SESSIONS = 4;
    private static final int ROUNDS = 500;

    /** H2 tells two that come at the very same moment something else than two of which one comes later. */
    @Test
    void of_sessions_that_take_it_at_the_same_moment_one_has_it_and_none_fails() throws Exception {
        H2Lock lock = new H2Lock(TableName.of("trellis_version"));
        CyclicBarrier together = new CyclicBarrier(SESSIONS);
        ExecutorService threads = Executors.newFixedThreadPool(SESSIONS);
        try (Connection first = DriverManager.getConnection("jdbc:h2:mem:lock")) {
            List<Future<Integer>> sessions = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                sessions.add(threads.submit(() -> taken(lock, together)));
            }
            int taken = 0;
            for (Future<Integer> session : sessions) {
                taken += session.get(2, TimeUnit.MINUTES);
            }
            assertEquals(ROUNDS, taken);
            assertEquals(Optional.empty(), lock.holder(first));
        } finally {
            threads.shutdownNow();
        }
    }

    private static int taken(H2Lock lock, CyclicBarrier together) throws Exception {
        int taken = 0;
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:lock")) {
            for (int round = 0; round < ROUNDS; round++) {
                together.await(10, TimeUnit.SECONDS);
                boolean mine = lock.tryAcquire(connection, "a test");
                taken += mine ? 1 : 0;
                together.await(10, TimeUnit.SECONDS);
                if (mine) {
                    lock.release(connection);
                }
            }
        }
        return taken;
    }
}
