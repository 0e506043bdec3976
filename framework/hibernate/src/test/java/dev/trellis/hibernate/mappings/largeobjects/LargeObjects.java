package dev.trellis.hibernate.mappings.largeobjects;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;

public final class LargeObjects {
    @Entity(name = "Large")
    static class Large {
        @Id
        long id;

        @Lob
        String text;

        @Lob
        @Column(length = 1_000_000)
        String textOfMillion;

        @Lob
        char[] letters;

        @Lob
        byte[] bytes;

        @Lob
        @Column(length = 1_000_000)
        byte[] bytesOfMillion;
    }
}
