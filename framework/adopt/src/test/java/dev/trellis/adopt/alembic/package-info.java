@NullMarked
package dev.trellis.adopt.alembic;

import org.jspecify.annotations.NullMarked;
