/**
 * The migration lock: at most one process migrates a database at a time. {@link
 * dev.trellis.internal.lock.MigrationLock} acquires and releases the lock and re-reads the database's state under it;
 * {@link dev.trellis.internal.lock.LockWait} decides how long a process waits and how often it retries.
 */
@NullMarked
package dev.trellis.internal.lock;

import org.jspecify.annotations.NullMarked;
