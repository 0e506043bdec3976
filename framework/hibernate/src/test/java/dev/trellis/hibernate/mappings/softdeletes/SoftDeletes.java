package dev.trellis.hibernate.mappings.softdeletes;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.Set;
import org.hibernate.annotations.SoftDelete;
import org.hibernate.annotations.SoftDeleteType;
import org.hibernate.type.YesNoConverter;

public final class SoftDeletes {
    @Entity(name = "Removed")
    @SoftDelete(columnName = "gone")
    static class Removed {
        @Id
        long id;

        String text;

        @ElementCollection
        Set<String> words;
    }

    @Entity(name = "Stopped")
    @SoftDelete(strategy = SoftDeleteType.ACTIVE, converter = YesNoConverter.class)
    static class Stopped {
        @Id
        long id;

        String text;
    }

    @Entity(name = "Stamped")
    @SoftDelete(strategy = SoftDeleteType.TIMESTAMP)
    static class Stamped {
        @Id
        long id;

        String text;
    }
}
