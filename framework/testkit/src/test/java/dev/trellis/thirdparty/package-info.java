/**
 * A dialect that a plugin contributes: HSQLDB. It uses the published packages alone and adopts the contract suite, which
 * proves that both suffice. The dialect is small and supports only what the tests need.
 */
@NullMarked
package dev.trellis.thirdparty;

import org.jspecify.annotations.NullMarked;
