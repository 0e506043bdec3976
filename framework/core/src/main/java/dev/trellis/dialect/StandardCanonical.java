package dev.trellis.dialect;

import dev.trellis.schema.Identity;
import org.jspecify.annotations.Nullable;

/** Parts of the canonical form that several databases share. */
public final class StandardCanonical {
    private StandardCanonical() {}

    /** Returns a comment, or null for an empty one: databases do not distinguish an empty comment from none. */
    public static @Nullable String comment(@Nullable String comment) {
        return comment == null || comment.isEmpty() ? null : comment;
    }

    /** Returns an identity without a start and an increment of 1, which the database uses if none is given. */
    public static Identity identity(Identity identity) {
        return new Identity(identity.always(), unlessOne(identity.start()), unlessOne(identity.increment()));
    }

    private static @Nullable Long unlessOne(@Nullable Long number) {
        return number == null || number == 1 ? null : number;
    }
}
