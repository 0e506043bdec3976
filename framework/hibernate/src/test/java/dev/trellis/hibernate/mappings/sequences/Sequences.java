package dev.trellis.hibernate.mappings.sequences;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;

public final class Sequences {
    @Entity(name = "BySequence")
    static class BySequence {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        Long id;

        String text;
    }

    @Entity(name = "ByNamedSequence")
    static class ByNamedSequence {
        @Id
        @SequenceGenerator(name = "numbers", sequenceName = "some_numbers", allocationSize = 1, initialValue = 100)
        @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "numbers")
        Integer id;

        String text;
    }

    @Entity(name = "ByAuto")
    static class ByAuto {
        @Id
        @GeneratedValue
        long id;

        String text;
    }
}
