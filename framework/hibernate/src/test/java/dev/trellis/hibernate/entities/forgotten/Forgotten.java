package dev.trellis.hibernate.entities.forgotten;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
public class Forgotten {
    @Id
    long id;
}
