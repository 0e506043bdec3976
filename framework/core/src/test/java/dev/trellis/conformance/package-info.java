/** Where the cases of the conformance runners are looked for: in the copy of the test resources, or where a user says. */
@NullMarked
package dev.trellis.conformance;

import org.jspecify.annotations.NullMarked;
