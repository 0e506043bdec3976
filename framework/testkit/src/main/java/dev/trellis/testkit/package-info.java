/**
 * The contract suite for dialects. It checks the behaviour on which Trellis relies and which no unit test of a dialect would
 * show: names, texts and defaults cannot break out of their quotes, illegal names are rejected before anything runs, reading
 * a schema takes a few queries however many tables it has, and many rows become few statements. The tests run on a real
 * database.
 *
 * <p>A dialect adopts the suite with one class, and the artifact {@code trellis-testkit} in test scope:
 *
 * <pre>{@code
 * final class HsqldbContractTest extends DialectContract {
 *     private static final AtomicInteger NUMBER = new AtomicInteger();
 *
 *     HsqldbContractTest() {
 *         super(new HsqldbDialect());
 *     }
 *
 *     @Override
 *     protected EmptyDatabase open() {
 *         return EmptyDatabase.of("jdbc:hsqldb:mem:contract" + NUMBER.incrementAndGet(), "sa", "", "SHUTDOWN");
 *     }
 * }
 * }</pre>
 *
 * <p>{@link dev.trellis.testkit.DialectContract} has methods to override where a database has limits of its own, such as
 * {@code illegalNames}. The dialects that come with Trellis adopt the same suite.
 */
@NullMarked
package dev.trellis.testkit;

import org.jspecify.annotations.NullMarked;
