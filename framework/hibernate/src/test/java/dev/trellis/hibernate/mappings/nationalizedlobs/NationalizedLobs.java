package dev.trellis.hibernate.mappings.nationalizedlobs;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import org.hibernate.annotations.Nationalized;

public final class NationalizedLobs {
    @Entity(name = "National")
    static class National {
        @Id
        long id;

        @Lob
        @Nationalized
        String text;
    }
}
