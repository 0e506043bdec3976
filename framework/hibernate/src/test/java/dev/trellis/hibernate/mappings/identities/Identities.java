package dev.trellis.hibernate.mappings.identities;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

public final class Identities {
    @Entity(name = "ByIdentityInteger")
    static class ByIdentityInteger {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        int id;

        String text;
    }
}
