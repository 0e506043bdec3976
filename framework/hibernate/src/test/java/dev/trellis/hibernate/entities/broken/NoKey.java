package dev.trellis.hibernate.entities.broken;

import jakarta.persistence.Entity;

@Entity
public class NoKey {
    String name;
}
