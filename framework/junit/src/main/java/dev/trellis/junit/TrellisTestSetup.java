package dev.trellis.junit;

import dev.trellis.TrellisBuilder;

/**
 * Configures the migrations of tests in code, as the application does.
 *
 * <pre>{@code
 * final class ShopSetup implements TrellisTestSetup {
 *     @Override
 *     public void configure(TrellisBuilder trellis) {
 *         trellis.database(SERVER.getJdbcUrl(), SERVER.getUsername(), SERVER.getPassword())
 *                 .branch("shop", "classpath:db/shop");
 *     }
 * }
 * }</pre>
 */
@FunctionalInterface
public interface TrellisTestSetup {
    /**
     * Adds branches, plugins and settings. May name the server with {@code database(url, user, password)}, for example one
     * that the tests have started. A data source or a connection is refused, because each test has a database of its own.
     */
    void configure(TrellisBuilder trellis);
}
