package dev.trellis.fleet;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of a wave. A thread takes the next job of the database to which it is connected, if there is one, so that it can
 * keep its connection; the number of threads that work on one server is limited.
 */
final class Scheduler {
    private final int perServer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** The waiting jobs by server and database. */
    private final Map<String, Map<String, Deque<Job>>> waiting = new LinkedHashMap<>();

    private final Map<String, Integer> running = new HashMap<>();
    private int active;

    Scheduler(int perServer) {
        this.perServer = perServer;
    }

    /** Adds a job. A job that is running may add others. */
    void add(Job job) {
        lock.lock();
        try {
            waiting.computeIfAbsent(job.server(), none -> new LinkedHashMap<>())
                    .computeIfAbsent(job.database(), none -> new ArrayDeque<>())
                    .add(job);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends a job, and begins another one of the same database; returns null, without ending the job, if there is none. */
    @Nullable
    Job nextOfDatabase(Job ended) {
        lock.lock();
        try {
            Map<String, Deque<Job>> databases = waiting.get(ended.server());
            Deque<Job> jobs = databases == null ? null : databases.get(ended.database());
            return jobs == null ? null : remove(ended.server(), ended.database(), jobs);
        } finally {
            lock.unlock();
        }
    }

    /** Ends a job. */
    void end(Job job) {
        lock.lock();
        try {
            running.merge(job.server(), -1, Integer::sum);
            active--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Begins a job, waiting for a server that is not busy.
     *
     * @return null if no job is left, and no running job can add one
     */
    @Nullable
    Job take() {
        lock.lock();
        try {
            while (true) {
                Job job = next();
                if (job != null) {
                    running.merge(job.server(), 1, Integer::sum);
                    active++;
                    return job;
                }
                if (waiting.isEmpty() && active == 0) {
                    changed.signalAll();
                    return null;
                }
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns the job of the least busy server that is below its limit. */
    private @Nullable Job next() {
        Map.Entry<String, Map<String, Deque<Job>>> best = null;
        int least = perServer;
        for (Map.Entry<String, Map<String, Deque<Job>>> server : waiting.entrySet()) {
            int busy = running.getOrDefault(server.getKey(), 0);
            if (busy < least) {
                best = server;
                least = busy;
            }
            if (least == 0) {
                break;
            }
        }
        if (best == null) {
            return null;
        }
        Map.Entry<String, Deque<Job>> database =
                best.getValue().entrySet().iterator().next();
        return remove(best.getKey(), database.getKey(), database.getValue());
    }

    private Job remove(String server, String database, Deque<Job> jobs) {
        Job job = jobs.remove();
        Map<String, Deque<Job>> databases = waiting.get(server);
        if (databases != null && jobs.isEmpty()) {
            databases.remove(database);
            if (databases.isEmpty()) {
                waiting.remove(server);
            }
        }
        return job;
    }
}
