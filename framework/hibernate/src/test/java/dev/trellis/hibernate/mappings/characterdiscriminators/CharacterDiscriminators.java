package dev.trellis.hibernate.mappings.characterdiscriminators;

import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorType;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

public final class CharacterDiscriminators {
    @Entity(name = "Animal")
    @DiscriminatorColumn(name = "kind", discriminatorType = DiscriminatorType.CHAR)
    @DiscriminatorValue("A")
    static class Animal {
        @Id
        long id;

        String name;
    }

    @Entity(name = "Dog")
    @DiscriminatorValue("D")
    static class Dog extends Animal {
        Boolean barks;
    }
}
