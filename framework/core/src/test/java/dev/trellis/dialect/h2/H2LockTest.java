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

    /**
     * The lock is a constant. H2 reports one error to sessions that create the constant at the same moment, and another
     * error to a later session.
     */
    @Test
    void of_sessions_that_take_the_lock_at_the_same_moment_exactly_one_gets_it() throws Exception {
        H2Lock lock = new H2Lock(TableName.of("trellis_version"));
        CyclicBarrier barrier = new CyclicBarrier(SESSIONS);
        ExecutorService threads = Executors.newFixedThreadPool(SESSIONS);
        try (Connection first = DriverManager.getConnection("jdbc:h2:mem:lock")) {
            List<Future<Integer>> sessions = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                sessions.add(threads.submit(() -> countAcquired(lock, barrier)));
            }
            int acquired = 0;
            for (Future<Integer> session : sessions) {
                acquired += session.get(2, TimeUnit.MINUTES);
            }
            assertEquals(ROUNDS, acquired);
            assertEquals(Optional.empty(), lock.holder(first));
        } finally {
            threads.shutdownNow();
        }
    }

    private static int countAcquired(H2Lock lock, CyclicBarrier barrier) throws Exception {
        int count = 0;
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:lock")) {
            for (int round = 0; round < ROUNDS; round++) {
                barrier.await(10, TimeUnit.SECONDS);
                boolean acquired = lock.tryAcquire(connection, "a test");
                count += acquired ? 1 : 0;
                barrier.await(10, TimeUnit.SECONDS);
                if (acquired) {
                    lock.release(connection);
                }
            }
        }
        return count;
    }
}
