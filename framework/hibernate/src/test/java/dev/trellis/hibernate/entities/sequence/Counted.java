package dev.trellis.hibernate.entities.sequence;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;

@Entity
public class Counted {
    @Id
    @GeneratedValue
    Long id;
}
